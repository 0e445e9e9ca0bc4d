"""The mark in a browser in which an account has logged in before (platform.accounts.services.log_in)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from noren.platform.accounts.services.log_in import DEVICE_LASTS
from noren.platform.accounts.types import Realm


def device_mark(request: HttpRequest, *, realm: Realm) -> str:
    """Return the browser's mark, or empty."""
    return request.COOKIES.get(_name(realm), "")


def remember_device(response: HttpResponse, mark: str, *, realm: Realm) -> None:
    """Leave the mark in the browser; log-out does not take it away."""
    response.set_cookie(
        _name(realm),
        mark,
        max_age=int(DEVICE_LASTS.total_seconds()),
        path="/",
        secure=settings.NOREN.secure,
        httponly=True,
        samesite="Lax",
    )


def _name(realm: Realm) -> str:
    return f"__Host-device-{realm}" if settings.NOREN.secure else f"noren_device_{realm}"
