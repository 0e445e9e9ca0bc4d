"""Chats between people and official accounts: friendship, messages, reply tokens, retry keys, quota."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from noren.standins.line.clock import Clock
from noren.standins.line.database import Database, JsonObject, dump, load_object
from noren.standins.line.identifiers import message_id, token

REPLY_TOKEN_SECONDS = 60
RETRY_KEY_SECONDS = 24 * 3600
LINK_TOKEN_SECONDS = 600
QUOTABLE_TYPES = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
JAPAN = timedelta(hours=9)


@dataclass(frozen=True)
class Chat:
    """One person's chat with one official account, by ids."""

    channel: str
    person: str


@dataclass(frozen=True)
class Message:
    """A message as shown in a chat. ``origin`` is the call that sent it; times are Unix milliseconds."""

    seq: int
    id: str
    chat: Chat
    sender: str
    origin: str
    content: JsonObject
    sent_at: int
    read_at: int | None
    request_id: str | None
    silent: bool

    def as_json(self) -> JsonObject:
        """The shape the control API and the phone show."""
        return {
            "seq": self.seq, "id": self.id, "channel": self.chat.channel, "person": self.chat.person,
            "sender": self.sender, "origin": self.origin, "content": self.content, "sentAt": self.sent_at,
            "readAt": self.read_at, "requestId": self.request_id, "silent": self.silent,
        }  # fmt: skip


@dataclass(frozen=True)
class Sending:
    """How a batch of messages was sent."""

    sender: str
    origin: str
    request_id: str | None = None
    silent: bool = False


@dataclass(frozen=True)
class Accepted:
    """An accepted request, remembered under its retry key for 24 hours."""

    request_id: str
    sent_messages: list[JsonObject] = field(default_factory=list)


class Conversations:
    """Reads and writes of chats."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    # Friendship

    def friendship(self, chat: Chat) -> str | None:
        """'friend', 'blocked', or None when the person never added the account."""
        row = self._database.one(
            "SELECT status FROM friendships WHERE channel_id = ? AND person_id = ?", chat.channel, chat.person
        )
        return None if row is None else str(row["status"])

    def set_friendship(self, chat: Chat, status: str) -> None:
        """Record 'friend' or 'blocked'."""
        self._database.execute(
            "INSERT INTO friendships (channel_id, person_id, status, since) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (channel_id, person_id) DO UPDATE SET status = excluded.status",
            chat.channel, chat.person, status, self._clock.milliseconds(),
        )  # fmt: skip

    def friends(self, channel_id: str) -> list[str]:
        """Ids of the people who have the account as a friend and don't block it."""
        rows = self._database.all(
            "SELECT person_id FROM friendships WHERE channel_id = ? AND status = 'friend' ORDER BY since, person_id",
            channel_id,
        )
        return [row["person_id"] for row in rows]

    # Messages

    def add(self, chat: Chat, messages: Sequence[JsonObject], sending: Sending) -> list[Message]:
        """Append messages to a chat and return them as stored."""
        now = self._clock.milliseconds()
        stored = []
        for content in messages:
            identifier = message_id()
            seq = self._database.insert(
                "INSERT INTO messages (id, channel_id, person_id, sender, origin, content, sent_at, request_id, silent)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                identifier, chat.channel, chat.person, sending.sender, sending.origin, dump(content), now,
                sending.request_id, int(sending.silent),
            )  # fmt: skip
            stored.append(
                Message(
                    seq,
                    identifier,
                    chat,
                    sending.sender,
                    sending.origin,
                    dict(content),
                    now,
                    None,
                    sending.request_id,
                    sending.silent,
                )
            )
        return stored

    def messages(
        self,
        *,
        person: str | None = None,
        channel: str | None = None,
        sender: str | None = None,
        after: int = 0,
    ) -> list[Message]:
        """Messages that were delivered, oldest first; ``after`` is a seq."""
        rows = self._database.all(
            "SELECT * FROM messages WHERE seq > ? AND (? IS NULL OR person_id = ?) AND (? IS NULL OR channel_id = ?)"
            " AND (? IS NULL OR sender = ?) ORDER BY seq",
            after, person, person, channel, channel, sender, sender,
        )  # fmt: skip
        return [_message(row) for row in rows]

    def message(self, identifier: str) -> Message | None:
        """One message by LINE's id."""
        row = self._database.one("SELECT * FROM messages WHERE id = ?", identifier)
        return None if row is None else _message(row)

    def last_message(self, chat: Chat) -> Message | None:
        """The newest message of a chat."""
        row = self._database.one(
            "SELECT * FROM messages WHERE person_id = ? AND channel_id = ? ORDER BY seq DESC LIMIT 1",
            chat.person,
            chat.channel,
        )
        return None if row is None else _message(row)

    def unread(self, chat: Chat) -> int:
        """How many of the account's messages the person has not opened."""
        row = self._database.one(
            "SELECT count(*) AS n FROM messages WHERE person_id = ? AND channel_id = ? AND sender = 'bot' AND read_at IS NULL",
            chat.person, chat.channel,
        )  # fmt: skip
        return 0 if row is None else int(row["n"])

    def mark_read(self, chat: Chat, *, sender: str, up_to: int | None = None) -> int:
        """Mark what ``sender`` wrote as read by the other side, and return how many were new."""
        return self._database.execute(
            "UPDATE messages SET read_at = ? WHERE person_id = ? AND channel_id = ? AND sender = ? AND read_at IS NULL"
            " AND (? IS NULL OR seq <= ?)",
            self._clock.milliseconds(), chat.person, chat.channel, sender, up_to, up_to,
        )  # fmt: skip

    # Quota

    def month(self) -> str:
        """The current month in Japan, by which messages are counted."""
        moment = datetime.fromtimestamp(self._clock.seconds(), UTC) + JAPAN
        return moment.strftime("%Y-%m")

    def used(self, channel_id: str) -> int:
        """Messages counted this month: one per recipient and request, whatever the number of bubbles."""
        row = self._database.one(
            "SELECT used FROM consumption WHERE channel_id = ? AND month = ?", channel_id, self.month()
        )
        return 0 if row is None else int(row["used"])

    def count(self, channel_id: str, recipients: int) -> None:
        """Add recipients to this month's consumption."""
        self._database.execute(
            "INSERT INTO consumption (channel_id, month, used) VALUES (?, ?, ?)"
            " ON CONFLICT (channel_id, month) DO UPDATE SET used = used + excluded.used",
            channel_id, self.month(), recipients,
        )  # fmt: skip

    # Tokens

    def issue_reply_token(self, chat: Chat) -> str:
        """A token that answers one event, once, within a minute."""
        value = token(32).lower().replace("-", "0").replace("_", "1")
        self._database.execute(
            "INSERT INTO reply_tokens (token, channel_id, person_id, expires_at) VALUES (?, ?, ?, ?)",
            value, chat.channel, chat.person, self._clock.seconds() + REPLY_TOKEN_SECONDS,
        )  # fmt: skip
        return value

    def use_reply_token(self, value: str, *, channel_id: str) -> str | None:
        """The person the token answers, or None when unknown, used, too old, or another channel's."""
        return self._use("reply_tokens", value, channel_id)

    def issue_link_token(self, chat: Chat) -> str:
        """A token for linking accounts: ten minutes, once."""
        value = token(32)
        self._database.execute(
            "INSERT INTO link_tokens (token, channel_id, person_id, expires_at) VALUES (?, ?, ?, ?)",
            value, chat.channel, chat.person, self._clock.seconds() + LINK_TOKEN_SECONDS,
        )  # fmt: skip
        return value

    def link_token_chat(self, value: str) -> Chat | None:
        """The chat a live link token belongs to."""
        row = self._database.one(
            "SELECT * FROM link_tokens WHERE token = ? AND expires_at > ?", value, self._clock.seconds()
        )
        return None if row is None else Chat(row["channel_id"], row["person_id"])

    def use_link_token(self, value: str, *, channel_id: str) -> str | None:
        """The person the token was issued for, or None; it works once."""
        return self._use("link_tokens", value, channel_id)

    def issue_read_token(self, message: Message) -> str:
        """A token with which the account marks a chat as read up to this message."""
        value = token(40)
        self._database.execute(
            "INSERT INTO read_tokens (token, channel_id, message_seq) VALUES (?, ?, ?)",
            value,
            message.chat.channel,
            message.seq,
        )
        return value

    def message_for_read_token(self, value: str, *, channel_id: str) -> Message | None:
        """The message a read token stands for."""
        row = self._database.one(
            "SELECT messages.* FROM messages JOIN read_tokens ON read_tokens.message_seq = messages.seq"
            " WHERE read_tokens.token = ? AND read_tokens.channel_id = ?",
            value, channel_id,
        )  # fmt: skip
        return None if row is None else _message(row)

    def _use(self, table: str, value: str, channel_id: str) -> str | None:
        row = self._database.one(
            f"DELETE FROM {table} WHERE token = ? AND channel_id = ? RETURNING person_id, expires_at",
            value, channel_id,
        )  # fmt: skip
        return None if row is None or row["expires_at"] <= self._clock.seconds() else str(row["person_id"])

    # Retry keys

    def accepted(self, channel_id: str, key: str) -> Accepted | None:
        """The request accepted under this retry key within the last 24 hours."""
        row = self._database.one(
            "SELECT * FROM retry_keys WHERE channel_id = ? AND key = ? AND accepted_at > ?",
            channel_id, key.lower(), self._clock.seconds() - RETRY_KEY_SECONDS,
        )  # fmt: skip
        return None if row is None else Accepted(row["request_id"], json.loads(row["sent_messages"]))

    def remember(self, channel_id: str, key: str, accepted: Accepted) -> None:
        """Keep an accepted request under its retry key."""
        self._database.execute(
            "INSERT OR REPLACE INTO retry_keys (channel_id, key, request_id, sent_messages, accepted_at) VALUES (?, ?, ?, ?, ?)",
            channel_id, key.lower(), accepted.request_id, dump(accepted.sent_messages), self._clock.seconds(),
        )  # fmt: skip


def _message(row: sqlite3.Row) -> Message:
    return Message(
        seq=row["seq"], id=row["id"], chat=Chat(row["channel_id"], row["person_id"]), sender=row["sender"],
        origin=row["origin"], content=load_object(row["content"]), sent_at=row["sent_at"], read_at=row["read_at"],
        request_id=row["request_id"], silent=bool(row["silent"]),
    )  # fmt: skip
