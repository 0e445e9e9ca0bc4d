"""Ending orders that nobody paid in time."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import conflict
from noren.orders.events import OrderExpired
from noren.orders.services.acting import acting
from noren.orders.services.cancel import take_out
from noren.orders.states import LineState
from noren.orders.types import OrderInfo
from noren.orders.views import info_of


def expire(order_id: UUID, *, actor: Actor) -> OrderInfo:
    """End an order that waits for payment. The caller has made sure that the payment itself has ended.

    Raises Conflict when it does not wait for payment, NotFound.
    """
    with acting(order_id, "expired", actor=actor) as act:
        live = act.live_lines()
        if act.order.state != LineState.AWAITING_PAYMENT or act.paid_at_the_door:
            raise conflict("order_not_unpaid", "この注文は、お支払い待ちではありません。")
        take_out(act, [(line, line.remaining_quantity) for line in live], end=LineState.EXPIRED, actor=actor)
        act.publish(OrderExpired(order_id, act_id=act.id))
    return info_of(act.order)
