"""Reading checkouts: what was entered, what it would cost, and the last screen."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils import translation

from noren.carts.selectors import cart as cart_view
from noren.carts.types import CartView
from noren.checkout import entries as kept
from noren.checkout import rules
from noren.checkout.agreement import token_of
from noren.checkout.models import Checkout
from noren.checkout.offer import offer_for
from noren.checkout.states import CheckoutState
from noren.checkout.terms import six_items
from noren.checkout.types import Buyer, Entries, FinalScreen, Offer
from noren.kernel.errors import InvalidInput, Problem, not_found
from noren.promotions.holders import holder_of
from noren.shops.selectors import current_shop, legal_notice


def entries_of(cart_id: UUID, *, buyer: Buyer) -> Entries:
    """Return what was entered for a cart; for one not begun, what the customer entered last time."""
    row = Checkout.objects.filter(cart_id=cart_id).first()
    return kept.of_row(row) if row else kept.beginning(buyer.customer_id)


def order_of(cart_id: UUID) -> UUID | None:
    """Return the order that a cart became, or None."""
    placed = Checkout.objects.filter(cart_id=cart_id, state=CheckoutState.PLACED)
    return placed.values_list("order_id", flat=True).first()


def offer(cart_id: UUID, *, entries: Entries, buyer: Buyer) -> Offer:
    """Return what a cart would cost with some entries, kept or not. Raises NotFound."""
    return _offer(_cart(cart_id), entries, buyer)


def problems(cart_id: UUID, *, entries: Entries, buyer: Buyer) -> list[Problem]:
    """Return what is missing or wrong in entries, kept or not, by field. Raises NotFound for an unknown cart."""
    return rules.problems(entries, offer(cart_id, entries=entries, buyer=buyer), buyer=buyer)


def review(cart_id: UUID, *, buyer: Buyer) -> FinalScreen:
    """Return the last screen (最終確認画面) for a cart as it stands, in the buyer's language.

    Raises NotFound; Conflict when the shop takes no orders or something can't be bought; InvalidInput with a problem per
    field while something is missing.
    """
    rules.refuse_closed_shop(current_shop())
    cart = _cart(cart_id)
    if not cart.orderable:
        raise rules.cart_not_orderable()
    row = Checkout.objects.filter(cart_id=cart_id).first()
    entries = kept.of_row(row) if row else Entries()
    with translation.override(buyer.language):
        made = _offer(cart, entries, buyer)
        found = rules.problems(entries, made, buyer=buyer)
        if found:
            raise InvalidInput(*found)
        # A way that was the only one needed no choosing; from here on it is the one chosen.
        if made.shipping:
            entries = replace(entries, shipping_method_id=made.shipping.method_id)
        terms = six_items(made, entries, legal_notice())
        token = token_of(made, entries, terms)
    return FinalScreen(cart_id, entries, made, terms, made.totals.total, token)


def _cart(cart_id: UUID) -> CartView:
    found = cart_view(cart_id)
    if found is None:
        raise not_found("cart_not_found", "カートが見つかりません。")
    return found


def _offer(cart: CartView, entries: Entries, buyer: Buyer) -> Offer:
    with translation.override(buyer.language):
        return offer_for(cart, entries, holder=holder_of(customer_id=buyer.customer_id, email=entries.email))
