"""Money for an order arrives."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import conflict
from noren.kernel.money import Money
from noren.orders.events import OrderCancelled, OrderPaid
from noren.orders.services import stock
from noren.orders.services.acting import Act, acting
from noren.orders.services.repay import give_excess_back
from noren.orders.states import LineState
from noren.orders.types import CancelReason, OrderInfo, RefundReason
from noren.orders.views import info_of
from noren.payments.selectors import payment_for
from noren.payments.services.end import record_received


def mark_paid(order_id: UUID, *, captured: Money, actor: Actor) -> OrderInfo:
    """Note that `captured` has arrived for the order in all, so being told twice changes nothing.

    What waits for payment becomes paid once nothing is owed any more; the reserved stock is sold. If the reservation had run
    out and the goods are gone, the order is cancelled; money beyond what the order comes to, also money that comes after its
    end, goes back. Raises NotFound.
    """
    with acting(order_id, "paid", actor=actor) as act:
        arrived = captured.amount - act.order.paid_amount
        if arrived <= 0:
            act.happened = False
        else:
            act.order.paid_amount += arrived
            act.amount = arrived
            _settle(act)
    return info_of(act.order)


def settle_if_nothing_is_owed(order_id: UUID, *, actor: Actor) -> OrderInfo:
    """Take an order that comes to nothing as paid."""
    with acting(order_id, "paid", actor=actor) as act:
        _settle(act)
    return info_of(act.order)


def record_payment(order_id: UUID, *, actor: Actor) -> OrderInfo:
    """Note by hand that the buyer's money for the whole of what is open has come (bank transfer, cash at the door).

    Raises Conflict when nothing is owed or the method is not one that is noted by hand, NotFound.
    """
    with acting(order_id, "paid", actor=actor) as act:
        act.happened = False
        owed = act.money(-act.excess)
        payment = payment_for(order_id)
        if payment is None or not payment.method.by_hand or not act.live_lines() or owed <= act.money(0):
            raise conflict(
                "order_not_payable_by_hand",
                "注文 %(number)s には、手動で記録できる未入金の代金がありません。",
                number=act.order.number,
            )
        received = record_received(payment.id, amount=owed, actor=actor)
    return mark_paid(order_id, captured=received.captured, actor=actor)


def _settle(act: Act) -> None:
    waiting = [line for line in act.live_lines() if line.state == LineState.AWAITING_PAYMENT]
    enough = act.excess >= 0 and bool(act.live_lines())
    if enough and waiting and not stock.sell(act.order, act.live_lines(), actor=act.actor):
        _withdraw(act)
    elif enough:
        for line in waiting:
            act.move(line, LineState.PAID)
        order = act.order
        act.publish(OrderPaid(order.pk, act_id=act.id, amount=act.amount, currency=order.currency))
    give_excess_back(act, reason=RefundReason.PAID_TOO_LATE)


def _withdraw(act: Act) -> None:
    """Cancel what was paid for but can't be had any more: the money came after the reservation's end."""
    act.reason = CancelReason.SOLD_OUT
    for line in act.live_lines():
        act.take_back(line, line.remaining_quantity, end=LineState.CANCELLED)
    paid, act.amount = act.amount, 0
    fallen = act.lower()
    act.amount = paid
    act.publish(
        OrderCancelled(act.order.pk, act_id=act.id, amount=fallen, currency=act.order.currency, whole=True)
    )
