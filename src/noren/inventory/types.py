"""What other apps know of stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from noren.inventory.states import MovementKind, ReservationState
from noren.kernel.errors import Conflict, Problem

FEW = 5
"""At most this many left reads 残りわずか."""
UNLIMITED = 999_999
"""What `availability` says of a variant that is not counted or goes on selling at zero."""


class StockBand(StrEnum):
    """How much there is, as buyers see it; changes seldom, so that pages can be kept."""

    IN_STOCK = "in_stock"
    FEW = "few"
    SOLD_OUT = "sold_out"
    ALWAYS = "always"


class OutOfStock(Conflict):
    """Not everything that was asked for is there; nothing was reserved. `shortages` says what is, by variant."""

    def __init__(self, shortages: Mapping[UUID, int]) -> None:
        super().__init__(
            Problem("out_of_stock", "在庫が足りない商品があります。カートの数量をご確認ください。")
        )
        self.shortages = dict(shortages)


@dataclass(frozen=True, slots=True)
class StockInfo:
    """A variant's stock. `net` is what may still be promised: negative when more was sold than there is."""

    variant_id: UUID
    tracked: bool
    continue_selling: bool
    available: int
    reserved: int
    backordered: int

    @property
    def net(self) -> int:
        """Available less what is owed to backorders."""
        return self.available - self.backordered

    @property
    def on_hand(self) -> int:
        """What lies on the shelf unsold: what may be promised and what is promised but not paid."""
        return self.net + self.reserved

    @property
    def band(self) -> StockBand:
        """What buyers see."""
        if not self.tracked or self.continue_selling:
            return StockBand.ALWAYS
        if self.available == 0:
            return StockBand.SOLD_OUT
        return StockBand.FEW if self.available <= FEW else StockBand.IN_STOCK

    @property
    def sellable(self) -> int:
        """How many may be sold now, in pieces."""
        return UNLIMITED if self.band is StockBand.ALWAYS else self.available


@dataclass(frozen=True, slots=True)
class ReservationInfo:
    """Stock kept under a reference; `lines` are pieces by variant."""

    reference: UUID
    state: ReservationState
    expires_at: datetime
    lines: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class MovementInfo:
    """One change of a level, for the seller's history."""

    kind: MovementKind
    available_delta: int
    reserved_delta: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LowStock:
    """A variant with few or none left."""

    variant_id: UUID
    available: int
