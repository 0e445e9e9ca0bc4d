"""What other apps know of carts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from noren.catalog.types import SellableVariant
from noren.kernel.money import Money, total


class LineProblem(StrEnum):
    """Why a line can't be ordered as it stands."""

    GONE = "gone"
    SOLD_OUT = "sold_out"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class CartLineView:
    """A wish, beside what the shop offers now. `unit` is today's price, `seen` the one the buyer last agreed to see."""

    variant_id: UUID
    quantity: int
    variant: SellableVariant | None
    unit: Money
    seen: Money
    available: int
    problem: LineProblem | None

    @property
    def amount(self) -> Money:
        """Today's price times quantity."""
        return self.unit * self.quantity

    @property
    def price_changed(self) -> bool:
        """Whether the shop changed the price since the buyer saw it."""
        return self.variant is not None and self.unit != self.seen


@dataclass(frozen=True, slots=True)
class CartView:
    """A buyer's cart, with lines in the order they were added."""

    id: UUID | None
    currency: str
    lines: tuple[CartLineView, ...]

    @property
    def subtotal(self) -> Money:
        """The sum of what can still be bought; lines that are gone or sold out don't count."""
        return total(
            (line.amount for line in self.lines if line.problem in (None, LineProblem.SHORT)), self.currency
        )

    @property
    def count(self) -> int:
        """How many things are in it."""
        return sum(line.quantity for line in self.lines)

    @property
    def orderable(self) -> bool:
        """Whether it can go to the checkout as it stands."""
        return bool(self.lines) and all(line.problem is None for line in self.lines)


@dataclass(frozen=True, slots=True)
class CartOwner:
    """Whose cart: a visit (the session row's id), or the customer who logged in on it."""

    visit_id: UUID
    customer_id: UUID | None = None
