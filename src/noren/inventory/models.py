"""Stock. `available - backordered` is what may still be promised; `reserved` is promised but not yet paid."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from noren.catalog.models import Variant
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class StockLevel(TenantModel):
    """One row per variant. A variant without a row is tracked and has nothing."""

    variant = TenantForeignKey(Variant, related_name="+")
    # Untracked variants are always for sale and never counted (a service, something made to order).
    tracked = models.BooleanField(default=True)
    # Whether to go on selling at zero; what is owed then stands in `backordered`.
    continue_selling = models.BooleanField(default=False)
    available = models.PositiveBigIntegerField(default=0)
    reserved = models.PositiveBigIntegerField(default=0)
    backordered = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "variant"], name="stock_level_variant"),
            models.CheckConstraint(condition=Q(available__gte=0), name="stock_level_available"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_level_reserved"),
            models.CheckConstraint(
                condition=Q(backordered__gte=0) & (Q(backordered=0) | Q(available=0)),
                name="stock_level_backordered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["shop", "available", "variant"],
                name="stock_level_low",
                condition=Q(tracked=True, continue_selling=False),
            )
        ]


class Reservation(TenantModel):
    """Stock kept under one reference, which the caller chooses (an order's or cart's id)."""

    reference = models.UUIDField()
    state = models.CharField(max_length=16, default="held")
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "reference"], name="reservation_reference")]


class ReservationLine(TenantModel):
    """How many of one variant. `counted` is False when the variant was not tracked at the time."""

    reservation = TenantForeignKey(Reservation, related_name="lines")
    variant = TenantForeignKey(Variant, related_name="+")
    quantity = models.PositiveIntegerField()
    counted = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "reservation", "variant"], name="reservation_line_once")
        ]


class StockMovement(TenantModel):
    """One change of a level, never edited. Per variant the deltas add up to the level's numbers."""

    variant = TenantForeignKey(Variant, related_name="+")
    kind = models.CharField(max_length=16)
    # Change of `available - backordered`, and of `reserved`.
    available_delta = models.BigIntegerField()
    reserved_delta = models.BigIntegerField(default=0)
    reference = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["shop", "variant", "id"], name="stock_movement_variant"),
            models.Index(
                fields=["shop", "reference"],
                name="stock_movement_reference",
                condition=Q(reference__isnull=False),
            ),
        ]
