"""When the system itself acts on an order: the jobs are named by path, because they call the services that schedule them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from noren.orders.models import OrderSettings
from noren.platform.jobs.services.enqueue import enqueue


def order_settings() -> OrderSettings:
    """Return the shop's settings for orders, as yet unsaved when it never changed them."""
    return OrderSettings.objects.first() or OrderSettings()


def schedule_arrival(shipment_id: UUID, *, shipped_at: datetime) -> None:
    """Take a parcel as arrived when nobody said so for the days of the shop's setting."""
    due = shipped_at + timedelta(days=order_settings().arrival_after_days)
    _enqueue("assume_arrival", shipment_id, due)


def schedule_completion(order_id: UUID, *, delivered_at: datetime) -> None:
    """Complete the order the set number of days after it has all arrived."""
    due = delivered_at + timedelta(days=order_settings().complete_after_days)
    _enqueue("complete_delivered", order_id, due)


def _enqueue(task: str, subject_id: UUID, due: datetime) -> None:
    enqueue(f"noren.orders.jobs.{task}", arguments={"subject_id": str(subject_id)}, run_after=due)
