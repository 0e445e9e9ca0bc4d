"""The cart."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from noren.carts.selectors import count_of
from noren.carts.services.change import add_line, remove_line, set_quantity
from noren.carts.types import CartOwner, CartView
from noren.catalog.selectors import product_by_handle
from noren.checkout.selectors import offer
from noren.checkout.types import Buyer, Entries
from noren.checkout.words import money_text
from noren.kernel.errors import NorenError
from noren.kernel.japanese import normalize
from noren.kernel.money import Money
from noren.shipping.selectors import methods
from noren.surfaces.storefront.cart.lines import cart_line, sums
from noren.surfaces.storefront.cart.owner import own_cart, owner_of
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest, storefront_actor


@require_GET
def show(request: StorefrontRequest) -> HttpResponse:
    """Show the cart, with what can't be ordered as it stands."""
    cart = own_cart(request)
    context = {"lines": [cart_line(line, base=request.base) for line in cart.lines]}
    return shop_page(request, "storefront/cart.html", {**context, **_sums(request, cart)})


@require_POST
def add(request: StorefrontRequest) -> HttpResponse:
    """Put something into the cart; starts a visit for somebody new."""
    variant_id = _variant(request)
    quantity = _quantity(request)
    if variant_id is None:
        messages.error(request, _("色やサイズなどを選んでから、カートに入れてください。"))
        return HttpResponseRedirect(_back(request))
    visit = request.visit.ensure()
    try:
        owner = CartOwner(visit.id, visit.customer_id)
        add_line(owner, variant_id=variant_id, quantity=quantity, actor=storefront_actor(request))
    except NorenError as refusal:
        _say(request, refusal)
        return HttpResponseRedirect(_back(request))
    messages.success(request, _("カートに入れました。"))
    return HttpResponseRedirect(address(request, "cart"))


@require_POST
def change(request: StorefrontRequest, variant_id: UUID) -> HttpResponse:
    """Set how many of something the cart holds."""
    cart = own_cart(request)
    if cart.id is not None:
        try:
            set_quantity(
                cart.id, variant_id=variant_id, quantity=_quantity(request), actor=storefront_actor(request)
            )
        except NorenError as refusal:
            _say(request, refusal)
    return HttpResponseRedirect(address(request, "cart"))


@require_POST
def remove(request: StorefrontRequest, variant_id: UUID) -> HttpResponse:
    """Take something out of the cart."""
    cart = own_cart(request)
    if cart.id is not None:
        try:
            remove_line(cart.id, variant_id=variant_id, actor=storefront_actor(request))
        except NorenError as refusal:
            _say(request, refusal)
    return HttpResponseRedirect(address(request, "cart"))


@require_GET
def session_fragment(request: StorefrontRequest) -> JsonResponse:
    """What a cached page fills in for this buyer: how much is in the cart, and the log-in."""
    owner = owner_of(request)
    logged_in = owner is not None and owner.customer_id is not None
    return JsonResponse(
        {
            "cart_count": count_of(owner) if owner else 0,
            "name": _("マイページ") if logged_in else None,
            "account_url": f"{request.base}/account",
        }
    )


def _sums(request: StorefrontRequest, cart: CartView) -> dict[str, object]:
    if cart.id is None or not cart.lines:
        return {"lines": []}
    now = offer(cart.id, entries=Entries(), buyer=Buyer(None, request.language))
    return {
        "sums": sums(now),
        "can_order": cart.orderable and request.shop.sells,
        "closed": not request.shop.sells,
        **_shipping(now.totals.goods),
    }


def _shipping(goods: Money) -> dict[str, object]:
    active = [method for method in methods() if method.active and method.fees]
    if not active:
        return {}
    fees = sorted(fee.amount for method in active for fee in method.fees.values())
    least, most = (money_text(Money(fee, goods.currency)) for fee in (fees[0], fees[-1]))
    note = _("送料は%(least)sです。") if least == most else _("送料はお届け先により%(least)s〜%(most)sです。")
    free_from = active[0].free_from
    left = free_from - goods if free_from is not None and free_from > goods else None
    if free_from is not None and left is None:
        note = _("送料無料の対象です(%(method)s)。")
    values = {"least": least, "most": most, "method": active[0].name}
    return {"shipping_note": note % values, "free_left": left}


def _variant(request: StorefrontRequest) -> UUID | None:
    given = request.POST.get("variant", "")
    try:
        return UUID(given)
    except ValueError:
        pass
    # Without script the form says a value for each axis instead.
    product = product_by_handle(request.POST.get("product", ""))
    if product is None:
        return None
    chosen = tuple(request.POST.get(f"axis-{number}", "") for number in range(len(product.options)))
    return next((variant.id for variant in product.variants if variant.options == chosen), None)


def _quantity(request: StorefrontRequest) -> int:
    digits = normalize(request.POST.get("quantity", "1"))
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else -1


def _back(request: StorefrontRequest) -> str:
    product = product_by_handle(request.POST.get("product", ""))
    return f"{request.base}/products/{product.handle}" if product else address(request, "cart")


def _say(request: StorefrontRequest, refusal: NorenError) -> None:
    for problem in refusal.problems:
        messages.error(request, problem.text(_))
