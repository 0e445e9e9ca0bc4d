"""LINE Login's state: log-in tickets, consent, codes, tokens."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, replace

from noren.standins.line.clock import Clock
from noren.standins.line.database import Database, dump, load_object
from noren.standins.line.identifiers import token

CODE_SECONDS = 600
ACCESS_TOKEN_SECONDS = 30 * 24 * 3600
REFRESH_TOKEN_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True)
class AuthorizationRequest:
    """The checked query of /oauth2/v2.1/authorize. Scopes are in the order asked for."""

    client_id: str
    redirect_uri: str
    state: str
    scope: tuple[str, ...]
    nonce: str | None = None
    code_challenge: str | None = None
    bot_prompt: str | None = None
    prompt: str | None = None
    disable_auto_login: bool = False
    ui_locales: str | None = None
    max_age: int | None = None


@dataclass(frozen=True)
class Ticket:
    """A log-in under way. ``person`` and ``amr`` are known after the first screen."""

    id: str
    request: AuthorizationRequest
    person: str | None = None
    amr: str | None = None
    created_at: int = 0


@dataclass(frozen=True)
class UserToken:
    """An access token of a person for a login channel; times in Unix seconds."""

    access_token: str
    refresh_token: str
    client_id: str
    person: str
    scope: tuple[str, ...]
    expires_at: int
    refresh_expires_at: int


class Sessions:
    """Reads and writes of log-in state."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open_ticket(self, request: AuthorizationRequest) -> Ticket:
        """Begin a log-in."""
        ticket = Ticket(token(32), request, created_at=self._clock.seconds())
        self._database.execute(
            "INSERT INTO tickets (id, request, created_at) VALUES (?, ?, ?)",
            ticket.id,
            dump(asdict(request)),
            ticket.created_at,
        )
        return ticket

    def ticket(self, ticket_id: str) -> Ticket | None:
        """A log-in under way."""
        row = self._database.one("SELECT * FROM tickets WHERE id = ? AND closed = 0", ticket_id)
        return None if row is None else _ticket(row)

    def choose_person(self, ticket: Ticket, *, person: str, amr: str) -> Ticket:
        """Record who logs in, and how (``pwd``, ``linesso``, ``lineautologin``)."""
        self._database.execute(
            "UPDATE tickets SET person_id = ?, amr = ? WHERE id = ?", person, amr, ticket.id
        )
        return replace(ticket, person=person, amr=amr)

    def close_ticket(self, ticket_id: str) -> bool:
        """End a log-in; False when it had ended before, so that a second click yields no second code."""
        return (
            self._database.execute("UPDATE tickets SET closed = 1 WHERE id = ? AND closed = 0", ticket_id)
            == 1
        )

    def granted_scope(self, *, client_id: str, person: str) -> tuple[str, ...]:
        """What the person allowed this channel before."""
        row = self._database.one(
            "SELECT scope FROM grants WHERE client_id = ? AND person_id = ?", client_id, person
        )
        return () if row is None else tuple(row["scope"].split())

    def grant(self, ticket: Ticket) -> None:
        """Record consent to everything the ticket asks for."""
        person = ticket.person or ""
        before = self.granted_scope(client_id=ticket.request.client_id, person=person)
        scope = dict.fromkeys(before + ticket.request.scope)
        self._database.execute(
            "INSERT OR REPLACE INTO grants (client_id, person_id, scope) VALUES (?, ?, ?)",
            ticket.request.client_id, person, " ".join(scope),
        )  # fmt: skip

    def issue_code(self, ticket: Ticket) -> str:
        """An authorization code: ten minutes, once."""
        code = token(20)
        self._database.execute(
            "INSERT INTO codes (code, ticket, expires_at) VALUES (?, ?, ?)",
            code,
            ticket.id,
            self._clock.seconds() + CODE_SECONDS,
        )
        return code

    def ticket_for_code(self, code: str) -> Ticket | None:
        """The log-in a live, unused code stands for."""
        row = self._database.one(
            "SELECT tickets.* FROM tickets JOIN codes ON codes.ticket = tickets.id"
            " WHERE codes.code = ? AND codes.used = 0 AND codes.expires_at > ?",
            code, self._clock.seconds(),
        )  # fmt: skip
        return None if row is None else _ticket(row)

    def use_code(self, code: str) -> bool:
        """Spend a code; False when somebody was first."""
        return self._database.execute("UPDATE codes SET used = 1 WHERE code = ? AND used = 0", code) == 1

    def issue_tokens(self, *, client_id: str, person: str, scope: tuple[str, ...]) -> UserToken:
        """A new access token (30 days) with its refresh token (90 days)."""
        now = self._clock.seconds()
        issued = UserToken(
            token(120),
            token(20),
            client_id,
            person,
            scope,
            now + ACCESS_TOKEN_SECONDS,
            now + REFRESH_TOKEN_SECONDS,
        )
        self._database.execute(
            "INSERT INTO user_tokens (access_token, refresh_token, client_id, person_id, scope, expires_at, refresh_expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            issued.access_token, issued.refresh_token, client_id, person, " ".join(scope), issued.expires_at,
            issued.refresh_expires_at,
        )  # fmt: skip
        return issued

    def user_token(self, access_token: str) -> UserToken | None:
        """A known access token, expired or not."""
        row = self._database.one("SELECT * FROM user_tokens WHERE access_token = ?", access_token)
        return None if row is None else _user_token(row)

    def is_live(self, user_token: UserToken) -> bool:
        """Whether an access token has not expired."""
        return user_token.expires_at > self._clock.seconds()

    def remaining(self, user_token: UserToken) -> int:
        """Seconds until an access token expires."""
        return user_token.expires_at - self._clock.seconds()

    def refresh(self, refresh_token: str, *, client_id: str) -> UserToken | None:
        """Exchange a live refresh token for a fresh access token; the refresh token stays the same."""
        access_token, now = token(120), self._clock.seconds()
        changed = self._database.execute(
            "UPDATE user_tokens SET access_token = ?, expires_at = ? WHERE refresh_token = ? AND client_id = ?"
            " AND refresh_expires_at > ?",
            access_token, now + ACCESS_TOKEN_SECONDS, refresh_token, client_id, now,
        )  # fmt: skip
        return self.user_token(access_token) if changed else None

    def revoke(self, access_token: str, *, client_id: str) -> None:
        """Forget an access token with its refresh token."""
        self._database.execute(
            "DELETE FROM user_tokens WHERE access_token = ? AND client_id = ?", access_token, client_id
        )

    def deauthorize(self, *, client_id: str, person: str) -> None:
        """Take back all that a person allowed a channel: consent and every token."""
        with self._database.transaction():
            self._database.execute(
                "DELETE FROM grants WHERE client_id = ? AND person_id = ?", client_id, person
            )
            self._database.execute(
                "DELETE FROM user_tokens WHERE client_id = ? AND person_id = ?", client_id, person
            )


def _ticket(row: sqlite3.Row) -> Ticket:
    values = load_object(row["request"])
    scope = values.pop("scope")
    request = AuthorizationRequest(**values, scope=tuple(scope) if isinstance(scope, list) else ())  # type: ignore[arg-type]
    return Ticket(row["id"], request, row["person_id"], row["amr"], row["created_at"])


def _user_token(row: sqlite3.Row) -> UserToken:
    return UserToken(
        access_token=row["access_token"], refresh_token=row["refresh_token"], client_id=row["client_id"],
        person=row["person_id"], scope=tuple(row["scope"].split()), expires_at=row["expires_at"],
        refresh_expires_at=row["refresh_expires_at"],
    )  # fmt: skip
