"""Checks of URLs: LINE fetches pictures over https only, and opens http, https, line and tel links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextvars import ContextVar
from urllib.parse import urlsplit

from noren.standins.line.validation.checks import Check, Path, Problem

LINK_SCHEMES = frozenset({"http", "https", "line", "tel"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CHARACTERS = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")

# Off, the stand-in is as strict as LINE. A demo on one machine has no https, and turns it on.
loopback_http: ContextVar[bool] = ContextVar("loopback_http", default=False)


def is_fetchable(url: str) -> bool:
    """Whether LINE would fetch this URL (https; with the demo's permission also http on this machine)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK and loopback_http.get())
    )


def fetched(maximum: int = 2000) -> Check:
    """A URL that LINE or the phone fetches itself: pictures, sounds, films."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, "invalid property", shape=True)
        elif not value:
            yield Problem(path, "May not be empty")
        elif len(value) > maximum:
            yield Problem(path, f"Length must be between 1 and {maximum}")
        elif not CHARACTERS.fullmatch(value) or not urlsplit_ok(value):
            yield Problem(path, "invalid uri")
        elif not is_fetchable(value):
            yield Problem(path, "invalid uri scheme")

    return check


def link(value: object, path: Path) -> Iterator[Problem]:
    """A URI that opens when tapped, at most 1,000 characters."""
    if not isinstance(value, str):
        yield Problem(path, "invalid property", shape=True)
    elif not value:
        yield Problem(path, "May not be empty")
    elif len(value) > 1000:
        yield Problem(path, "Length must be between 1 and 1000")
    elif not CHARACTERS.fullmatch(value) or not urlsplit_ok(value):
        yield Problem(path, "invalid uri")
    elif urlsplit(value).scheme not in LINK_SCHEMES:
        yield Problem(path, "invalid uri scheme")


def urlsplit_ok(value: str) -> bool:
    """Whether the text is a URI with a scheme, and a host where its scheme has one."""
    try:
        parts = urlsplit(value)
        return bool(parts.scheme) and (parts.scheme not in {"http", "https"} or bool(parts.hostname))
    except ValueError:
        return False
