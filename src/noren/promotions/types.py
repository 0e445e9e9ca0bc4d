"""What other apps know of coupons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from noren.kernel.money import Money


class CouponKind(StrEnum):
    """How a coupon's value is meant."""

    PERCENT = "percent"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Discount:
    """What a coupon takes off the goods, tax included; never more than the goods cost."""

    coupon_id: UUID
    code: str
    title: str
    amount: Money


@dataclass(frozen=True, slots=True)
class CouponInfo:
    """A coupon as its shop sees it. `value` is percent (1-100) or minor units; None in a limit means no limit."""

    id: UUID
    code: str
    title: str
    kind: CouponKind
    value: int
    minimum: Money
    starts_at: datetime | None
    ends_at: datetime | None
    uses_limit: int | None
    uses_per_customer: int | None
    uses: int
    active: bool


@dataclass(frozen=True, slots=True)
class CouponTerms:
    """What a shop may decide about a coupon; see CouponInfo for units."""

    title: str
    kind: CouponKind
    value: int
    minimum: Money
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    uses_limit: int | None = None
    uses_per_customer: int | None = None
