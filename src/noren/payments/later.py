"""Putting this app's jobs into the queue, by name: services may not import the jobs that call them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from noren.kernel.clock import now
from noren.platform.jobs.services.enqueue import enqueue

FOLLOW = "noren.payments.jobs.follow_attempt"
EXPIRE = "noren.payments.jobs.expire_payment"
RELEASE = "noren.payments.jobs.release_attempt"
SEND_REFUND = "noren.payments.jobs.send_refund"
READ_EVENT = "noren.payments.jobs.read_event"
COMPARE = "noren.payments.jobs.compare_books"


def follow(attempt_id: UUID, *, after: timedelta) -> None:
    """Ask the provider about an attempt until it has ended."""
    enqueue(FOLLOW, arguments={"attempt_id": str(attempt_id)}, run_after=now() + after)


def expire_at(payment_id: UUID, moment: datetime) -> None:
    """End a payment at `moment` unless it is paid by then."""
    enqueue(EXPIRE, arguments={"payment_id": str(payment_id)}, run_after=moment)


def release(attempt_id: UUID) -> None:
    """Call off at the provider what has ended here."""
    enqueue(RELEASE, arguments={"attempt_id": str(attempt_id)}, lane=f"payments.attempt:{attempt_id.hex}")


def send_refund(refund_id: UUID) -> None:
    """Ask the provider to give money back."""
    enqueue(SEND_REFUND, arguments={"refund_id": str(refund_id)}, priority=10)


def read_event(event_id: UUID) -> None:
    """Look at what a webhook pointed to."""
    enqueue(READ_EVENT, arguments={"event_id": str(event_id)}, priority=20)


def compare(provider: str, moment: datetime) -> None:
    """Hold our books against the provider's events."""
    enqueue(COMPARE, arguments={"provider": provider}, run_after=moment)
