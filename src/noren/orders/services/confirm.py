"""発注確認: the shop takes the order on."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import NorenError, conflict
from noren.orders.events import OrderConfirmed
from noren.orders.services.acting import Act, acting
from noren.orders.states import LineState
from noren.orders.types import ConfirmOutcome, OrderInfo
from noren.orders.views import info_of
from noren.orders.wording import checked_message


def confirm(order_id: UUID, *, message: str = "", actor: Actor) -> OrderInfo:
    """Confirm what is paid (or will be paid at the door) of an order; `message` goes to the buyer with the notice.

    Raises Conflict when there is nothing to confirm, InvalidInput naming `message`, NotFound.
    """
    words = checked_message(message)
    with acting(order_id, "confirmed", actor=actor, message=words) as act:
        ready = [line for line in act.live_lines() if line.state in _confirmable(act)]
        if not ready:
            raise _nothing_to_confirm(act)
        for line in ready:
            act.move(line, LineState.CONFIRMED)
        act.publish(OrderConfirmed(order_id=order_id, act_id=act.id))
    return info_of(act.order)


def confirm_many(order_ids: Sequence[UUID], *, message: str = "", actor: Actor) -> tuple[ConfirmOutcome, ...]:
    """Confirm several orders, each in a write of its own: one that can't be confirmed does not hold up the others."""
    checked_message(message)
    return tuple(_try(order_id, message, actor) for order_id in order_ids)


def _try(order_id: UUID, message: str, actor: Actor) -> ConfirmOutcome:
    try:
        return ConfirmOutcome(order_id, confirm(order_id, message=message, actor=actor).number, None)
    except NorenError as error:
        return ConfirmOutcome(order_id, "", error.problems[0])


def _confirmable(act: Act) -> frozenset[LineState]:
    waits_for_nobody = (
        {LineState.PAID, LineState.AWAITING_PAYMENT} if act.paid_at_the_door else {LineState.PAID}
    )
    return frozenset(waits_for_nobody)


def _nothing_to_confirm(act: Act) -> Exception:
    if act.order.state == LineState.AWAITING_PAYMENT:
        return conflict(
            "order_not_paid",
            "注文 %(number)s はまだ入金されていません。入金を確認してから注文を確認してください。",
            number=act.order.number,
        )
    return conflict(
        "order_not_confirmable",
        "注文 %(number)s に、確認が必要な商品はありません。すでに確認済みか、取り消されています。",
        number=act.order.number,
    )
