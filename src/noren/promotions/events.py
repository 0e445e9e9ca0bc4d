"""Facts about coupons."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.platform.outbox.events import Event, event


@event("coupon.exhausted")
@dataclass(frozen=True)
class CouponExhausted(Event):
    """The last use a coupon allowed was taken."""

    coupon_id: UUID
