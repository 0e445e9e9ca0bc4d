"""What a shop that is not open shows: that it is being prepared, or that it is closed; and that it takes no orders.

Buyers with an order reach its pages whatever became of the shop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from noren.shops.selectors import has_ever_opened
from noren.shops.states import ShopState
from noren.surfaces.storefront.errors import gone
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.web.pages import render
from noren.surfaces.web.preview import PARAMETER, let_in, link_is_good, may_preview
from noren.surfaces.web.request import StorefrontRequest

_ALWAYS = ("/theme.css", "/robots.txt", "/favicon.ico")
# What a buyer with an order needs.
_AFTER_ORDERING = (
    "/orders", "/account", "/checkout/return", "/checkout/pay", "/fragment", "/legal", "/privacy", "/contact",
)  # fmt: skip
_ORDERING = ("/cart", "/checkout")


class ShopGateMiddleware:
    """Answers for shops that are not open. Stands after ShopMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "urlconf", None) != settings.STOREFRONT_URLCONF:
            return self._get_response(request)
        here = cast(StorefrontRequest, request)
        if here.shop.sells or _within(here, _ALWAYS):
            return self._get_response(request)
        return _answer_instead(here) or self._get_response(request)


def _answer_instead(request: StorefrontRequest) -> HttpResponse | None:
    shop = request.shop
    if _within(request, _AFTER_ORDERING) and has_ever_opened():
        return None
    if shop.state is ShopState.CLOSED:
        return gone(request)
    if shop.state is ShopState.PREPARING:
        if request.method == "GET" and link_is_good(request, shop_id=shop.id):
            return _let_in(request)
        if not may_preview(request, shop_id=shop.id, slug=shop.slug):
            return render(
                request,
                "storefront/preparing.html",
                {"shop": {"name": shop.name, "base": request.base}},
                status=503,
            )
    if request.method == "POST" and _within(request, _ORDERING):
        return shop_page(request, "storefront/no_orders.html", status=409)
    return None


def _let_in(request: StorefrontRequest) -> HttpResponse:
    query = urlencode([(name, value) for name, value in request.GET.items() if name != PARAMETER])
    response = HttpResponseRedirect(request.path + (f"?{query}" if query else ""))
    let_in(response, shop_id=request.shop.id, slug=request.shop.slug)
    return response


def _within(request: StorefrontRequest, places: tuple[str, ...]) -> bool:
    return any(f"{request.path_info}/".startswith(f"{place}/") for place in places)
