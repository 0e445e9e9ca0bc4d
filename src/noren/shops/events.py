"""Facts about shops."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.platform.outbox.events import Event, event


@event("shop.created")
@dataclass(frozen=True)
class ShopCreated(Event):
    """A shop was set up; it is not public yet."""

    shop_id: UUID


@event("shop.opened")
@dataclass(frozen=True)
class ShopOpened(Event):
    """The shop went public."""

    shop_id: UUID


@event("shop.hidden")
@dataclass(frozen=True)
class ShopHidden(Event):
    """The shop was taken back into preparation."""

    shop_id: UUID


@event("shop.suspended")
@dataclass(frozen=True)
class ShopSuspended(Event):
    """An operator stopped the shop from selling; the reason stands in its console."""

    shop_id: UUID


@event("shop.reopened")
@dataclass(frozen=True)
class ShopReopened(Event):
    """An operator let the shop sell again."""

    shop_id: UUID


@event("contact.received")
@dataclass(frozen=True)
class ContactReceived(Event):
    """Somebody wrote to the shop through its form."""

    contact_id: UUID
