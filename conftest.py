"""Fixtures for all tests. `NOREN_TEST_DATABASE=postgresql` runs them on a real PostgreSQL instead of SQLite."""

from __future__ import annotations

import os
import socket

import django
import pytest
from django.db import connection
from tests.databases import postgresql_url, temporary_home

_LOOPBACK = ("127.", "::1", "localhost")


def _choose_database() -> None:
    """Point settings at a folder and database of the tests' own before Django reads them."""
    # One folder for all workers: they inherit the settings' name from the first process and read them before this.
    home = temporary_home() / "home"
    home.mkdir(parents=True, exist_ok=True)
    os.environ["NOREN_HOME"] = str(home)
    os.environ.setdefault("NOREN_SECRET_KEY", "only-for-tests")
    if os.environ.get("NOREN_TEST_DATABASE") == "postgresql":
        os.environ["DATABASE_URL"] = postgresql_url()
    os.environ["DJANGO_SETTINGS_MODULE"] = "noren.config.settings"
    django.setup()
    _flush_in_any_order()


def _flush_in_any_order() -> None:
    """Let SQLite empty tables whose foreign keys are checked at once: until the commit of the flush they wait."""
    flush = connection.ops.execute_sql_flush
    if connection.vendor == "sqlite":
        connection.ops.execute_sql_flush = lambda sql: flush(["PRAGMA defer_foreign_keys = ON", *sql])  # type: ignore[method-assign]


# What never asks the database anything of its own: once is enough.
_ANY_DATABASE = ("standins", "kernel", "front", "demo", "architecture", "journeys")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what says the same on every database, so that the PostgreSQL run leaves it out."""
    for item in items:
        if set(item.path.parts) & set(_ANY_DATABASE) and "test_models" not in item.path.name:
            item.add_marker(pytest.mark.any_database)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches out of the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and not str(host).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


# Now, not in pytest_configure: the conftest.py of an app is read before that hook, and it may import models.
_choose_database()
