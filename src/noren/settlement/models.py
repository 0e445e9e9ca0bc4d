"""Fees, and the double-entry ledger of a shop. What is posted is never changed: mistakes are posted back."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q

from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import InstallationModel, TenantModel


class FeePlan(InstallationModel):
    """What the platform charges. The plan `standard` is every shop's until another is agreed."""

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=80)


class FeeRate(InstallationModel):
    """A plan's fee of one kind from a day in Japan on, until the next row of that kind begins. Tax included."""

    plan = models.ForeignKey(FeePlan, on_delete=models.PROTECT, related_name="rates")
    kind = models.CharField(max_length=16)
    starts_on = models.DateField()
    basis_points = models.PositiveSmallIntegerField()
    fixed_amount = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "starts_on"], name="fee_rate_begins_once"),
            models.CheckConstraint(condition=Q(basis_points__lte=10_000), name="fee_rate_at_most_all"),
        ]


class FeeCampaign(InstallationModel):
    """No fees until …: which fees are waived for sales whose money is taken on these days in Japan, both included."""

    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    waives_sales_fee = models.BooleanField(default=True)
    waives_payment_fee = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="fee_campaign_order")
        ]


class ShopFeePlan(TenantModel):
    """The plan of a shop from a day in Japan on."""

    plan = models.ForeignKey(FeePlan, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "starts_on"], name="shop_fee_plan_day")]


class Sale(TenantModel):
    """What was posted so far for one payment, and the fees agreed for it: the lock under which its postings are made."""

    payment_id = models.UUIDField()
    payable_id = models.UUIDField()
    number = models.CharField(max_length=15)
    method = models.CharField(max_length=24)
    currency = models.CharField(max_length=3, default="JPY")
    orphaned = models.BooleanField(default=False)
    captured_amount = models.PositiveBigIntegerField(default=0)
    refunded_amount = models.PositiveBigIntegerField(default=0)
    payment_fee_amount = models.PositiveBigIntegerField(default=0)
    sales_fee_amount = models.PositiveBigIntegerField(default=0)
    completed_at = models.DateTimeField(null=True)
    plan = models.CharField(max_length=24, blank=True)
    campaign = models.CharField(max_length=80, blank=True)
    sales_basis_points = models.PositiveSmallIntegerField(default=0)
    sales_fixed_amount = models.PositiveIntegerField(default=0)
    payment_basis_points = models.PositiveSmallIntegerField(default=0)
    payment_fixed_amount = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "payment_id"], name="settlement_sale_payment"),
            models.CheckConstraint(
                condition=Q(refunded_amount__lte=F("captured_amount")), name="settlement_sale_refunds"
            ),
        ]
        indexes = [models.Index(fields=["shop", "payable_id"], name="settlement_sale_payable")]


class AppendOnly(TenantModel):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Insert the row. Raises TypeError for one that stands already."""
        if not self._state.adding:
            raise TypeError("the ledger is append-only: post it back instead")
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only: post it back instead")


class LedgerTransaction(AppendOnly):
    """One posting; its entries sum to zero. `source` is the fact it stands for, posted once."""

    source = models.CharField(max_length=80)
    kind = models.CharField(max_length=16)
    sale = TenantForeignKey(Sale, related_name="transactions")
    at = models.DateTimeField()
    # The day in Japan, by which statements are made up.
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "source"], name="ledger_source_once")]
        indexes = [models.Index(fields=["shop", "day", "id"], name="ledger_day")]


class LedgerEntry(AppendOnly):
    """A debit (positive) or credit (negative) of one account, in minor units."""

    transaction = TenantForeignKey(LedgerTransaction, related_name="entries")
    account = models.CharField(max_length=16)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "transaction", "account"], name="ledger_entry_once_per_account"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="ledger_entry_not_zero"),
        ]


class LedgerDay(TenantModel):
    """The sum of a day's entries by kind and account: what statements read."""

    day = models.DateField()
    kind = models.CharField(max_length=16)
    account = models.CharField(max_length=16)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "day", "kind", "account", "currency"], name="ledger_day_once"
            )
        ]
