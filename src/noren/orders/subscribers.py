"""What orders do when payments speaks. Each handler reads how the payment stands now, so that late and doubled news do no harm."""

from __future__ import annotations

from contextlib import suppress

from noren.kernel.actors import system
from noren.kernel.errors import Conflict
from noren.orders.services.expire import expire
from noren.orders.services.pay import mark_paid
from noren.orders.services.refund import fail_refund, settle_refund
from noren.payments.events import PaymentCaptured, PaymentExpired, RefundConfirmed, RefundFailed
from noren.payments.selectors import payment_for
from noren.platform.outbox.subscriptions import subscribe

PAYMENTS = system("payments")
PAYABLE_KIND = "order"


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
