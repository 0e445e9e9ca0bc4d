"""Who may see an order's page: its customer when logged in, or whoever came by the link with its key.

The key is taken out of the address at once and kept in a cookie for this one page, so that it does not travel on in a Referer.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse

from noren.orders.selectors import order_for_buyer
from noren.orders.types import OrderView
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest

COOKIE = "noren_order_key"
_LASTS = timedelta(days=30)


def own_order(request: StorefrontRequest, number: str) -> OrderView:
    """Return the order if this buyer may see it. Raises Http404, also for orders that exist."""
    visit = request.visit.current()
    found = order_for_buyer(
        number,
        customer_id=visit.customer_id if visit is not None else None,
        key=request.COOKIES.get(COOKIE, ""),
    )
    if found is None:
        raise Http404
    return found


def remember_key(request: StorefrontRequest, response: HttpResponse, *, number: str, key: str) -> None:
    """Keep the key for this order's page and what is under it."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=int(_LASTS.total_seconds()),
        path=address(request, "order", number=number),
        secure=settings.NOREN.secure,
        httponly=True,
        samesite="Lax",
    )
