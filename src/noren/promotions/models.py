"""Coupons and who used them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class Coupon(TenantModel):
    """A code that takes a percentage or an amount off the goods."""

    # As compared: NFKC, upper case, without blanks.
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=8)
    value = models.PositiveBigIntegerField()
    minimum_amount = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="JPY")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    uses_limit = models.PositiveIntegerField(null=True)
    uses_per_customer = models.PositiveIntegerField(null=True)
    uses = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "code"], name="coupon_code"),
            models.CheckConstraint(
                condition=Q(uses_limit__isnull=True) | Q(uses__lte=F("uses_limit")),
                name="coupon_uses_in_limit",
            ),
            models.CheckConstraint(
                condition=~Q(kind="percent") | Q(value__lte=100), name="coupon_percent_at_most_100"
            ),
        ]


class CouponUse(TenantModel):
    """One use of a coupon by what `reference` names (a cart that became an order); given back when the order ends unpaid."""

    coupon = TenantForeignKey(Coupon, related_name="used")
    reference = models.UUIDField()
    # Who used it: a keyed hash of the customer or of a guest's address, empty when nobody is named.
    holder = models.CharField(max_length=64, blank=True)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "reference"], name="coupon_use_once")]
        indexes = [models.Index(fields=["shop", "coupon", "holder"], name="coupon_use_holder")]
