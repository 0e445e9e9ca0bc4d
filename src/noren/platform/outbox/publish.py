"""Writing a fact, and a job for each of its subscribers, in the transaction of the change."""

from __future__ import annotations

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.platform.jobs.services.enqueue import enqueue
from noren.platform.outbox.events import Event
from noren.platform.outbox.models import OutboxEvent
from noren.platform.outbox.subscriptions import subscriptions_of

DELIVERY_TASK = "noren.platform.outbox.jobs.deliver"


def publish(event: Event, *, actor: Actor) -> OutboxEvent:
    """Store `event` and enqueue its deliveries; about one subject a subscriber is told in the order of publishing."""
    row = OutboxEvent(
        name=event.event_name,
        version=event.event_version,
        subject_id=event.subject_id,
        payload=event.payload(),
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        at=now(),
    )
    row.save(force_insert=True)
    for subscription in subscriptions_of(event.event_name):
        enqueue(
            DELIVERY_TASK,
            arguments={"event_id": str(row.id), "subscription_name": subscription.name},
            lane=f"{subscription.name}:{event.subject_id.hex}",
        )
    return row
