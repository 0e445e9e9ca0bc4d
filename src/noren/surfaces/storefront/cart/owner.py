"""Whose cart a request is about."""

from __future__ import annotations

from noren.carts.selectors import cart_of
from noren.carts.types import CartOwner, CartView
from noren.surfaces.web.request import StorefrontRequest


def owner_of(request: StorefrontRequest) -> CartOwner | None:
    """Return the owner, or None for somebody who has put nothing down yet."""
    visit = request.visit.current()
    return CartOwner(visit.id, visit.customer_id) if visit else None


def own_cart(request: StorefrontRequest) -> CartView:
    """Return the request's open cart; an empty one when there is none."""
    owner = owner_of(request)
    return cart_of(owner) if owner else CartView(None, request.shop.currency, ())
