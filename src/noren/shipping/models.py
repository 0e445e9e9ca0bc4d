"""Delivery methods and their fees."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class ShippingMethod(TenantModel):
    """A way to deliver that the shop offers."""

    name = models.CharField(max_length=60)
    carrier = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    free_from_amount = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="JPY")
    lead_days_min = models.PositiveSmallIntegerField(default=1)
    lead_days_max = models.PositiveSmallIntegerField(default=3)
    cutoff_hour = models.PositiveSmallIntegerField(default=12)
    closed_weekdays = models.JSONField(default=list)
    offers_date = models.BooleanField(default=True)
    date_horizon_days = models.PositiveSmallIntegerField(default=14)
    offers_slot = models.BooleanField(default=True)


class PrefectureFee(TenantModel):
    """What a method costs to one prefecture (tax included), and how many days the parcel travels."""

    method = TenantForeignKey(ShippingMethod, related_name="prefecture_fees")
    prefecture = models.PositiveSmallIntegerField()
    fee_amount = models.PositiveBigIntegerField()
    transit_days = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "method", "prefecture"], name="prefecture_fee_once"),
            models.CheckConstraint(
                condition=models.Q(prefecture__range=(1, 47)), name="prefecture_fee_jis_code"
            ),
        ]


class ShopHoliday(TenantModel):
    """A day on which the shop sends nothing."""

    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "day"], name="shop_holiday_once")]
