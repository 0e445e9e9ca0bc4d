"""Pages for what is not there, is over, or went wrong, inside the shop's frame."""

from __future__ import annotations

import logging
import secrets
from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from noren.surfaces.storefront.frame import bare_frame, shop_frame
from noren.surfaces.web.pages import render
from noren.surfaces.web.request import StorefrontRequest

log = logging.getLogger("noren.storefront")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer that there is no such page (Django's handler404)."""
    return _page(cast(StorefrontRequest, request), 404)


def gone(request: HttpRequest) -> HttpResponse:
    """Answer that what was here is over, for good: views call it for what was taken away on purpose."""
    return _page(cast(StorefrontRequest, request), 410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer that something went wrong, with a number that stands in the log (Django's handler500)."""
    here = cast(StorefrontRequest, request)
    number = secrets.token_hex(4)
    log.error("error page %s for shop %s at %s", number, here.shop.id, here.path)
    context = {"shop": bare_frame(here), "status": 500, "request_id": number}
    return render(here, "storefront/error.html", context, status=500)


def _page(request: StorefrontRequest, status: int) -> HttpResponse:
    try:
        frame = shop_frame(request)
    except DatabaseError:
        frame = bare_frame(request)
    return render(request, "storefront/error.html", {"shop": frame, "status": status}, status=status)
