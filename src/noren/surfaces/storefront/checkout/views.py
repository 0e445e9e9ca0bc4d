"""The way from the cart to the order."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from noren.carts.selectors import owns
from noren.checkout.postal_codes import places_of
from noren.checkout.selectors import entries_of, offer, problems, review
from noren.checkout.services.enter import enter
from noren.checkout.services.place import place
from noren.checkout.types import (
    Buyer,
    Difference,
    FinalScreen,
    OrderToPay,
    PlacedOrder,
    ReturnAddresses,
    ScreenOutdated,
)
from noren.kernel.errors import Conflict, InvalidInput, NorenError, NotFound, Problem
from noren.kernel.japanese import postal_code_digits
from noren.kernel.money import Money
from noren.messaging.selectors import line_settings
from noren.surfaces.storefront.cart.owner import own_cart, owner_of
from noren.surfaces.storefront.checkout import form
from noren.surfaces.storefront.checkout.context import form_context, screen_context
from noren.surfaces.storefront.orders.access import remember_key
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest, storefront_actor

CONFIRM, NO_COUPON = "confirm", "no-coupon"


@require_http_methods(["GET", "POST"])
def checkout(request: StorefrontRequest) -> HttpResponse:
    """Show the form; keep it and go on to the last screen when it is complete.

    A post with another action than `confirm` only works the fees, dates and coupon out anew: nothing is kept.
    """
    cart = own_cart(request)
    if cart.id is None or not cart.orderable or not request.shop.sells:
        return HttpResponseRedirect(address(request, "cart"))
    buyer = _buyer(request)
    if request.method == "GET":
        entries = entries_of(cart.id, buyer=buyer)
        now = offer(cart.id, entries=entries, buyer=buyer)
        return _form(request, form_context(now, form.filled(entries), (), buyer=buyer))
    posted = form.read(request.POST)
    if request.POST.get("action") == NO_COUPON:
        posted = posted.without_coupon()
    found: list[Problem] = []
    if request.POST.get("action") == CONFIRM:
        found = [*posted.address_problems, *_other_problems(cart.id, posted, buyer)]
        if not found:
            enter(cart.id, entries=posted.entries, buyer=buyer, actor=storefront_actor(request))
            return HttpResponseRedirect(address(request, "checkout_review"))
    now = offer(cart.id, entries=posted.entries, buyer=buyer)
    context = form_context(now, posted.values, found, buyer=buyer)
    return _form(request, context, status=422 if found else 200)


@require_GET
def last_screen(request: StorefrontRequest) -> HttpResponse:
    """Show the last screen (最終確認画面); whoever lacks something for it is led back to where that is entered."""
    cart = own_cart(request)
    if cart.id is None:
        return HttpResponseRedirect(address(request, "cart"))
    try:
        screen = review(cart.id, buyer=_buyer(request))
    except InvalidInput:
        return HttpResponseRedirect(address(request, "checkout"))
    except Conflict as refusal:
        return _back_to_cart(request, refusal)
    return _screen(request, screen)


@require_POST
def place_order(request: StorefrontRequest) -> HttpResponse:
    """Place the order, or show what changed; a repeated press leads to the same order."""
    cart_id, total = _posted_cart(request), request.POST.get("agreed_total", "")
    readable = total.isascii() and total.isdigit() and len(total) < 16
    agreed = Money(int(total) if readable else 0, request.shop.currency)
    try:
        placed = place(
            cart_id,
            agreed_total=agreed,
            token=request.POST.get("token", ""),
            buyer=_buyer(request),
            addresses=lambda order: _addresses(request, order),
            actor=storefront_actor(request),
        )
    except ScreenOutdated as outdated:
        return _screen(request, outdated.screen, outdated.differences, status=409)
    except InvalidInput as refusal:
        return _form_again(request, cart_id, refusal)
    except (Conflict, NotFound) as refusal:
        return _back_to_cart(request, refusal)
    response = HttpResponseRedirect(_next(request, placed))
    # The order's page opens to this browser, now and after the provider's page; the key stays out of addresses.
    remember_key(request, response, number=placed.number, key=placed.key)
    return response


@require_GET
def postal_code(_request: StorefrontRequest, code: str) -> JsonResponse:
    """Answer with the places of a postal code: none, one or several."""
    digits = postal_code_digits(code)
    found = [
        {
            "prefecture": place.prefecture_name,
            "prefecture_code": f"{place.prefecture:02d}",
            "city": place.city,
            "town": place.town,
        }
        for place in (places_of(digits) if digits else ())
    ]
    response = JsonResponse(found, safe=False)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _buyer(request: StorefrontRequest) -> Buyer:
    visit = request.visit.current()
    return Buyer(visit.customer_id if visit else None, request.language)


def _other_problems(cart_id: UUID, posted: form.Posted, buyer: Buyer) -> list[Problem]:
    wrong_address = {problem.field for problem in posted.address_problems}
    found = problems(cart_id, entries=posted.entries, buyer=buyer)
    # Without an address the form has said already which of its fields are missing.
    return [problem for problem in found if problem.field not in wrong_address]


def _posted_cart(request: StorefrontRequest) -> UUID:
    owner = owner_of(request)
    try:
        cart_id = UUID(request.POST.get("cart", ""))
    except ValueError as error:
        raise Http404 from error
    if owner is None or not owns(owner, cart_id):
        raise Http404
    return cart_id


def _addresses(request: StorefrontRequest, order: OrderToPay) -> ReturnAddresses:
    query = urlencode({"payment": order.payment_id, "order": order.number})
    back = request.build_absolute_uri(f"{request.base}/checkout/return?{query}")
    return ReturnAddresses(return_url=back, cancel_url=f"{back}&cancelled=1")


def _next(request: StorefrontRequest, placed: PlacedOrder) -> str:
    if placed.payment is not None and placed.payment.redirect_url:
        return placed.payment.redirect_url
    return address(request, "order", number=placed.number)


def _form(request: StorefrontRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    offered = not context["known"] and line_settings().can_log_in
    query = urlencode({"next": address(request, "checkout")})
    log_in = f"{request.base}/account/log-in/line?{query}" if offered else ""
    return shop_page(
        request, "storefront/checkout.html", {**context, "line_login_url": log_in}, status=status
    )


def _form_again(request: StorefrontRequest, cart_id: UUID, refusal: InvalidInput) -> HttpResponse:
    buyer = _buyer(request)
    entries = entries_of(cart_id, buyer=buyer)
    now = offer(cart_id, entries=entries, buyer=buyer)
    context = form_context(now, form.filled(entries), refusal.problems, buyer=buyer)
    return _form(request, context, status=422)


def _screen(
    request: StorefrontRequest,
    screen: FinalScreen,
    differences: tuple[Difference, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    return shop_page(request, "storefront/confirm.html", screen_context(screen, differences), status=status)


def _back_to_cart(request: StorefrontRequest, refusal: NorenError) -> HttpResponse:
    for problem in refusal.problems:
        messages.error(request, problem.text(_))
    return HttpResponseRedirect(address(request, "cart"))
