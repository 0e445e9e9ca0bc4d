"""Facts about orders. `act_id` names the row of the order's history, where words that went with the act are kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.platform.outbox.events import Event, event


@event("order.placed")
@dataclass(frozen=True)
class OrderPlaced(Event):
    """A cart became an order (注文受付). `amount` is what the buyer owes, in minor units of `currency`."""

    order_id: UUID
    act_id: UUID
    customer_id: UUID | None
    amount: int
    currency: str


@event("order.paid")
@dataclass(frozen=True)
class OrderPaid(Event):
    """What the buyer owes for the order has arrived (入金). `amount` is what arrived with this payment."""

    order_id: UUID
    act_id: UUID
    amount: int
    currency: str


@event("order.confirmed")
@dataclass(frozen=True)
class OrderConfirmed(Event):
    """The shop confirmed the order (注文確認)."""

    order_id: UUID
    act_id: UUID


@event("order.shipped")
@dataclass(frozen=True)
class OrderShipped(Event):
    """A shipment left the shop (発送); the order may have more to come."""

    order_id: UUID
    act_id: UUID
    shipment_id: UUID


@event("order.delivered")
@dataclass(frozen=True)
class OrderDelivered(Event):
    """A shipment arrived (配達完了)."""

    order_id: UUID
    act_id: UUID
    shipment_id: UUID


@event("order.completed")
@dataclass(frozen=True)
class OrderCompleted(Event):
    """Nothing of the order is open any more and the purchase stands (取引完了). `amount` is what the order came to."""

    order_id: UUID
    act_id: UUID
    amount: int
    currency: str


@event("order.cancelled")
@dataclass(frozen=True)
class OrderCancelled(Event):
    """Lines or quantities were cancelled. `whole`: nothing of the order is left. `amount` is what the order fell by."""

    order_id: UUID
    act_id: UUID
    amount: int
    currency: str
    whole: bool


@event("order.expired")
@dataclass(frozen=True)
class OrderExpired(Event):
    """The time for paying ran out; nothing of the order is left."""

    order_id: UUID
    act_id: UUID


@event("order.refunded")
@dataclass(frozen=True)
class OrderRefunded(Event):
    """Money is on the buyer's account again: the provider confirmed a refund, or the shop noted one made by hand."""

    order_id: UUID
    act_id: UUID
    refund_id: UUID
    amount: int
    currency: str
