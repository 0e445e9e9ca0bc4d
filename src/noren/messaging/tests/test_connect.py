"""Pasting and checking the shop's LINE channels."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from noren.kernel.errors import InvalidInput
from noren.messaging.models import LineChannels
from noren.messaging.selectors import line_settings
from noren.messaging.services.connect import check_line, register_webhook, save_line_settings
from noren.messaging.tests.standin import BOT_ID, LOGIN_ID, PASTED, SETUP, Line, connect_shop, line_customer
from noren.messaging.types import Finding, NewLineSettings
from noren.platform.audit.models import AuditEntry
from noren.shops.selectors import content_version

WEBHOOK = "https://noren.example/callbacks/line/koharu"


def fields_of(refusal: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return {problem.field for problem in refusal.value.problems}


def test_secrets_are_kept_encrypted_and_shown_by_their_end(shop_id: UUID) -> None:
    version = content_version()
    connect_shop()
    known = line_settings()
    assert (known.login_secret_end, known.messaging_secret_end) == ("0123", "bcde")
    assert (known.can_log_in, known.can_send) == (True, True)
    raw = (
        LineChannels.objects.extra(select={"a": "login_secret", "b": "messaging_secret"})
        .values("a", "b")
        .get()
    )
    assert all(value.startswith("n1.") for value in raw.values())
    assert content_version() == version + 1
    assert "secret-0123" not in str(AuditEntry.objects.values())


def test_an_empty_secret_keeps_the_one_there_is(shop_id: UUID) -> None:
    connect_shop()
    save_line_settings(replace(PASTED, login_secret="", messaging_secret=""), actor=SETUP)
    row = LineChannels.objects.get()
    assert (row.login_secret, row.messaging_secret) == (PASTED.login_secret, PASTED.messaging_secret)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"provider_id": ""}, "provider_id"),
        ({"login_channel_id": "abc"}, "login_channel_id"),
        ({"login_secret": "with blanks in it"}, "login_secret"),
        ({"login_secret": ""}, "login_secret"),
        ({"messaging_channel_id": ""}, "messaging_channel_id"),
        ({"messaging_secret": ""}, "messaging_secret"),
        ({"messaging_channel_id": LOGIN_ID}, "messaging_channel_id"),
    ],
)
def test_what_can_not_be_right_is_refused(shop_id: UUID, changes: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save_line_settings(replace(PASTED, **changes), actor=SETUP)
    assert fields_of(refusal) == {field}
    assert LineChannels.objects.count() == 0


def test_another_channel_needs_its_own_secret(shop_id: UUID) -> None:
    connect_shop()
    with pytest.raises(InvalidInput) as refusal:
        save_line_settings(replace(PASTED, login_channel_id="1650000077", login_secret=""), actor=SETUP)
    assert fields_of(refusal) == {"login_secret"}
    assert LineChannels.objects.get().login_channel_id == LOGIN_ID


def test_one_of_the_two_channels_is_enough(shop_id: UUID) -> None:
    save_line_settings(
        NewLineSettings(PASTED.provider_id, LOGIN_ID, PASTED.login_secret, "", ""), actor=SETUP
    )
    assert (line_settings().can_log_in, line_settings().can_send) == (True, False)


def test_a_channel_can_not_change_its_provider_once_customers_are_known_by_it(
    line: Line, shop_id: UUID
) -> None:
    connect_shop()
    save_line_settings(replace(PASTED, provider_id="1650000009"), actor=SETUP)
    save_line_settings(PASTED, actor=SETUP)
    line_customer(line, "sakura", friend=False)
    with pytest.raises(InvalidInput) as refusal:
        save_line_settings(replace(PASTED, provider_id="1650000009"), actor=SETUP)
    assert fields_of(refusal) == {"provider_id"}
    assert LineChannels.objects.get().provider_id == PASTED.provider_id


def test_a_check_finds_what_works_and_registers_the_webhook(line: Line, shop_id: UUID) -> None:
    connect_shop()
    assert check_line(webhook_url=WEBHOOK, actor=SETUP) == (
        Finding.LOGIN_OK,
        Finding.MESSAGING_OK,
        Finding.WEBHOOK_MISSING,
    )
    register_webhook(webhook_url=WEBHOOK, actor=SETUP)
    assert check_line(webhook_url=WEBHOOK, actor=SETUP)[2:] == (Finding.WEBHOOK_OK,)
    known = line_settings()
    assert known.bot_name == "暮らしの道具 こはる"
    assert known.bot_basic_id.startswith("@")
    assert known.findings == (Finding.LOGIN_OK, Finding.MESSAGING_OK, Finding.WEBHOOK_OK)
    assert known.checked_at is not None


def test_a_check_finds_what_does_not(line: Line, shop_id: UUID) -> None:
    connect_shop()
    channel = f"/messaging-channels/{BOT_ID}"
    line.control("PATCH", channel, {"webhook_url": WEBHOOK, "webhook_active": False, "quota": 1000})
    assert check_line(webhook_url=WEBHOOK, actor=SETUP)[2:] == (Finding.WEBHOOK_OFF,)
    save_line_settings(replace(PASTED, login_secret="wrong-secret-0123456789"), actor=SETUP)
    line.control("PATCH", channel, {"secret": "another-secret-0123456789"})
    assert check_line(webhook_url=WEBHOOK, actor=SETUP) == (Finding.LOGIN_REFUSED, Finding.MESSAGING_REFUSED)


def test_while_line_is_silent_a_check_says_so(line: Line, shop_id: UUID) -> None:
    connect_shop()
    line.fault("/oauth2/v3/token", "status_500", times=2)
    assert check_line(webhook_url=WEBHOOK, actor=SETUP) == (Finding.LINE_SILENT, Finding.LINE_SILENT)
