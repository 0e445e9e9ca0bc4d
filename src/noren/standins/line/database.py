"""The one SQLite file that holds all state of the stand-in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = str | int | float | bytes | None
JsonObject: TypeAlias = dict[str, object]

SCHEMA = """
CREATE TABLE IF NOT EXISTS providers (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS people (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT, status_message TEXT NOT NULL,
  language TEXT NOT NULL, picture TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS user_ids (
  user_id TEXT PRIMARY KEY, provider_id TEXT NOT NULL, person_id TEXT NOT NULL, UNIQUE (provider_id, person_id));
CREATE TABLE IF NOT EXISTS login_channels (
  id TEXT PRIMARY KEY, secret TEXT NOT NULL, provider_id TEXT NOT NULL REFERENCES providers(id), name TEXT NOT NULL,
  redirect_uris TEXT NOT NULL, linked_bot TEXT, email_permission INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS messaging_channels (
  id TEXT PRIMARY KEY, secret TEXT NOT NULL, provider_id TEXT NOT NULL REFERENCES providers(id), name TEXT NOT NULL,
  picture TEXT, webhook_url TEXT NOT NULL, webhook_active INTEGER NOT NULL, redelivery INTEGER NOT NULL,
  quota INTEGER, default_rich_menu TEXT);
CREATE TABLE IF NOT EXISTS channel_tokens (
  token TEXT PRIMARY KEY, channel_id TEXT NOT NULL, expires_at INTEGER, fixed INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS friendships (
  channel_id TEXT NOT NULL, person_id TEXT NOT NULL, status TEXT NOT NULL CHECK (status IN ('friend', 'blocked')),
  since INTEGER NOT NULL, PRIMARY KEY (channel_id, person_id));
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, channel_id TEXT NOT NULL, person_id TEXT NOT NULL,
  sender TEXT NOT NULL CHECK (sender IN ('bot', 'person')), origin TEXT NOT NULL, content TEXT NOT NULL,
  sent_at INTEGER NOT NULL, read_at INTEGER, request_id TEXT, silent INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS messages_by_chat ON messages (person_id, channel_id, seq);
CREATE TABLE IF NOT EXISTS consumption (
  channel_id TEXT NOT NULL, month TEXT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (channel_id, month));
CREATE TABLE IF NOT EXISTS reply_tokens (
  token TEXT PRIMARY KEY, channel_id TEXT NOT NULL, person_id TEXT NOT NULL, expires_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS read_tokens (token TEXT PRIMARY KEY, channel_id TEXT NOT NULL, message_seq INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS retry_keys (
  channel_id TEXT NOT NULL, key TEXT NOT NULL, request_id TEXT NOT NULL, sent_messages TEXT NOT NULL,
  accepted_at INTEGER NOT NULL, PRIMARY KEY (channel_id, key));
CREATE TABLE IF NOT EXISTS link_tokens (
  token TEXT PRIMARY KEY, channel_id TEXT NOT NULL, person_id TEXT NOT NULL, expires_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rich_menus (
  id TEXT PRIMARY KEY, channel_id TEXT NOT NULL, definition TEXT NOT NULL, image BLOB, image_type TEXT);
CREATE TABLE IF NOT EXISTS rich_menu_links (
  channel_id TEXT NOT NULL, person_id TEXT NOT NULL, rich_menu_id TEXT NOT NULL, PRIMARY KEY (channel_id, person_id));
CREATE TABLE IF NOT EXISTS tickets (id TEXT PRIMARY KEY, request TEXT NOT NULL, person_id TEXT, amr TEXT,
  created_at INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS grants (
  client_id TEXT NOT NULL, person_id TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (client_id, person_id));
CREATE TABLE IF NOT EXISTS codes (
  code TEXT PRIMARY KEY, ticket TEXT NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS user_tokens (
  access_token TEXT PRIMARY KEY, refresh_token TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, person_id TEXT NOT NULL,
  scope TEXT NOT NULL, expires_at INTEGER NOT NULL, refresh_expires_at INTEGER NOT NULL, code TEXT);
CREATE TABLE IF NOT EXISTS webhook_events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, channel_id TEXT NOT NULL, event TEXT NOT NULL,
  due_at INTEGER NOT NULL, position REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')), wrong_signature INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER, last_reason TEXT);
CREATE INDEX IF NOT EXISTS webhook_events_due ON webhook_events (state, channel_id, position);
CREATE TABLE IF NOT EXISTS faults (
  id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, kind TEXT NOT NULL, remaining INTEGER NOT NULL, seconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS calls (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
  status INTEGER, retry_key TEXT, fault TEXT, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
DIRECTORY_TABLES = (
    "providers",
    "people",
    "user_ids",
    "login_channels",
    "messaging_channels",
    "channel_tokens",
    "settings",
)
TRAFFIC_TABLES = (
    "friendships", "messages", "consumption", "reply_tokens", "read_tokens", "retry_keys", "link_tokens", "rich_menus",
    "rich_menu_links", "tickets", "grants", "codes", "user_tokens", "webhook_events", "faults", "calls",
)  # fmt: skip


class Database:
    """One connection, used from one event loop; every method is a short synchronous call."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Starlette's test client runs the event loop in a thread of its own.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.executescript(SCHEMA)

    def execute(self, statement: str, *values: Value) -> int:
        """Run one statement and return the number of rows it changed."""
        return self._connection.execute(statement, values).rowcount

    def insert(self, statement: str, *values: Value) -> int:
        """Run one INSERT and return the new row's id."""
        return self._connection.execute(statement, values).lastrowid or 0

    def one(self, statement: str, *values: Value) -> sqlite3.Row | None:
        """The first row, or None."""
        row: sqlite3.Row | None = self._connection.execute(statement, values).fetchone()
        return row

    def all(self, statement: str, *values: Value) -> Sequence[sqlite3.Row]:
        """Every row."""
        return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Never hold it across an await."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def clear(self, *, directory: bool) -> None:
        """Forget all traffic; with ``directory`` also people, providers and channels."""
        with self.transaction():
            for table in TRAFFIC_TABLES + (DIRECTORY_TABLES[::-1] if directory else ()):
                self.execute(f"DELETE FROM {table}")

    def setting(self, name: str) -> str | None:
        """A value kept across restarts, or None."""
        row = self.one("SELECT value FROM settings WHERE name = ?", name)
        return None if row is None else str(row["value"])

    def keep_setting(self, name: str, value: str) -> None:
        """Store a value that has to survive a restart."""
        self.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, value)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def dump(value: object) -> str:
    """Compact JSON with readable Japanese, as stored and as sent."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load_object(text: str) -> JsonObject:
    """A JSON object that this program stored earlier."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise TypeError("a JSON object was expected")
    return value
