"""Letting staff see a shop that is not open yet.

The console hands out a short-lived signed link; the storefront turns it into a cookie that opens the pages of that one shop
and carries no person: the realms stay apart.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

PARAMETER = "preview"
_LINK_LASTS = timedelta(minutes=5)
_COOKIE_LASTS = timedelta(hours=8)
_LINK_SALT = "noren.storefront.preview-link"
_COOKIE_SALT = "noren.storefront.preview"


def preview_query(shop_id: UUID) -> str:
    """Return the query that lets a browser in, good for five minutes; for the console's links."""
    return f"{PARAMETER}={signing.dumps(str(shop_id), salt=_LINK_SALT)}"


def may_preview(request: HttpRequest, *, shop_id: UUID, slug: str) -> bool:
    """Tell whether the browser was let in for this shop."""
    return _names_shop(request.COOKIES.get(_cookie_name(slug), ""), shop_id, _COOKIE_SALT, _COOKIE_LASTS)


def link_is_good(request: HttpRequest, *, shop_id: UUID) -> bool:
    """Tell whether the address carries a fresh link of the console's."""
    return _names_shop(request.GET.get(PARAMETER, ""), shop_id, _LINK_SALT, _LINK_LASTS)


def let_in(response: HttpResponse, *, shop_id: UUID, slug: str) -> None:
    """Set the cookie that opens the pages of this shop for some hours."""
    response.set_cookie(
        _cookie_name(slug),
        signing.dumps(str(shop_id), salt=_COOKIE_SALT),
        max_age=int(_COOKIE_LASTS.total_seconds()),
        path="/",
        secure=settings.NOREN.secure,
        httponly=True,
        samesite="Lax",
    )


def _names_shop(token: str, shop_id: UUID, salt: str, lasts: timedelta) -> bool:
    try:
        return bool(signing.loads(token, salt=salt, max_age=lasts) == str(shop_id))
    except signing.BadSignature:
        return False


def _cookie_name(slug: str) -> str:
    return f"__Host-preview-{slug}" if settings.NOREN.secure else f"noren_preview_{slug}"
