"""What orders do when payments speaks, and whom they tell of their own acts. Each handler reads how the payment stands now, so that late and doubled news do no harm."""

from __future__ import annotations

from contextlib import suppress

from noren.kernel.actors import system
from noren.kernel.errors import Conflict
from noren.kernel.money import Money
from noren.orders.events import (
    OrderCancelled,
    OrderCompleted,
    OrderConfirmed,
    OrderExpired,
    OrderPaid,
    OrderPlaced,
    OrderRefunded,
    OrderShipped,
)
from noren.orders.messages import NoticeKind
from noren.orders.selectors import order_info
from noren.orders.selectors import refund as refund_view
from noren.orders.services.expire import expire
from noren.orders.services.notify import tell
from noren.orders.services.pay import mark_paid
from noren.orders.services.refund import fail_refund, settle_refund
from noren.orders.types import RefundReason
from noren.payments.events import (
    PaymentCaptured,
    PaymentExpired,
    PaymentPending,
    RefundConfirmed,
    RefundFailed,
)
from noren.payments.selectors import payment_for
from noren.payments.types import PaymentMethod
from noren.platform.outbox.subscriptions import subscribe

PAYMENTS = system("payments")
PAYABLE_KIND = "order"
_AT_ONCE = frozenset({PaymentMethod.CARD, PaymentMethod.PAYPAY, "none"})
"""Ways to pay where receipt and payment are one moment for the buyer: told together."""


@subscribe(PaymentCaptured)
def take_payment(event: PaymentCaptured) -> None:
    """Mark the order as paid."""
    payment = payment_for(event.payable_id)
    if event.payable_kind == PAYABLE_KIND and payment is not None:
        mark_paid(event.payable_id, captured=payment.captured, actor=PAYMENTS)


@subscribe(PaymentExpired)
def end_unpaid(event: PaymentExpired) -> None:
    """End the order that nobody paid."""
    if event.payable_kind == PAYABLE_KIND:
        with suppress(Conflict):  # It has ended or was paid another way meanwhile.
            expire(event.payable_id, actor=PAYMENTS)


@subscribe(RefundConfirmed)
def note_refunded(event: RefundConfirmed) -> None:
    """Count money as returned."""
    settle_refund(event.refund_id, actor=PAYMENTS)


@subscribe(RefundFailed)
def note_refund_failed(event: RefundFailed) -> None:
    """Ask a person to look."""
    fail_refund(event.refund_id, actor=PAYMENTS)


@subscribe(OrderPlaced)
def tell_received(event: OrderPlaced) -> None:
    """Say that an order to be paid at the door has come in; the others are told with their payment or how to pay."""
    order = order_info(event.order_id)
    if order is not None and order.payment_method == PaymentMethod.CASH_ON_DELIVERY:
        tell(event.order_id, [NoticeKind.RECEIVED], key=event.act_id, act_id=event.act_id)


@subscribe(PaymentPending)
def tell_how_to_pay(event: PaymentPending) -> None:
    """Say that the order has come in, and where and until when to pay."""
    if event.payable_kind == PAYABLE_KIND:
        tell(event.payable_id, [NoticeKind.PAYMENT_DUE], key=event.payment_id)


@subscribe(OrderPaid)
def tell_paid(event: OrderPaid) -> None:
    """Say that the money has come; for a card, with the receipt of the order."""
    order = order_info(event.order_id)
    if order is None or order.payment_method == PaymentMethod.CASH_ON_DELIVERY:
        return
    together = order.payment_method in _AT_ONCE
    kinds = [NoticeKind.RECEIVED, NoticeKind.PAID] if together else [NoticeKind.PAID]
    tell(event.order_id, kinds, key=event.act_id, act_id=event.act_id)


@subscribe(OrderConfirmed)
def tell_confirmed(event: OrderConfirmed) -> None:
    """Say that the shop took the order on."""
    tell(event.order_id, [NoticeKind.CONFIRMED], key=event.act_id, act_id=event.act_id)


@subscribe(OrderShipped)
def tell_shipped(event: OrderShipped) -> None:
    """Say that a parcel has left, and how to follow it."""
    kinds = [NoticeKind.SHIPPED]
    tell(event.order_id, kinds, key=event.act_id, act_id=event.act_id, shipment_id=event.shipment_id)


@subscribe(OrderCompleted)
def tell_completed(event: OrderCompleted) -> None:
    """Thank the buyer."""
    tell(event.order_id, [NoticeKind.COMPLETED], key=event.act_id, act_id=event.act_id)


@subscribe(OrderCancelled)
def tell_cancelled(event: OrderCancelled) -> None:
    """Say what was cancelled, and what goes back."""
    fallen = Money(event.amount, event.currency)
    tell(event.order_id, [NoticeKind.CANCELLED], key=event.act_id, act_id=event.act_id, amount=fallen)


@subscribe(OrderExpired)
def tell_expired(event: OrderExpired) -> None:
    """Say that the time for paying is over, to those who were told how to pay."""
    order = order_info(event.order_id)
    if order is not None and order.payment_method not in _AT_ONCE:
        tell(event.order_id, [NoticeKind.EXPIRED], key=event.act_id, act_id=event.act_id)


@subscribe(OrderRefunded)
def tell_refunded(event: OrderRefunded) -> None:
    """Say that the money is back, with the words that went with the shop's decision."""
    refund = refund_view(event.refund_id)
    asked = refund.act_id if refund is not None and refund.reason is not RefundReason.CANCELLED else None
    back = Money(event.amount, event.currency)
    tell(event.order_id, [NoticeKind.REFUNDED], key=event.act_id, act_id=asked, amount=back)
