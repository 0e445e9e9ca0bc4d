"""Ending a payment that nobody made, and noting one that the shop received itself."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import conflict, invalid
from noren.kernel.money import Money
from noren.payments import later
from noren.payments.events import (
    PaymentCancelled,
    PaymentCaptured,
    PaymentExpired,
    PaymentOrphaned,
)
from noren.payments.models import Payment, PaymentAttempt
from noren.payments.providers.registry import BY_HAND
from noren.payments.selectors import payment_info
from noren.payments.services.apply import orphan
from noren.payments.services.moves import locked, move
from noren.payments.states import LIVE_ATTEMPT, PaymentState
from noren.payments.types import PaymentInfo
from noren.platform.transactions.write import Change, write


def expire(payment_id: UUID, *, actor: Actor) -> PaymentInfo:
    """End a payment whose time is over. One already ended stays as it is.

    Raises Conflict when money is being taken or was taken.
    """
    with write(actor) as change:
        payment = locked(payment_id)
        if _end(change, payment, PaymentState.EXPIRED):
            change.publish(PaymentExpired(payment.pk, payment.payable_kind, payment.payable_id))
        return payment_info(payment)


def cancel(payment_id: UUID, *, actor: Actor) -> PaymentInfo:
    """Call a payment off before money moves. One already ended stays as it is.

    Raises Conflict when money is being taken or was taken: ask for a refund then.
    """
    with write(actor) as change:
        payment = locked(payment_id)
        if _end(change, payment, PaymentState.CANCELLED):
            change.publish(PaymentCancelled(payment.pk, payment.payable_kind, payment.payable_id))
        return payment_info(payment)


def record_received(payment_id: UUID, *, amount: Money, actor: Actor) -> PaymentInfo:
    """Note money the shop received itself: a bank transfer, cash at the door.

    After the end of the payment it is kept as money without an order, for a person to send back.

    Raises InvalidInput for another sum than the one due, Conflict when it was noted before.
    """
    with write(actor) as change:
        payment = locked(payment_id)
        _check_by_hand(payment, amount)
        facts = (payment.pk, payment.payable_kind, payment.payable_id, amount.amount, amount.currency)
        values = {"captured_amount": amount.amount, "captured_at": now()}
        if move(change, payment, PaymentState.CAPTURED, **values):
            change.publish(PaymentCaptured(*facts))
        elif move(change, payment, PaymentState.ORPHANED, **values):
            change.publish(PaymentOrphaned(*facts))
            orphan(change, payment)
        else:
            raise conflict("payment_received", "この入金はすでに記録されています。")
        return payment_info(payment)


def _check_by_hand(payment: Payment, amount: Money) -> None:
    if payment.provider != BY_HAND:
        raise conflict("payment_not_by_hand", "このお支払いは決済会社から自動で記録されます。")
    if amount != Money(payment.due_amount, payment.currency):
        raise invalid(
            "received_amount",
            "ご請求額は%(due)s円です。入金額が異なるときは、お客さまにご確認のうえ記録してください。",
            field_name="amount",
            due=payment.due_amount,
        )


def _end(change: Change, payment: Payment, to: PaymentState) -> bool:
    if PaymentState(payment.state) in (PaymentState.EXPIRED, PaymentState.CANCELLED):
        return False
    if not move(change, payment, to):
        raise conflict(
            "payment_under_way",
            "お支払いが行われています。キャンセルするときは返金の手続きをしてください。",
        )
    for attempt in PaymentAttempt.objects.filter(payment=payment, state__in=LIVE_ATTEMPT):
        later.release(attempt.pk)
    return True
