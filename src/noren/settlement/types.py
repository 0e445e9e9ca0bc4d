"""What others know of fees, the ledger and statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from noren.kernel.money import Money, Rounding, round_fraction

_BASIS = 10_000


class FeeKind(StrEnum):
    """What a fee is for: the sale itself, or taking money in one of the ways that go through a provider."""

    SALES = "sales"
    CARD = "card"
    KONBINI = "konbini"
    PAYPAY = "paypay"


@dataclass(frozen=True, slots=True)
class Rate:
    """A fee, tax included: basis points (330 = 3.3 %) of the amount, rounded down, and a fixed part in minor units."""

    basis_points: int = 0
    fixed: int = 0

    def of(self, amount: Money) -> Money:
        """Return the fee on `amount`: nothing on nothing, and never more than the amount."""
        if amount.amount <= 0:
            return Money(0, amount.currency)
        share = round_fraction(Fraction(amount.amount * self.basis_points, _BASIS), Rounding.FLOOR)
        return Money(min(share + self.fixed, amount.amount), amount.currency)


@dataclass(frozen=True, slots=True)
class FeeTerms:
    """The fees agreed for one sale: those of the plan on the day the money was taken, less what a campaign waives."""

    sales: Rate
    payment: Rate
    plan: str
    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignInfo:
    """No fees from `starts_on` until and with `ends_on` (days in Japan)."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    waives_sales_fee: bool
    waives_payment_fee: bool


class LedgerAccount(StrEnum):
    """The shop's accounts. Amounts are debits when positive, credits when negative.

    `provider` and `received`: money the provider owes the shop, and money the shop has taken itself. `sales_open` until
    the order is completed, then `sales_final`. The two fees are what the shop has spent, `platform` what it owes for them.
    `suspense` holds money that belongs to no order.
    """

    PROVIDER = "provider"
    RECEIVED = "received"
    SALES_OPEN = "sales_open"
    SALES_FINAL = "sales_final"
    SALES_FEE = "sales_fee"
    PAYMENT_FEE = "payment_fee"
    PLATFORM = "platform"
    SUSPENSE = "suspense"


class PostingKind(StrEnum):
    """Why something was posted."""

    CAPTURED = "captured"
    REFUNDED = "refunded"
    COMPLETED = "completed"
    ORPHANED = "orphaned"
    ORPHAN_RETURNED = "orphan_returned"


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in Japan."""

    year: int
    month: int

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> Month:
        """The month before it."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One posting as the seller reads it. `amount` is what it added to or took from sales; fees are positive when charged."""

    id: UUID
    at: datetime
    kind: PostingKind
    number: str
    method: str
    amount: Money
    payment_fee: Money
    sales_fee: Money
    campaign: str

    @property
    def net(self) -> Money:
        """What the line leaves the shop: nothing of money that belongs to no order."""
        if self.kind in (PostingKind.ORPHANED, PostingKind.ORPHAN_RETURNED):
            return Money(0, self.amount.currency)
        return self.amount - self.payment_fee - self.sales_fee


@dataclass(frozen=True, slots=True)
class Statement:
    """A month's statement (売上・精算). `net` = `sales` − `refunds` − both fees.

    The `…_open` and following amounts are how things stand at the end of the month (or now, while it runs).
    """

    month: Month
    sales: Money
    refunds: Money
    payment_fees: Money
    sales_fees: Money
    by_provider: Money
    by_hand: Money
    sales_open: Money
    sales_final: Money
    owed_to_platform: Money
    suspense: Money

    @property
    def net(self) -> Money:
        """What the month left the shop."""
        return self.sales - self.refunds - self.payment_fees - self.sales_fees


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """The result of checking a shop's ledger: what is wrong, in words for an operator. Empty: all is well."""

    transactions: int
    problems: tuple[str, ...]
