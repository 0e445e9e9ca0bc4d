"""Whether a coupon may be used, and what it takes off."""

from __future__ import annotations

from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, invalid
from noren.kernel.money import Money
from noren.promotions.models import Coupon, CouponUse
from noren.promotions.types import CouponKind, Discount

FIELD = "coupon"


def unknown() -> InvalidInput:
    """The refusal for a code that this shop does not have, or has stopped: the same words, so that codes can't be guessed."""
    return invalid(
        "coupon_unknown", "このクーポンコードは使えません。入力した文字をご確認ください。", field_name=FIELD
    )


def used_up() -> InvalidInput:
    """The refusal when nobody can use a coupon any more."""
    return invalid(
        "coupon_used_up", "このクーポンは配布枚数に達したため、ご利用いただけません。", field_name=FIELD
    )


def used_by_holder() -> InvalidInput:
    """The refusal when this buyer has used a coupon as often as it allows."""
    return invalid("coupon_used_before", "このクーポンはすでにご利用済みです。", field_name=FIELD)


def check(coupon: Coupon, *, subtotal: Money, holder: str) -> None:
    """Raise InvalidInput (field `coupon`) unless the coupon may be used now for goods of `subtotal`."""
    moment = now()
    if not coupon.active:
        raise unknown()
    if coupon.starts_at and moment < coupon.starts_at:
        raise invalid("coupon_not_yet", "このクーポンはまだご利用いただけません。", field_name=FIELD)
    if coupon.ends_at and moment >= coupon.ends_at:
        raise invalid("coupon_ended", "このクーポンは有効期限が切れています。", field_name=FIELD)
    _check_subtotal(coupon, subtotal)
    if coupon.uses_limit is not None and coupon.uses >= coupon.uses_limit:
        raise used_up()
    if holder and holder_has_used(coupon, holder):
        raise used_by_holder()


def holder_has_used(coupon: Coupon, holder: str) -> bool:
    """Tell whether a buyer has no use left."""
    if coupon.uses_per_customer is None:
        return False
    uses = CouponUse.objects.filter(coupon=coupon, holder=holder, given_back_at=None)
    return uses.count() >= coupon.uses_per_customer


def discount(coupon: Coupon, *, subtotal: Money) -> Discount:
    """Return what the coupon takes off: a percentage rounded down to whole minor units, at most the goods."""
    off = coupon.value
    if coupon.kind == CouponKind.PERCENT:
        off = subtotal.amount * coupon.value // 100
    return Discount(coupon.pk, coupon.code, coupon.title, Money(min(off, subtotal.amount), subtotal.currency))


def _check_subtotal(coupon: Coupon, subtotal: Money) -> None:
    if subtotal.currency != coupon.currency:
        raise unknown()
    if subtotal.amount < coupon.minimum_amount:
        raise invalid(
            "coupon_minimum",
            "このクーポンは商品の合計が%(minimum)s円以上のご注文でご利用いただけます。",
            field_name=FIELD,
            minimum=f"{coupon.minimum_amount:,}",
        )
