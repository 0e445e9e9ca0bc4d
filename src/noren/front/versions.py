"""Which version of what buyers see each shop has now: the answer must be never older than an acknowledged change."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection

from noren.shops.selectors import content_version_of


class Versions(Protocol):
    """Tells the current content version of a shop."""

    # Whether an answer may wait for another machine: then it is not asked for on the event loop.
    may_wait: bool

    def current(self, shop_id: UUID) -> int:
        """Return the version; 0 when it can't be told, which no stored page has."""
        ...


class SqliteVersions:
    """Asks SQLite on each call whether any other connection has committed (`PRAGMA data_version`, a few microseconds),
    and reads the versions anew only then."""

    may_wait = False

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(
            f"file:{path}?mode=ro", uri=True, check_same_thread=False, isolation_level=None
        )
        self._lock = threading.Lock()
        self._data_version = -1
        self._known: dict[UUID, int] = {}

    def current(self, shop_id: UUID) -> int:
        with self._lock:
            seen = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if seen != self._data_version:
                self._data_version = seen
                self._known.clear()
            found = self._known.get(shop_id)
            if found is None:
                row = self._connection.execute(
                    "SELECT version FROM shops_contentversion WHERE shop_id = ?", [shop_id.hex]
                ).fetchone()
                found = self._known[shop_id] = row[0] if row else 0
            return found


CHANNEL = "noren_content"
_FALLBACK_SECONDS = 1.0


class PostgresqlVersions:
    """Listens for NOTIFY, sent by the commit of each change; what was not heard of is asked for again after a second."""

    may_wait = True

    def __init__(self, ask: Callable[[UUID], int], *, dsn: dict[str, str]) -> None:
        self._ask = ask
        self._dsn = dsn
        self._known: dict[UUID, tuple[int, float]] = {}
        self._listening = False
        threading.Thread(target=self._listen, name="content-versions", daemon=True).start()

    def current(self, shop_id: UUID) -> int:
        found = self._known.get(shop_id)
        if found is not None and time.monotonic() - found[1] < _FALLBACK_SECONDS and self._listening:
            return found[0]
        version = self._ask(shop_id)
        self._known[shop_id] = (version, time.monotonic())
        return version

    def _listen(self) -> None:
        while True:
            try:
                with psycopg.connect(**self._dsn, autocommit=True) as listener:  # type: ignore[arg-type]
                    listener.execute(f"LISTEN {CHANNEL}")
                    self._known.clear()
                    self._listening = True
                    for notice in listener.notifies():
                        self._known.pop(UUID(notice.payload), None)
            except psycopg.Error:
                # The database is away: nothing is taken from memory until it can be heard again.
                self._listening = False
                time.sleep(_FALLBACK_SECONDS)


def make_versions() -> Versions:
    """Return the versions of the configured database."""
    if connection.vendor == "sqlite":
        return SqliteVersions(str(settings.DATABASES["default"]["NAME"]))
    parameters = connection.get_connection_params()
    dsn = {
        name: str(parameters[name])
        for name in ("dbname", "user", "password", "host", "port")
        if parameters.get(name)
    }
    return PostgresqlVersions(content_version_of, dsn=dsn)
