"""Bringing a notice to its person. May be killed at any point: what is on record says how to go on."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

from django.db.models import F

from noren.customers.selectors import customer, line_identity
from noren.customers.services.friendship import note_friendship
from noren.kernel.clock import now
from noren.messaging.actors import SENDER
from noren.messaging.channels import line, mail
from noren.messaging.channels.outcome import Outcome, Result
from noren.messaging.models import Delivery, LineChannels
from noren.messaging.selectors import messaging_credentials
from noren.messaging.states import DELIVERY_STATES, ENDED, DeliveryState
from noren.messaging.types import ChannelName, MailText
from noren.platform.jobs.services.run import RetryLater
from noren.platform.transactions.write import write
from noren.shops.selectors import current_shop, legal_notice

# LINE forgets retry keys after this long (Messaging API, "Retry failed API requests"): a later try could be a second message.
RETRY_KEY_LASTS = timedelta(hours=24)
_FIRST_PAUSE = timedelta(seconds=4)
_LONGEST_PAUSE = timedelta(hours=1)
_MOST_DOUBLINGS = 12
_FRIENDSHIP_TRUSTED = timedelta(days=1)


def deliver(delivery_id: UUID) -> None:
    """Send the notice, or go on where an earlier try was cut off. Raises RetryLater while the way is blocked."""
    row = Delivery.objects.get(pk=delivery_id)
    state = DeliveryState(row.state)
    if state in ENDED:
        return
    if state is DeliveryState.QUEUED:
        way = _way(row)
        if way is None:
            _move(row, DeliveryState.UNREACHABLE, problem="no_way")
            return
        if not _begin(row, way):
            return
    elif row.channel == ChannelName.MAIL:
        # A worker died, or is slow, between handing the e-mail over and noting it. Mail servers know no retry key.
        _move(row, DeliveryState.IN_DOUBT, problem="cut_off")
        return
    elif _too_late(row):
        _give_up(row)
        return
    _settle(row, _try(row))


def _way(row: Delivery) -> ChannelName | None:
    # Only the first time: what LINE has refused for good is not offered to LINE again.
    if not row.channel and row.line_messages and _reaches_by_line(row):
        return ChannelName.LINE
    return ChannelName.MAIL if row.mail and _email(row) else None


def _line_subject(row: Delivery) -> str:
    channels = LineChannels.objects.first()
    if row.customer_id is None or channels is None or messaging_credentials() is None:
        return ""
    identity = line_identity(row.customer_id, provider_id=channels.provider_id)
    return identity.subject if identity and identity.is_friend else ""


def _reaches_by_line(row: Delivery) -> bool:
    channels, credentials = LineChannels.objects.first(), messaging_credentials()
    if row.customer_id is None or channels is None or credentials is None:
        return False
    identity = line_identity(row.customer_id, provider_id=channels.provider_id)
    if identity is None or not identity.is_friend:
        return False
    if identity.friend_as_of and now() - identity.friend_as_of < _FRIENDSHIP_TRUSTED:
        return True
    # LINE answers 200 to a push that a person has blocked, so old news of a friendship is asked for again.
    asked_at = now()
    friend = line.is_friend(credentials, identity.subject)
    if friend is not None:
        note_friendship(
            identity.provider_id, identity.subject, is_friend=friend, as_of=asked_at, actor=SENDER
        )
    return friend is not False


def _email(row: Delivery) -> str:
    if row.email or row.customer_id is None:
        return row.email
    known = customer(row.customer_id)
    return known.email if known else ""


def _begin(row: Delivery, way: ChannelName) -> bool:
    with write(SENDER):
        since = row.first_tried_at if row.first_tried_at and row.channel == way else now()
        moved = Delivery.objects.filter(pk=row.pk, state=DeliveryState.QUEUED).update(
            state=DeliveryState.SENDING, channel=way, first_tried_at=since, in_doubt=False
        )
    row.channel, row.state, row.first_tried_at, row.in_doubt = way, DeliveryState.SENDING, since, False
    return bool(moved)


def _try(row: Delivery) -> Outcome:
    with write(SENDER):
        Delivery.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
    row.attempts += 1
    return _by_line(row) if row.channel == ChannelName.LINE else _by_mail(row)


def _by_line(row: Delivery) -> Outcome:
    credentials, subject = messaging_credentials(), _line_subject(row)
    if credentials is None or not subject:
        return Outcome(Result.REFUSED, "blocked" if credentials else "not_connected")
    return line.push(credentials, to=subject, messages=row.line_messages, retry_key=row.retry_key)


def _by_mail(row: Delivery) -> Outcome:
    text = cast(dict[str, str], row.mail)
    return mail.send(
        to=_email(row),
        mail=MailText(text["subject"], text["text"]),
        shop_name=current_shop().name,
        reply_to=legal_notice().email,
        message_id=row.pk.hex,
    )


def _settle(row: Delivery, outcome: Outcome) -> None:
    if outcome.result is Result.ACCEPTED:
        _move(row, DeliveryState.SENT, request_id=outcome.request_id)
        return
    _note_on_channels(outcome.problem)
    if outcome.result is Result.UNKNOWN and row.channel == ChannelName.MAIL:
        _move(row, DeliveryState.IN_DOUBT, problem=outcome.problem)
    elif outcome.result is Result.REFUSED and not row.in_doubt:
        _other_way(row, outcome.problem)
    else:
        _later(row, outcome)


def _later(row: Delivery, outcome: Outcome) -> None:
    if row.channel == ChannelName.MAIL:
        if _too_late(row):
            _move(row, DeliveryState.FAILED, problem=outcome.problem)
            return
        # Certainly not accepted: it may begin afresh.
        _move(row, DeliveryState.QUEUED, problem=outcome.problem)
    else:
        doubt = row.in_doubt or outcome.result is Result.UNKNOWN
        Delivery.objects.filter(pk=row.pk).update(in_doubt=doubt, problem=outcome.problem)
    raise RetryLater(_pause(row.attempts))


def _other_way(row: Delivery, problem: str) -> None:
    if row.channel == ChannelName.LINE and row.mail and _email(row):
        _move(row, DeliveryState.QUEUED, problem=problem)
        deliver(row.pk)
    else:
        _move(row, DeliveryState.FAILED, problem=problem)


def _give_up(row: Delivery) -> None:
    if row.in_doubt:
        _move(row, DeliveryState.IN_DOUBT, problem="too_late")
    else:
        _other_way(row, "too_late")


def _too_late(row: Delivery) -> bool:
    return row.first_tried_at is not None and now() - row.first_tried_at >= RETRY_KEY_LASTS


def _pause(attempts: int) -> timedelta:
    doublings = min(attempts - 1, _MOST_DOUBLINGS)
    return min(_FIRST_PAUSE * float(2**doublings), _LONGEST_PAUSE)


def _move(row: Delivery, new: DeliveryState, *, problem: str = "", request_id: str = "") -> None:
    sources = DELIVERY_STATES.sources(new)
    ended = now() if new in ENDED else None
    with write(SENDER):
        Delivery.objects.filter(pk=row.pk, state__in=sources).update(
            state=new, problem=problem, line_request_id=request_id, ended_at=ended
        )
    row.state = new


def _note_on_channels(problem: str) -> None:
    noted = {"quota_reached": "quota_reached_at", "credentials_refused": "refused_at"}.get(problem)
    if noted:
        with write(SENDER):
            LineChannels.objects.update(**{noted: now()})
