"""Carts: wishes, not promises. They reserve nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class Cart(TenantModel):
    """What a buyer means to order. Belongs to a visit until a log-in gives it to a customer."""

    # No keys: visits are deleted when they are old, and a cart that became an order stays.
    visit_id = models.UUIDField(null=True)
    customer_id = models.UUIDField(null=True)
    state = models.CharField(max_length=8, default="open")
    currency = models.CharField(max_length=3, default="JPY")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "visit_id"],
                condition=Q(state="open", customer_id__isnull=True),
                name="cart_one_open_per_visit",
            ),
            models.UniqueConstraint(
                fields=["shop", "customer_id"], condition=Q(state="open"), name="cart_one_open_per_customer"
            ),
            models.CheckConstraint(
                condition=Q(visit_id__isnull=False) | Q(customer_id__isnull=False), name="cart_has_an_owner"
            ),
        ]
        indexes = [models.Index(fields=["shop", "state", "changed_at"], name="cart_state_changed")]


class CartLine(TenantModel):
    """One variant in a cart."""

    cart = TenantForeignKey(Cart, related_name="lines")
    # No key: a product may be deleted while it lies in somebody's cart; the line then shows as gone.
    variant_id = models.UUIDField()
    quantity = models.PositiveIntegerField()
    # The price the buyer last saw, so that a change can be pointed out.
    seen_amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default="JPY")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "cart", "variant_id"], name="cart_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=99), name="cart_line_quantity"),
        ]
