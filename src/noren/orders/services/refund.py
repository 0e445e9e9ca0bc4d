"""Money that goes back by the shop's decision, and what payments says of money on its way."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import NotFound, conflict, invalid, not_found
from noren.kernel.money import Money
from noren.orders.events import OrderRefunded
from noren.orders.models import OrderRefund
from noren.orders.services.acting import Act, acting
from noren.orders.services.repay import ask, give_back
from noren.orders.states import REFUND_STATES, RefundState
from noren.orders.types import OrderInfo, RefundReason
from noren.orders.views import info_of
from noren.orders.wording import checked_message
from noren.payments.services.refund import record_refunded


def refund(
    order_id: UUID, *, amount: Money, reason: RefundReason, message: str = "", actor: Actor
) -> OrderInfo:
    """Give back `amount` of a paid order without taking goods back (出荷後の返金, 値引き); the order comes to less then.

    Raises InvalidInput (amount, message) when it is not between one and what is paid and remains, NotFound.
    """
    words = checked_message(message)
    with acting(order_id, "refund_asked", actor=actor, message=words, reason=reason) as act:
        _check(act, amount)
        act.order.allowance_amount += amount.amount
        act.fall(amount.amount)
        give_back(act, amount.amount, reason=reason)
    return info_of(act.order)


def retry_refund(refund_id: UUID, *, actor: Actor) -> None:
    """Ask once more for a refund that failed. Raises Conflict unless it failed, NotFound."""
    row = _refund(refund_id)
    with acting(row.order_id, "refund_asked", actor=actor) as act:
        row.attempts += 1
        row.payment_refund_id = ask(act, row)
        _move(row, RefundState.FAILED, RefundState.REQUESTED)
        act.amount = row.amount
        act.order.refund_requested_amount += row.amount


def record_refund_by_hand(refund_id: UUID, *, actor: Actor) -> None:
    """Note that the shop sent the money back itself (bank transfer). Raises Conflict when payments does it, NotFound."""
    row = _refund(refund_id)
    with acting(row.order_id, "refunded", actor=actor) as act:
        if row.payment_refund_id is None:
            raise _refund_not_found()
        record_refunded(row.payment_refund_id, actor=actor)
        _settle(act, row)


def settle_refund(payment_refund_id: UUID, *, actor: Actor) -> None:
    """Note that payments confirmed a refund. Told twice, or of a refund no order asked for, it does nothing."""
    row = _asked(payment_refund_id)
    if row is not None:
        with acting(row.order_id, "refunded", actor=actor) as act:
            _settle(act, row)


def fail_refund(payment_refund_id: UUID, *, actor: Actor) -> None:
    """Note that a refund failed: the shop holds the money still, and a person must look. Idempotent."""
    row = _asked(payment_refund_id)
    if row is not None:
        with acting(row.order_id, "refund_failed", actor=actor) as act:
            if _move(row, RefundState.REQUESTED, RefundState.FAILED):
                act.amount = row.amount
                act.order.refund_requested_amount -= row.amount
            else:
                act.happened = False


def _settle(act: Act, row: OrderRefund) -> None:
    if not _move(row, RefundState.REQUESTED, RefundState.CONFIRMED, settled_at=act.at):
        act.happened = False
        return
    act.amount = row.amount
    act.order.refunded_amount += row.amount
    act.publish(
        OrderRefunded(
            act.order.pk,
            act_id=act.id,
            refund_id=row.pk,
            amount=row.amount,
            currency=act.order.currency,
        )
    )


def _check(act: Act, amount: Money) -> None:
    order = act.order
    if not order.paid_amount:
        raise conflict(
            "order_not_paid_yet",
            "注文 %(number)s はまだ入金されていないため、返金できません。",
            number=order.number,
        )
    most = min(order.remaining_amount, order.paid_amount - order.refund_requested_amount)
    if not 0 < amount.amount <= most or amount.currency != order.currency:
        raise invalid(
            "refund_amount_invalid",
            "返金額は1〜%(most)s円で入力してください。",
            field_name="amount",
            most=f"{most:,}",
        )


def _move(row: OrderRefund, old: RefundState, new: RefundState, **values: object) -> bool:
    REFUND_STATES.check(old, new)
    known = {"attempts": row.attempts, "payment_refund_id": row.payment_refund_id}
    return bool(OrderRefund.objects.filter(pk=row.pk, state=old).update(state=new, **known, **values))


def _refund(refund_id: UUID) -> OrderRefund:
    row = OrderRefund.objects.filter(pk=refund_id).first()
    if row is None:
        raise _refund_not_found()
    return row


def _asked(payment_refund_id: UUID) -> OrderRefund | None:
    return OrderRefund.objects.filter(payment_refund_id=payment_refund_id).first()


def _refund_not_found() -> NotFound:
    return not_found("refund_not_found", "この返金は見つかりません。")
