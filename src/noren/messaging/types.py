"""What other apps hand to messaging and get from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from noren.messaging.states import DeliveryState

JSONValue = str | int | float | bool | None | list["JSONValue"] | dict[str, "JSONValue"]
"""What a LINE message object is made of."""


class ChannelName(StrEnum):
    """The ways to a person."""

    LINE = "line"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class MailText:
    """An e-mail in the reader's language: plain text, no attachments."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class DeliveryInfo:
    """How a notice stands. `channel` is None until one was chosen."""

    id: UUID
    kind: str
    state: DeliveryState
    channel: ChannelName | None
    problem: str
    created_at: datetime
    ended_at: datetime | None


class Finding(StrEnum):
    """What a check of the shop's LINE channels finds."""

    LOGIN_OK = "login_ok"
    LOGIN_REFUSED = "login_refused"
    MESSAGING_OK = "messaging_ok"
    MESSAGING_REFUSED = "messaging_refused"
    WEBHOOK_OK = "webhook_ok"
    WEBHOOK_MISSING = "webhook_missing"
    WEBHOOK_OFF = "webhook_off"
    QUOTA_LOW = "quota_low"
    LINE_SILENT = "line_silent"


BAD_FINDINGS = frozenset(
    {
        Finding.LOGIN_REFUSED,
        Finding.MESSAGING_REFUSED,
        Finding.WEBHOOK_MISSING,
        Finding.WEBHOOK_OFF,
        Finding.LINE_SILENT,
    }
)


@dataclass(frozen=True, slots=True)
class LineSettings:
    """The shop's LINE channels as its staff may see them: secrets only as their last letters."""

    provider_id: str
    login_channel_id: str
    login_secret_end: str
    messaging_channel_id: str
    messaging_secret_end: str
    bot_name: str
    bot_basic_id: str
    findings: tuple[Finding, ...]
    checked_at: datetime | None
    quota_reached_at: datetime | None
    refused_at: datetime | None

    @property
    def can_log_in(self) -> bool:
        """Whether buyers can log in with LINE."""
        return bool(self.provider_id and self.login_channel_id and self.login_secret_end)

    @property
    def can_send(self) -> bool:
        """Whether notices can go out by LINE."""
        return bool(self.provider_id and self.messaging_channel_id and self.messaging_secret_end)


@dataclass(frozen=True, slots=True)
class NewLineSettings:
    """What the seller pasted; an empty secret keeps the one there is."""

    provider_id: str
    login_channel_id: str
    login_secret: str = field(repr=False)
    messaging_channel_id: str
    messaging_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A channel's id and secret."""

    channel_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A buyer whom LINE has named. `next_path` is where they were going, within the shop."""

    customer_id: UUID
    next_path: str
    became_friend: bool
