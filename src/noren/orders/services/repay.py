"""Asking payments to give money back, within an act."""

from __future__ import annotations

from uuid import UUID

from noren.orders.models import OrderRefund
from noren.orders.services.acting import Act
from noren.orders.states import RefundState
from noren.orders.types import RefundReason
from noren.payments.selectors import payment_for
from noren.payments.services.refund import request_refund


def give_excess_back(act: Act, *, reason: RefundReason) -> None:
    """Ask for what the shop holds beyond what the order comes to, if anything."""
    if act.excess > 0:
        give_back(act, act.excess, reason=reason)


def give_back(act: Act, amount: int, *, reason: RefundReason) -> OrderRefund:
    """Ask payments to send `amount` (minor units) back; the order counts it as on its way from now on."""
    refund = OrderRefund(
        order=act.order,
        state=RefundState.REQUESTED,
        amount=amount,
        reason=reason,
        act_id=act.id,
        requested_at=act.at,
    )
    refund.payment_refund_id = ask(act, refund)
    refund.save(force_insert=True)
    act.order.refund_requested_amount += amount
    return refund


def ask(act: Act, refund: OrderRefund) -> UUID:
    """Hand one attempt at a refund to payments; the key makes a repetition the same refund there."""
    payment = payment_for(act.order.pk)
    if payment is None:
        raise RuntimeError("money came for an order without a payment")
    asked = request_refund(
        payment.id,
        amount=act.money(refund.amount),
        reason=refund.reason,
        key=f"order-refund:{refund.pk}:{refund.attempts}",
        actor=act.actor,
    )
    return asked.id
