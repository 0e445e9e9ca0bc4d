"""The stock of an order: reserved under its id by checkout, sold to it once it is sure, given back when it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from noren.inventory.services.reserve import commit, release, reserve
from noren.inventory.services.restock import restock
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict
from noren.kernel.ids import uuid7
from noren.orders.models import Order, OrderLine
from noren.platform.transactions.write import write

_A_MOMENT = timedelta(minutes=5)


def sell(order: Order, lines: Iterable[OrderLine], *, actor: Actor) -> bool:
    """Turn the order's reservation into a sale; one that ran out is made anew if the goods are still there.

    Returns False, having changed nothing, when they are not.
    """
    if order.stock_sold:
        return True
    try:
        commit(order.stock_reference, actor=actor)
    except Conflict:
        return _sell_anew(order, lines, actor=actor)
    order.stock_sold = True
    return True


def give_back(order: Order, quantities: Mapping[UUID, int], *, actor: Actor) -> None:
    """Put pieces back on the shelf, by variant id. A reservation that was not sold goes back whole."""
    if order.stock_sold:
        restock(quantities, reference=order.stock_reference, reason=order.number, actor=actor)
    else:
        release(order.stock_reference, actor=actor)


def pieces(lines: Iterable[tuple[OrderLine, int]]) -> dict[UUID, int]:
    """Return how many of which variant these pieces of lines are."""
    counted: dict[UUID, int] = {}
    for line, quantity in lines:
        counted[line.variant_id] = counted.get(line.variant_id, 0) + quantity
    return counted


def _sell_anew(order: Order, lines: Iterable[OrderLine], *, actor: Actor) -> bool:
    reference = uuid7()
    wanted = pieces((line, line.remaining_quantity) for line in lines)
    try:
        with write(actor):
            reserve(wanted, reference=reference, expires_at=now() + _A_MOMENT, actor=actor)
            commit(reference, actor=actor)
    except Conflict:
        return False
    order.stock_reference, order.stock_sold = reference, True
    return True
