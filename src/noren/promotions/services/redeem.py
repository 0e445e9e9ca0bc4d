"""Using a coupon for an order, and giving the use back."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.money import Money
from noren.platform.transactions.write import write
from noren.promotions import rules
from noren.promotions.codes import normalize_code
from noren.promotions.events import CouponExhausted
from noren.promotions.models import Coupon, CouponUse
from noren.promotions.types import Discount


def redeem(code: str, *, reference: UUID, subtotal: Money, holder: str, actor: Actor) -> Discount:
    """Take one use of a coupon for `reference` (a cart). Called inside the write that places the order.

    The count rises by a conditional update, which also makes two buyers, or two orders of one buyer, wait for each other here.
    Raises InvalidInput naming `coupon` when the coupon can't be used any more; nothing is taken then.
    """
    with write(actor) as change:
        coupon = Coupon.objects.filter(code=normalize_code(code)).first()
        if coupon is None:
            raise rules.unknown()
        free = Q(uses_limit__isnull=True) | Q(uses__lt=F("uses_limit"))
        if not Coupon.objects.filter(free, pk=coupon.pk, active=True).update(uses=F("uses") + 1):
            raise rules.used_up()
        # What was read before may be old by now; who uses it is counted under the row's lock.
        rules.check(coupon, subtotal=subtotal, holder=holder)
        taken = rules.discount(coupon, subtotal=subtotal)
        CouponUse(
            coupon=coupon,
            reference=reference,
            holder=holder,
            amount=taken.amount.amount,
            currency=taken.amount.currency,
            at=now(),
        ).save(force_insert=True)
        if coupon.uses_limit is not None and coupon.uses + 1 == coupon.uses_limit:
            change.publish(CouponExhausted(coupon_id=coupon.pk))
        change.audit(
            "coupon.redeemed", coupon, new={"reference": str(reference), "amount": taken.amount.amount}
        )
    return taken


def give_back(reference: UUID, *, actor: Actor) -> bool:
    """Return the use that `reference` took, if any. Returns whether this call did it; a second call does nothing."""
    with write(actor) as change:
        use = CouponUse.objects.filter(reference=reference, given_back_at=None).first()
        if use is None:
            return False
        if not CouponUse.objects.filter(pk=use.pk, given_back_at=None).update(given_back_at=now()):
            return False
        Coupon.objects.filter(pk=use.coupon_id).update(uses=F("uses") - 1)
        change.audit(
            "coupon.given_back", ("promotions.Coupon", use.coupon_id), old={"reference": str(reference)}
        )
    return True
