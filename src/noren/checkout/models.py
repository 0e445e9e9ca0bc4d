"""What a buyer has entered on the way from a cart to an order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from noren.carts.models import Cart
from noren.platform.privacy.fields import EncryptedJSONField, EncryptedTextField
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class Checkout(TenantModel):
    """One per cart. Prices are not kept here: they are worked out anew each time, until the order copies them."""

    cart = TenantForeignKey(Cart, related_name="checkouts")
    state = models.CharField(max_length=8, default="open")
    # Whose it was, so that the next one can be filled in beforehand.
    customer_id = models.UUIDField(null=True)
    language = models.CharField(max_length=8, default="ja")
    email: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    address = EncryptedJSONField(default=dict)
    note: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    shipping_method_id = models.UUIDField(null=True)
    delivery_date = models.DateField(null=True)
    delivery_slot = models.CharField(max_length=16, blank=True)
    payment_method = models.CharField(max_length=24, blank=True)
    coupon_code = models.CharField(max_length=32, blank=True)
    order_id = models.UUIDField(null=True)
    # None when there was nothing to pay.
    payment_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "cart"], name="checkout_one_per_cart"),
            models.CheckConstraint(
                condition=~Q(state="placed") | Q(order_id__isnull=False, placed_at__isnull=False),
                name="checkout_placed_has_an_order",
            ),
        ]
        indexes = [models.Index(fields=["shop", "customer_id", "placed_at"], name="checkout_of_customer")]
