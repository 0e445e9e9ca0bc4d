"""The stock of an order: reserved under its id by checkout, sold to it once it is sure, given back when it is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from noren.inventory.services.commit import commit
from noren.inventory.services.release import release
from noren.inventory.services.reserve import reserve
from noren.inventory.services.restock import restock
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict
from noren.orders.models import Order, OrderLine

_JUST_LONG_ENOUGH = timedelta(minutes=5)


def sell(order: Order, lines: list[OrderLine], *, actor: Actor) -> bool:
    """Turn the order's reservation into a sale. Returns False when it had run out and there is not enough any more."""
    if order.stock_sold:
        return True
    try:
        commit(order.pk, actor=actor)
    except Conflict:
        return False
    order.stock_sold = True
    return True


def give_back(order: Order, quantities: Mapping[UUID, int], *, actor: Actor) -> None:
    """Put pieces back on the shelf, by variant id. A reservation that was not sold goes back whole."""
    if order.stock_sold:
        restock(quantities, reference=order.pk, reason="", actor=actor)
    else:
        release(order.pk, actor=actor)
