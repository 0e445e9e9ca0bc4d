"""What happens to carts when a buyer logs in."""

from __future__ import annotations

from uuid import UUID

from noren.carts.models import Cart, CartLine
from noren.carts.selectors import open_carts
from noren.carts.services.change import MOST_LINES, MOST_OF_ONE, touch
from noren.carts.states import CartState
from noren.carts.types import CartOwner
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.platform.transactions.write import write


def merge_at_login(visit_id: UUID, *, customer_id: UUID, actor: Actor) -> UUID | None:
    """Give a visit's cart to the customer who logged in; returns the customer's open cart, or None when there is none.

    With a cart of the customer's own from before, the larger quantity of each variant is kept: a wish made twice, on the
    phone and on the desk, is not doubled. Harmless when repeated.
    """
    with write(actor):
        visitors = open_carts(CartOwner(visit_id)).first()
        own = open_carts(CartOwner(visit_id, customer_id)).first()
        if visitors is None:
            return own.pk if own else None
        touch(visitors.pk)
        if own is None:
            Cart.objects.filter(pk=visitors.pk).update(customer_id=customer_id)
            return visitors.pk
        touch(own.pk)
        _pour(visitors, own)
        Cart.objects.filter(pk=visitors.pk, state=CartState.OPEN).update(
            state=CartState.MERGED, changed_at=now()
        )
        return own.pk


def _pour(source: Cart, target: Cart) -> None:
    held = {line.variant_id: line for line in CartLine.objects.filter(cart=target)}
    room = MOST_LINES - len(held)
    for line in CartLine.objects.filter(cart=source).order_by("added_at", "id"):
        same = held.get(line.variant_id)
        if same is not None:
            quantity = min(max(same.quantity, line.quantity), MOST_OF_ONE)
            CartLine.objects.filter(pk=same.pk).update(quantity=quantity, seen_amount=line.seen_amount)
        elif room > 0:
            CartLine.objects.filter(pk=line.pk).update(cart=target)
            room -= 1
