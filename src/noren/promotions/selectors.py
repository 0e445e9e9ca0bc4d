"""Reading coupons."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.money import Money
from noren.promotions import rules
from noren.promotions.codes import normalize_code
from noren.promotions.models import Coupon
from noren.promotions.types import CouponInfo, CouponKind, Discount


def quote(code: str, *, subtotal: Money, holder: str) -> Discount:
    """Return what a code takes off goods of `subtotal` (tax included). Takes nothing yet: see services.redeem.

    `holder` names the buyer (`holders.holder_of`); empty leaves the limit per customer unchecked.

    Raises InvalidInput naming `coupon`.
    """
    coupon = Coupon.objects.filter(code=normalize_code(code)).first()
    if coupon is None:
        raise rules.unknown()
    rules.check(coupon, subtotal=subtotal, holder=holder)
    return rules.discount(coupon, subtotal=subtotal)


def coupons(*, after: UUID | None = None, limit: int = 50) -> list[CouponInfo]:
    """Return a page of the shop's coupons, newest first; `after` is the last id of the page before."""
    rows = Coupon.objects.order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    return [info(row) for row in rows[:limit]]


def coupon(coupon_id: UUID) -> CouponInfo | None:
    """Return one coupon, or None."""
    row = Coupon.objects.filter(pk=coupon_id).first()
    return info(row) if row else None


def info(row: Coupon) -> CouponInfo:
    """Return a row as other apps see it."""
    return CouponInfo(
        id=row.pk,
        code=row.code,
        title=row.title,
        kind=CouponKind(row.kind),
        value=row.value,
        minimum=Money(row.minimum_amount, row.currency),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        uses_limit=row.uses_limit,
        uses_per_customer=row.uses_per_customer,
        uses=row.uses,
        active=row.active,
    )
