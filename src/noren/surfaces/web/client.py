"""Who is at the other end of a request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's network address: the connection's, or what the trusted proxy in front wrote last."""
    if settings.NOREN.trusted_proxy:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def local_target(wanted: str, *, within: str, otherwise: str) -> str:
    """Return `wanted` if it is an address of this site under `within`, else `otherwise`.

    Nothing that a browser would read as another site gets through: no scheme, no `//`, no backslash.
    """
    plain = wanted.startswith(within) and not wanted.startswith("//") and "\\" not in wanted
    return wanted if plain and wanted.isprintable() else otherwise
