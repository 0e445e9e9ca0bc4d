"""What the environment says, typed, checked once at start. Secrets are made on the first run and kept with the data."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadEnvironment(RuntimeError):
    """A setting is missing or makes no sense; the message names the variable."""


@dataclass(frozen=True, slots=True)
class Environment:
    """All settings of an installation. Values that a second shop might want otherwise live in the shop instead."""

    home: Path
    base_url: str
    debug: bool
    secret_key: str
    master_key: bytes
    database_url: str
    allowed_hosts: tuple[str, ...]
    operator_host: str
    line_api_base: str
    line_access_base: str
    sandbox_provider_base: str
    email_url: str
    trusted_proxy: bool

    @property
    def secure(self) -> bool:
        """Whether people reach the installation over HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def media_root(self) -> Path:
        """Where pictures and files lie."""
        return self.home / "media"


DESCRIPTIONS: tuple[tuple[str, str, str], ...] = (
    ("NOREN_HOME", "`var`", "folder of everything that is kept: database, pictures, keys"),
    ("PORT", "`8000`", "port of `noren demo`, and of the base URL when that is not set"),
    (
        "NOREN_BASE_URL",
        "`http://127.0.0.1:$PORT`",
        "where people reach the installation; `https://` turns secure cookies on",
    ),
    ("NOREN_ALLOWED_HOSTS", "the base URL's host", "hosts on which shops live under `/{shop}/`, with commas"),
    ("NOREN_OPERATOR_HOST", "", "the only host that shows `/operator/`; empty: any"),
    (
        "DATABASE_URL",
        "SQLite in the data folder",
        "`postgresql://user:password@host:port/name` or `sqlite:///path`",
    ),
    ("NOREN_SECRET_KEY", "made on the first start", "signs cookies that hold no log-in"),
    (
        "NOREN_MASTER_KEY",
        "made on the first start",
        "wraps every shop's keys: 32 bytes or more in hexadecimal. Without it nothing personal can be read again",
    ),
    ("NOREN_LINE_API_BASE", "`https://api.line.me`", "LINE's API, or its stand-in"),
    ("NOREN_LINE_ACCESS_BASE", "`https://access.line.me`", "LINE's log-in pages, or the stand-in's"),
    ("NOREN_SANDBOX_PROVIDER_BASE", "", "the sandbox payment provider; empty: not offered"),
    ("NOREN_EMAIL_URL", "", "`smtp://user:password@host:587` or `file:///folder`; empty: written to the log"),
    ("NOREN_TRUSTED_PROXY", "`no`", "whether a proxy before us sets X-Forwarded-For and X-Forwarded-Proto"),
    ("NOREN_THREADS", "`8`", "requests a server process works on at the same time"),
    ("NOREN_DEBUG", "`no`", "Django's debug pages; never where others can reach it"),
)
"""Name, default and meaning of each variable, for docs/reference/settings.md."""


def load(environ: dict[str, str] | None = None) -> Environment:
    """Read the environment. Raises BadEnvironment."""
    env = dict(os.environ) if environ is None else environ
    home = Path(env.get("NOREN_HOME", "var")).resolve()
    base_url = env.get("NOREN_BASE_URL", f"http://127.0.0.1:{env.get('PORT', '8000')}").rstrip("/")
    host = urlsplit(base_url).hostname
    if not host:
        raise BadEnvironment(f"NOREN_BASE_URL: {base_url!r} has no host")
    return Environment(
        home=home,
        base_url=base_url,
        debug=_switch(env, "NOREN_DEBUG"),
        secret_key=env.get("NOREN_SECRET_KEY") or _kept(home, "secret.key").hex(),
        master_key=_master_key(env, home),
        database_url=env.get("DATABASE_URL", ""),
        allowed_hosts=tuple(filter(None, env.get("NOREN_ALLOWED_HOSTS", "").split(",")))
        or (host, "localhost", "127.0.0.1"),
        operator_host=env.get("NOREN_OPERATOR_HOST", ""),
        line_api_base=env.get("NOREN_LINE_API_BASE", "https://api.line.me").rstrip("/"),
        line_access_base=env.get("NOREN_LINE_ACCESS_BASE", "https://access.line.me").rstrip("/"),
        sandbox_provider_base=env.get("NOREN_SANDBOX_PROVIDER_BASE", "").rstrip("/"),
        email_url=env.get("NOREN_EMAIL_URL", ""),
        trusted_proxy=_switch(env, "NOREN_TRUSTED_PROXY"),
    )


def database(environment: Environment) -> dict[str, object]:
    """Return Django's settings for DATABASE_URL: `postgresql://user:password@host:port/name`, or SQLite in the data folder."""
    url = environment.database_url
    if not url:
        return sqlite(environment.home / "noren.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(parts.path))
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadEnvironment(f"DATABASE_URL: scheme {parts.scheme!r} is none of postgresql, sqlite")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as trust demands it: WAL, every commit on disk, writers queue at BEGIN instead of failing half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-65536;",
        },
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def _switch(env: dict[str, str], name: str) -> bool:
    value = env.get(name, "").lower()
    if value not in ("", "0", "1", "no", "yes", "false", "true"):
        raise BadEnvironment(f"{name}: {value!r} is neither yes nor no")
    return value in ("1", "yes", "true")


def _master_key(env: dict[str, str], home: Path) -> bytes:
    given = env.get("NOREN_MASTER_KEY")
    if given is None:
        return _kept(home, "master.key")
    try:
        key = bytes.fromhex(given)
    except ValueError as error:
        raise BadEnvironment("NOREN_MASTER_KEY: not hexadecimal") from error
    if len(key) < 32:
        raise BadEnvironment("NOREN_MASTER_KEY: must be at least 32 bytes in hexadecimal")
    return key


def _kept(home: Path, name: str) -> bytes:
    path = home / name
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = home / f".{name}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        # link() fails if another process was first: both then read the same key.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_bytes()
