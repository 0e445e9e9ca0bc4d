"""Doing what a webhook event asks for. Each handler may run again: what it writes is the same."""

from __future__ import annotations

from uuid import UUID

from noren.customers.services.friendship import note_friendship
from noren.customers.services.join import attach_line
from noren.customers.types import LineProfile
from noren.kernel.clock import now
from noren.messaging.actors import LINE
from noren.messaging.models import LineEvent
from noren.messaging.selectors import line_settings
from noren.messaging.services.link_account import customer_of_nonce
from noren.platform.transactions.write import write


def handle(event_id: UUID) -> None:
    """Handle a stored event once."""
    event = LineEvent.objects.get(pk=event_id)
    if event.handled_at is not None:
        return
    with write(LINE):
        if event.kind in ("follow", "unfollow"):
            _friendship(event, is_friend=event.kind == "follow")
        elif event.kind == "accountLink":
            _link(event)
        LineEvent.objects.filter(pk=event_id).update(handled_at=now())


def _friendship(event: LineEvent, *, is_friend: bool) -> None:
    if event.subject:
        note_friendship(
            line_settings().provider_id, event.subject, is_friend=is_friend, as_of=event.at, actor=LINE
        )


def _link(event: LineEvent) -> None:
    customer_id = customer_of_nonce(event.details.get("nonce", ""))
    if event.details.get("result") != "ok" or not event.subject or customer_id is None:
        return
    provider_id = line_settings().provider_id
    if attach_line(customer_id, LineProfile(provider_id, event.subject), actor=LINE):
        # Only friends can be sent the link that leads here.
        note_friendship(provider_id, event.subject, is_friend=True, as_of=event.at, actor=LINE)
