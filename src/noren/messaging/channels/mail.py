"""Sending by e-mail, through Django's back end (NOREN_EMAIL_URL)."""

from __future__ import annotations

import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from noren.messaging.channels.outcome import Outcome, Result
from noren.messaging.types import MailText

_TRY_AGAIN = range(400, 500)


def send(*, to: str, mail: MailText, shop_name: str, reply_to: str, message_id: str) -> Outcome:
    """Send one e-mail in the shop's name. The same `message_id` lets readers' programs drop a second copy."""
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError):
        return Outcome(Result.BUSY, "mail_server_silent")
    message = EmailMessage(
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        from_email=formataddr((shop_name, _own_address())),
        to=[to],
        reply_to=[reply_to] if reply_to else [],
        headers={"Message-ID": f"<{message_id}@{_own_address().rpartition('@')[2]}>"},
        connection=connection,
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        return _recipient_refused(refusal)
    except smtplib.SMTPResponseException as refusal:
        busy = refusal.smtp_code in _TRY_AGAIN
        return Outcome(Result.BUSY if busy else Result.REFUSED, f"mail_refused_{refusal.smtp_code}")
    except ValueError:
        # Django refuses line breaks in headers.
        return Outcome(Result.REFUSED, "mail_malformed")
    except (smtplib.SMTPException, OSError):
        return Outcome(Result.UNKNOWN, "mail_cut_off")
    finally:
        _close(connection)
    return Outcome(Result.ACCEPTED)


def _recipient_refused(refusal: smtplib.SMTPRecipientsRefused) -> Outcome:
    codes = [code for code, _ in refusal.recipients.values()]
    busy = bool(codes) and all(code in _TRY_AGAIN for code in codes)
    return (
        Outcome(Result.BUSY, "mail_recipient_busy")
        if busy
        else Outcome(Result.REFUSED, "mail_recipient_refused")
    )


def _own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _close(connection: object) -> None:
    close = getattr(connection, "close", None)
    if close is not None:
        try:
            close()
        except (smtplib.SMTPException, OSError):
            return
