"""What customers announce."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.platform.outbox.events import Event, event


@event("customer.joined")
@dataclass(frozen=True)
class CustomerJoined(Event):
    """Somebody became a customer of the shop: by a first log-in, or as a guest."""

    customer_id: UUID
    guest: bool


@event("customer.friendship_changed")
@dataclass(frozen=True)
class FriendshipChanged(Event):
    """A customer became a friend of the shop's LINE account, or blocked it."""

    customer_id: UUID
    is_friend: bool
