"""The one moment in which a cart becomes an order."""

from __future__ import annotations

from uuid import UUID

from noren.carts.models import Cart
from noren.carts.states import CartState
from noren.kernel.clock import now


def claim_for_order(cart_id: UUID) -> bool:
    """Close an open cart for the running write; returns False when it was closed before.

    Call first in the placing write: a second submission waits here for the first one's commit and then gets False. When the
    write fails, the cart is open again.
    """
    claimed = Cart.objects.filter(pk=cart_id, state=CartState.OPEN)
    return bool(claimed.update(state=CartState.ORDERED, changed_at=now()))
