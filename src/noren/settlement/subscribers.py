"""Facts that are postings."""

from __future__ import annotations

from datetime import timedelta

from noren.kernel.money import Money
from noren.orders.events import OrderCompleted
from noren.payments.events import PaymentCaptured, PaymentOrphaned, RefundConfirmed
from noren.platform.jobs.services.run import RetryLater
from noren.platform.outbox.subscriptions import subscribe
from noren.settlement.services.sales import (
    NotYet,
    post_captured,
    post_completed,
    post_orphaned,
    post_refunded,
)


@subscribe(PaymentCaptured)
def post_capture(event: PaymentCaptured) -> None:
    """Money was taken."""
    post_captured(event.payment_id, amount=Money(event.amount, event.currency))


@subscribe(PaymentOrphaned)
def post_orphan(event: PaymentOrphaned) -> None:
    """Money arrived for nothing."""
    post_orphaned(event.payment_id, amount=Money(event.amount, event.currency))


@subscribe(RefundConfirmed)
def post_refund(event: RefundConfirmed) -> None:
    """Money went back."""
    amount = Money(event.amount, event.currency)
    try:
        post_refunded(event.payment_id, refund_id=event.refund_id, amount=amount)
    except NotYet as early:
        raise RetryLater(timedelta(seconds=2)) from early


@subscribe(OrderCompleted)
def post_completion(event: OrderCompleted) -> None:
    """A purchase stands."""
    post_completed(event.order_id)
