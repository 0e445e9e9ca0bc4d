"""One notice of each fact to each person, over the real stand-in for LINE and Django's mail outbox."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage

from noren.customers.selectors import customer
from noren.customers.services.join import customer_for_guest
from noren.kernel.clock import clock_shifted, now
from noren.messaging.channels import line as line_channel
from noren.messaging.models import Delivery, LineChannels
from noren.messaging.selectors import deliveries_of, messaging_credentials
from noren.messaging.services import deliver as deliver_module
from noren.messaging.services.deliver import deliver
from noren.messaging.services.notify import notify
from noren.messaging.states import DeliveryState
from noren.messaging.tests.standin import BOT_ID, SETUP, Line, connect_shop, line_customer
from noren.messaging.types import ChannelName, JSONValue, MailText
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import RetryLater, run_due
from noren.platform.transactions.write import write

PUSH = "/v2/bot/message/push"
MESSAGE: dict[str, JSONValue] = {
    "type": "flex",
    "altText": "ご注文を受け付けました K-24113",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "text", "text": "ご注文を受け付けました"}],
        },
    },
}
MAIL = MailText("ご注文を受け付けました(K-24113)", "山田 花子 様\n\nご注文ありがとうございます。\n")


class Killed(BaseException):
    """The process ended here."""


def tell(
    customer_id: UUID | None = None,
    *,
    key: str = "order.placed:1",
    email: str = "",
    mail: MailText | None = MAIL,
) -> Delivery:
    notify(
        customer_id=customer_id,
        email=email,
        kind="order.received",
        dedupe_key=key,
        line=[MESSAGE],
        mail=mail,
        language="ja",
        actor=SETUP,
    )
    return Delivery.objects.get(dedupe_key=key)


def try_once(row: Delivery) -> timedelta | None:
    """Let the job run once; returns how long it wants to wait, or None when it is done."""
    try:
        deliver(row.pk)
    except RetryLater as later:
        return later.delay
    return None


def state(row: Delivery) -> tuple[str, str, str]:
    row.refresh_from_db()
    return row.state, row.channel, row.problem


def dies(*_: Any, **__: Any) -> None:
    raise Killed


def test_a_friend_is_told_by_line(line: Line, shop_id: UUID) -> None:
    connect_shop()
    row = tell(line_customer(line, "sakura"))
    assert run_due() == 1
    assert state(row) == ("sent", "line", "")
    assert [shown["content"] for shown in line.shown("sakura")] == [MESSAGE]
    assert line.shown("haruto") == []
    assert django_mail.outbox == []
    assert row.ended_at is not None
    assert row.line_request_id


def test_who_is_no_friend_is_told_by_mail_in_the_shops_name(line: Line, shop_id: UUID) -> None:
    connect_shop()
    row = tell(line_customer(line, "sakura", friend=False, email="sakura@example.jp"))
    run_due()
    assert state(row) == ("sent", "mail", "")
    assert line.calls(PUSH) == []
    [sent] = django_mail.outbox
    assert (sent.subject, sent.body, sent.to) == (MAIL.subject, MAIL.text, ["sakura@example.jp"])
    assert sent.from_email.endswith("<noreply@127.0.0.1>")
    assert sent.extra_headers["Message-ID"] == f"<{row.pk.hex}@127.0.0.1>"


def test_a_guest_is_told_by_mail(shop_id: UUID) -> None:
    customer_id = customer_for_guest(email="guest@example.jp", name="山田 花子", actor=SETUP)
    row = tell(email="guest@example.jp")
    other = tell(customer_id, key="order.placed:2")
    run_due()
    assert state(row) == state(other) == ("sent", "mail", "")
    assert [sent.to for sent in django_mail.outbox] == [["guest@example.jp"]] * 2


def test_a_fact_reaches_a_person_once_and_each_person(line: Line, shop_id: UUID) -> None:
    connect_shop()
    sakura, haruto = line_customer(line, "sakura"), line_customer(line, "haruto")
    for customer_id in (sakura, sakura, haruto, sakura):
        notify(
            customer_id=customer_id,
            kind="k",
            dedupe_key="fact",
            line=[MESSAGE],
            mail=None,
            language="ja",
            actor=SETUP,
        )
    assert Job.objects.filter(task__endswith="deliver_notice").count() == 2
    run_due()
    assert len(line.shown("sakura")) == len(line.shown("haruto")) == 1
    assert [info.state for info in deliveries_of("fact")] == [DeliveryState.SENT] * 2


def test_a_notice_of_a_write_that_fails_is_never_sent(line: Line, shop_id: UUID) -> None:
    connect_shop()
    customer_id = line_customer(line, "sakura")
    with suppress(Killed), write(SETUP):
        tell(customer_id)
        raise Killed
    assert run_due() == 0
    assert (Delivery.objects.count(), line.shown("sakura")) == (0, [])


def test_nobody_can_be_told_without_any_way(shop_id: UUID) -> None:
    row = tell(customer_for_guest(email="", name="山田 花子", actor=SETUP))
    run_due()
    assert state(row) == ("unreachable", "", "no_way")


@pytest.mark.parametrize(
    ("kind", "shown_meanwhile", "in_doubt"),
    [
        ("status_500", 0, True),
        ("status_429", 0, False),
        ("close_after_accept", 1, True),
        ("timeout_after_accept", 1, True),
    ],
)
def test_a_failed_call_is_repeated_with_the_same_key_and_shown_once(
    line: Line,
    shop_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
    *,
    kind: str,
    shown_meanwhile: int,
    in_doubt: bool,
) -> None:
    # given a call that fails before or after LINE accepted it
    connect_shop()
    row = tell(line_customer(line, "sakura", email="sakura@example.jp"))
    monkeypatch.setattr(line_channel, "TIMEOUT", (1, 0.4))
    line.fault(PUSH, kind, seconds=1.0)
    # when it is tried
    delay = try_once(row)
    # then it is to be tried again later, and nothing goes another way meanwhile
    assert delay == timedelta(seconds=4)
    row.refresh_from_db()
    assert (row.state, row.in_doubt) == ("sending", in_doubt)
    assert len(line.shown("sakura")) == shown_meanwhile
    # when it is tried again
    assert try_once(row) is None
    # then one message is on the phone
    assert state(row) == ("sent", "line", "")
    assert len(line.shown("sakura")) == 1
    keys = [call["retry_key"] for call in line.calls(PUSH)]
    assert keys == [str(row.retry_key)] * 2
    assert django_mail.outbox == []


def test_pauses_grow_to_an_hour(line: Line, shop_id: UUID) -> None:
    connect_shop()
    row = tell(line_customer(line, "sakura"))
    line.fault(PUSH, "status_429", times=20)
    pauses = [try_once(row) for _ in range(13)]
    assert pauses[:4] == [
        timedelta(seconds=4),
        timedelta(seconds=8),
        timedelta(seconds=16),
        timedelta(seconds=32),
    ]
    assert pauses[-1] == timedelta(hours=1)


@pytest.mark.parametrize(("kind", "expected"), [("status_500", "in_doubt"), ("status_429", "failed")])
def test_after_a_day_nothing_is_sent_again(line: Line, shop_id: UUID, kind: str, expected: str) -> None:
    connect_shop()
    row = tell(line_customer(line, "sakura"), mail=None)
    line.fault(PUSH, kind)
    try_once(row)
    with clock_shifted(timedelta(hours=24)):
        assert try_once(row) is None
    assert state(row) == (expected, "line", "too_late")
    assert len(line.calls(PUSH)) == 1


def test_what_was_surely_not_accepted_for_a_day_goes_by_mail(line: Line, shop_id: UUID) -> None:
    connect_shop()
    row = tell(line_customer(line, "sakura", email="sakura@example.jp"))
    line.fault(PUSH, "status_429")
    try_once(row)
    with clock_shifted(timedelta(hours=25)):
        assert try_once(row) is None
    assert state(row) == ("sent", "mail", "")
    assert len(django_mail.outbox) == 1


@pytest.mark.parametrize("point", ["before_call", "after_call"])
def test_a_crash_around_the_call_to_line_shows_one_message(
    line: Line, shop_id: UUID, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    # given a process that dies just before or just after LINE accepted the message
    connect_shop()
    row = tell(line_customer(line, "sakura", email="sakura@example.jp"))
    with monkeypatch.context() as patch:
        patch.setattr(deliver_module, "_by_line" if point == "before_call" else "_settle", dies)
        with suppress(Killed):
            deliver(row.pk)
    assert state(row)[0] == "sending"
    assert len(line.shown("sakura")) == (1 if point == "after_call" else 0)
    # when another takes the job over
    assert try_once(row) is None
    # then one message is on the phone, and none in the mail
    assert state(row) == ("sent", "line", "")
    assert len(line.shown("sakura")) == 1
    assert django_mail.outbox == []


def test_a_crash_around_the_mail_server_sends_no_second_mail(
    shop_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = tell(email="guest@example.jp")
    with monkeypatch.context() as patch:
        patch.setattr(deliver_module, "_settle", dies)
        with suppress(Killed):
            deliver(row.pk)
    assert len(django_mail.outbox) == 1
    assert try_once(row) is None
    assert state(row) == ("in_doubt", "mail", "cut_off")
    assert len(django_mail.outbox) == 1


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    return fail


def test_a_mail_server_that_is_away_is_tried_again(shop_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    row = tell(email="guest@example.jp")
    with monkeypatch.context() as patch:
        patch.setattr(
            "django.core.mail.backends.locmem.EmailBackend.open",
            raising(ConnectionRefusedError()),
            raising=False,
        )
        assert try_once(row) == timedelta(seconds=4)
    assert state(row) == ("queued", "mail", "mail_server_silent")
    assert try_once(row) is None
    assert state(row)[0] == "sent"
    assert len(django_mail.outbox) == 1


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({"guest@example.jp": (550, b"unknown")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"guest@example.jp": (450, b"later")}), "queued"),
        (smtplib.SMTPDataError(552, b"too big"), "failed"),
        (smtplib.SMTPDataError(451, b"later"), "queued"),
        (smtplib.SMTPServerDisconnected("gone"), "in_doubt"),
        (TimeoutError(), "in_doubt"),
    ],
)
def test_what_a_mail_server_says_decides(
    shop_id: UUID, monkeypatch: pytest.MonkeyPatch, error: Exception, expected: str
) -> None:
    row = tell(email="guest@example.jp")
    monkeypatch.setattr(EmailMessage, "send", raising(error))
    try_once(row)
    assert state(row)[0] == expected


def test_mail_that_nobody_takes_for_a_day_fails(shop_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    row = tell(email="guest@example.jp")
    monkeypatch.setattr(EmailMessage, "send", raising(smtplib.SMTPDataError(451, b"later")))
    try_once(row)
    with clock_shifted(timedelta(hours=24)):
        assert try_once(row) is None
    assert state(row) == ("failed", "mail", "mail_refused_451")


def test_a_used_up_month_is_noted_and_the_notice_goes_by_mail(line: Line, shop_id: UUID) -> None:
    connect_shop()
    customer_id = line_customer(line, "sakura", email="sakura@example.jp")
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"quota": 0})
    row = tell(customer_id)
    run_due()
    assert state(row) == ("sent", "mail", "")
    assert LineChannels.objects.get().quota_reached_at is not None
    assert line.shown("sakura") == []


def test_refused_credentials_are_noted_and_the_notice_goes_by_mail(line: Line, shop_id: UUID) -> None:
    connect_shop()
    customer_id = line_customer(line, "sakura", email="sakura@example.jp")
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"secret": "another-secret-0123456789abcdef0"})
    row = tell(customer_id)
    run_due()
    assert state(row) == ("sent", "mail", "")
    assert LineChannels.objects.get().refused_at is not None


def test_a_token_that_was_revoked_is_replaced_in_the_same_try(line: Line, shop_id: UUID) -> None:
    connect_shop()
    customer_id = line_customer(line, "sakura")
    credentials = messaging_credentials()
    assert credentials is not None
    line_channel._tokens[credentials] = ("revoked-long-ago", now() + timedelta(minutes=9))
    row = tell(customer_id)
    assert try_once(row) is None
    assert state(row) == ("sent", "line", "")
    assert [call["status"] for call in line.calls(PUSH)] == [401, 200]


def test_a_malformed_message_goes_by_mail(line: Line, shop_id: UUID) -> None:
    connect_shop()
    customer_id = line_customer(line, "sakura", email="sakura@example.jp")
    notify(
        customer_id=customer_id,
        kind="k",
        dedupe_key="bad",
        line=[{"type": "flex", "altText": "", "contents": {"type": "bubble"}}],
        mail=MAIL,
        language="ja",
        actor=SETUP,
    )
    run_due()
    assert state(Delivery.objects.get()) == ("sent", "mail", "")


def test_an_old_friendship_is_asked_for_and_a_block_noted(line: Line, shop_id: UUID) -> None:
    # given somebody who blocked the account, and a webhook that never came
    connect_shop()
    customer_id = line_customer(line, "sakura", email="sakura@example.jp")
    line.befriend("sakura", "block")
    row = tell(customer_id)
    with clock_shifted(timedelta(days=2)):
        assert try_once(row) is None
    assert state(row) == ("sent", "mail", "")
    known = customer(customer_id)
    assert known is not None
    assert known.line is not None
    assert known.line.is_friend is False


def test_a_notice_needs_somebody(shop_id: UUID) -> None:
    with pytest.raises(ValueError, match="needs a customer"):
        tell()
    assert Delivery.objects.count() == 0


def test_what_is_told_is_encrypted(shop_id: UUID) -> None:
    row = tell(email="guest@example.jp")
    raw = Delivery.objects.filter(pk=row.pk).extra(select={"raw_mail": "mail", "raw_email": "email"})
    stored = raw.values("raw_mail", "raw_email", "recipient").get()
    assert "guest" not in f"{stored}"
    assert "山田" not in f"{stored}"
    assert Job.objects.get(task__endswith="deliver_notice").arguments == {"delivery_id": str(row.pk)}


def test_channel_names_are_those_of_the_rows() -> None:
    assert {name.value for name in ChannelName} == {"line", "mail"}
