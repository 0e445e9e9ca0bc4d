"""Who exists: providers, people, and the channels that belong to providers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from noren.standins.line.database import Database, dump
from noren.standins.line.identifiers import user_id


@dataclass(frozen=True)
class Provider:
    """Owner of channels. User ids are given out per provider."""

    id: str
    name: str


@dataclass(frozen=True)
class Person:
    """A human with a LINE account; ``picture`` names one of the drawn avatars."""

    id: str
    name: str
    email: str | None = None
    status_message: str = ""
    language: str = "ja"
    picture: str = "indigo"
    position: int = 0


@dataclass(frozen=True)
class LoginChannel:
    """A LINE Login channel. ``linked_bot`` is the id of the messaging channel offered as a friend."""

    id: str
    secret: str
    provider: str
    name: str
    redirect_uris: tuple[str, ...]
    linked_bot: str | None = None
    email_permission: bool = True


@dataclass(frozen=True)
class MessagingChannel:
    """A Messaging API channel, which is an official account. ``quota`` None means no limit; units: messages a month."""

    id: str
    secret: str
    provider: str
    name: str
    picture: str | None = None
    webhook_url: str = ""
    webhook_active: bool = True
    redelivery: bool = False
    quota: int | None = None
    access_tokens: tuple[str, ...] = ()
    default_rich_menu: str | None = None

    @property
    def bot_user_id(self) -> str:
        """The bot's own user id, the ``destination`` of its webhooks."""
        return user_id(self.provider, f"bot:{self.id}")


class Directory:
    """Reads and writes of the registry."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_provider(self, provider: Provider) -> None:
        """Create or rename a provider."""
        self._database.execute(
            "INSERT INTO providers (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            provider.id, provider.name,
        )  # fmt: skip
        for person in self.people():
            self._give_user_id(provider.id, person.id)

    def put_person(self, person: Person) -> None:
        """Create or replace a person."""
        self._database.execute(
            "INSERT OR REPLACE INTO people (id, name, email, status_message, language, picture, position)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            person.id, person.name, person.email, person.status_message, person.language, person.picture, person.position,
        )  # fmt: skip
        for provider in self.providers():
            self._give_user_id(provider.id, person.id)

    def put_login_channel(self, channel: LoginChannel) -> None:
        """Create or replace a LINE Login channel."""
        self._database.execute(
            "INSERT OR REPLACE INTO login_channels (id, secret, provider_id, name, redirect_uris, linked_bot, email_permission)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            channel.id, channel.secret, channel.provider, channel.name, dump(channel.redirect_uris), channel.linked_bot,
            int(channel.email_permission),
        )  # fmt: skip

    def put_messaging_channel(self, channel: MessagingChannel) -> None:
        """Create or replace an official account; its listed access tokens never expire."""
        with self._database.transaction():
            self._database.execute(
                "INSERT OR REPLACE INTO messaging_channels (id, secret, provider_id, name, picture, webhook_url,"
                " webhook_active, redelivery, quota, default_rich_menu) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                channel.id, channel.secret, channel.provider, channel.name, channel.picture, channel.webhook_url,
                int(channel.webhook_active), int(channel.redelivery), channel.quota, channel.default_rich_menu,
            )  # fmt: skip
            self._database.execute(
                "DELETE FROM channel_tokens WHERE channel_id = ? AND fixed = 1", channel.id
            )
            for access_token in channel.access_tokens:
                self._database.execute(
                    "INSERT OR REPLACE INTO channel_tokens (token, channel_id, expires_at, fixed) VALUES (?, ?, NULL, 1)",
                    access_token, channel.id,
                )  # fmt: skip

    def set_webhook_url(self, channel_id: str, url: str) -> None:
        """Change where an official account's webhooks go."""
        self._database.execute("UPDATE messaging_channels SET webhook_url = ? WHERE id = ?", url, channel_id)

    def set_default_rich_menu(self, channel_id: str, rich_menu_id: str | None) -> None:
        """Choose the menu shown to everyone without one of their own; None takes it away."""
        self._database.execute(
            "UPDATE messaging_channels SET default_rich_menu = ? WHERE id = ?", rich_menu_id, channel_id
        )

    def providers(self) -> list[Provider]:
        """Every provider."""
        return [
            Provider(row["id"], row["name"])
            for row in self._database.all("SELECT * FROM providers ORDER BY id")
        ]

    def people(self) -> list[Person]:
        """Every person, in the order of the phone's switcher."""
        return [_person(row) for row in self._database.all("SELECT * FROM people ORDER BY position, id")]

    def person(self, person_id: str) -> Person | None:
        """One person by the stand-in's own id."""
        row = self._database.one("SELECT * FROM people WHERE id = ?", person_id)
        return None if row is None else _person(row)

    def login_channels(self) -> list[LoginChannel]:
        """Every LINE Login channel."""
        return [_login_channel(row) for row in self._database.all("SELECT * FROM login_channels ORDER BY id")]

    def login_channel(self, channel_id: str) -> LoginChannel | None:
        """One LINE Login channel."""
        row = self._database.one("SELECT * FROM login_channels WHERE id = ?", channel_id)
        return None if row is None else _login_channel(row)

    def messaging_channels(self) -> list[MessagingChannel]:
        """Every official account."""
        rows = self._database.all("SELECT * FROM messaging_channels ORDER BY name, id")
        return [self._messaging_channel(row) for row in rows]

    def messaging_channel(self, channel_id: str) -> MessagingChannel | None:
        """One official account."""
        row = self._database.one("SELECT * FROM messaging_channels WHERE id = ?", channel_id)
        return None if row is None else self._messaging_channel(row)

    def user_id(self, *, provider: str, person: str) -> str:
        """The id under which a provider's channels know a person."""
        return user_id(provider, person)

    def person_for(self, *, provider: str, user_id: str) -> Person | None:
        """The person a provider knows under this user id; None for ids of other providers."""
        row = self._database.one(
            "SELECT people.* FROM people JOIN user_ids ON user_ids.person_id = people.id"
            " WHERE user_ids.provider_id = ? AND user_ids.user_id = ?",
            provider, user_id,
        )  # fmt: skip
        return None if row is None else _person(row)

    def add_channel_token(self, channel_id: str, token: str, *, expires_at: int) -> None:
        """Remember an issued channel access token; ``expires_at`` in Unix seconds."""
        self._database.execute(
            "INSERT INTO channel_tokens (token, channel_id, expires_at, fixed) VALUES (?, ?, ?, 0)",
            token,
            channel_id,
            expires_at,
        )

    def drop_channel_token(self, token: str) -> None:
        """Forget a channel access token."""
        self._database.execute("DELETE FROM channel_tokens WHERE token = ?", token)

    def channel_token(self, token: str, *, now: int) -> tuple[str, int | None] | None:
        """Channel id and expiry of a valid channel access token, or None."""
        row = self._database.one("SELECT * FROM channel_tokens WHERE token = ?", token)
        if row is None or (row["expires_at"] is not None and row["expires_at"] <= now):
            return None
        return row["channel_id"], row["expires_at"]

    def _give_user_id(self, provider_id: str, person_id: str) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO user_ids (user_id, provider_id, person_id) VALUES (?, ?, ?)",
            user_id(provider_id, person_id), provider_id, person_id,
        )  # fmt: skip

    def _messaging_channel(self, row: sqlite3.Row) -> MessagingChannel:
        tokens = self._database.all(
            "SELECT token FROM channel_tokens WHERE channel_id = ? AND fixed = 1", row["id"]
        )
        return _messaging_channel(row, (token["token"] for token in tokens))


def _person(row: sqlite3.Row) -> Person:
    return Person(
        id=row["id"], name=row["name"], email=row["email"], status_message=row["status_message"],
        language=row["language"], picture=row["picture"], position=row["position"],
    )  # fmt: skip


def _login_channel(row: sqlite3.Row) -> LoginChannel:
    return LoginChannel(
        id=row["id"], secret=row["secret"], provider=row["provider_id"], name=row["name"],
        redirect_uris=tuple(json.loads(row["redirect_uris"])), linked_bot=row["linked_bot"],
        email_permission=bool(row["email_permission"]),
    )  # fmt: skip


def _messaging_channel(row: sqlite3.Row, tokens: Iterable[str]) -> MessagingChannel:
    return MessagingChannel(
        id=row["id"], secret=row["secret"], provider=row["provider_id"], name=row["name"], picture=row["picture"],
        webhook_url=row["webhook_url"], webhook_active=bool(row["webhook_active"]), redelivery=bool(row["redelivery"]),
        quota=row["quota"], access_tokens=tuple(tokens), default_rich_menu=row["default_rich_menu"],
    )  # fmt: skip
