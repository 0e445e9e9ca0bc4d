"""What other apps know of delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from noren.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of day a carrier delivers in; `code` is the carrier's own."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A parcel service."""

    code: str
    name: str
    slots: tuple[Slot, ...]
    # With `{number}` where the tracking number goes; empty when there is none.
    tracking_address: str

    def tracking_url(self, number: str) -> str:
        """Return where a parcel can be followed, or "" when that is not known."""
        return self.tracking_address.format(number=number) if number and self.tracking_address else ""


@dataclass(frozen=True, slots=True)
class ShippingQuote:
    """One way to deliver to one prefecture, and what it costs a buyer with this much in the cart."""

    method_id: UUID
    name: str
    carrier: str
    fee: Money
    # The goods' total from which delivery is free, if the method has one.
    free_from: Money | None
    # When the parcel leaves and arrives, in words (引渡時期) for the last screen.
    lead_days: tuple[int, int]
    earliest: date
    # The day by which the shop means to have handed the parcel over.
    leaves_by: date
    # The days a buyer may choose, empty when the method offers no choice.
    dates: tuple[date, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class MethodSettings:
    """A delivery method as the seller sets it. Fees and days of transit by JIS prefecture code, 1 to 47."""

    id: UUID | None
    name: str
    carrier: str
    active: bool
    free_from: Money | None
    # Working days from order to hand-over, at least and at most.
    lead_days_min: int
    lead_days_max: int
    # Orders after this hour (JST) count for the next day.
    cutoff_hour: int
    # ISO weekdays (1 Monday … 7 Sunday) on which nothing leaves.
    closed_weekdays: tuple[int, ...]
    offers_date: bool
    date_horizon_days: int
    offers_slot: bool
    fees: dict[int, Money]
    transit_days: dict[int, int]
