"""Facts about stock."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.platform.outbox.events import Event, event


@event("stock.ran_low")
@dataclass(frozen=True)
class StockRanLow(Event):
    """A variant has few left (at most 5)."""

    variant_id: UUID
    available: int


@event("stock.sold_out")
@dataclass(frozen=True)
class StockSoldOut(Event):
    """A variant has none left to sell."""

    variant_id: UUID


@event("stock.back")
@dataclass(frozen=True)
class StockBack(Event):
    """A variant that was sold out can be bought again."""

    variant_id: UUID
    available: int


@event("stock.reservation_expired")
@dataclass(frozen=True)
class ReservationExpired(Event):
    """A reservation nobody paid in time went back to the shelf."""

    reference: UUID
