"""Work for later: ids in, safe to repeat."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from noren.messaging.services.deliver import deliver
from noren.messaging.services.handle import handle


@task()
def deliver_notice(delivery_id: str) -> None:
    """Bring one notice to its person."""
    deliver(UUID(delivery_id))


@task()
def handle_line_event(event_id: str) -> None:
    """Do what a webhook event of LINE asks for."""
    handle(UUID(event_id))
