"""Words of pricing that other apps use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from noren.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line to add up. `unit` is tax-inclusive; `rate` is per mille (100 = 10 %, 80 = 8 %)."""

    key: UUID
    unit: Money
    quantity: int
    rate: int

    @property
    def amount(self) -> Money:
        """Unit price times quantity, tax included."""
        return self.unit * self.quantity


@dataclass(frozen=True, slots=True)
class RateTotal:
    """What is charged at one rate, and the tax that is in it. `rate` is per mille."""

    rate: int
    gross: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """The parts of what is charged: `total = goods - discount + shipping + fee`, and `total` = sum of `per_rate` gross.

    All amounts include tax; `tax` is the sum of `per_rate` taxes. `discount_shares` says which part of the discount each
    line carries, by its key; they add up to `discount`.
    """

    goods: Money
    discount: Money
    shipping: Money
    fee: Money
    total: Money
    tax: Money
    per_rate: tuple[RateTotal, ...]
    discount_shares: Mapping[UUID, Money]
