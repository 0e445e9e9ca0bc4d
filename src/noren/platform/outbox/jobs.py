"""Delivery of events to their subscribers."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from noren.platform.outbox.events import read
from noren.platform.outbox.models import OutboxEvent
from noren.platform.outbox.subscriptions import subscription


@task()
def deliver(event_id: str, subscription_name: str) -> None:
    """Call one subscriber with one event."""
    row = OutboxEvent.objects.get(pk=UUID(event_id))
    subscription(subscription_name).handle(read(row.name, row.payload))
