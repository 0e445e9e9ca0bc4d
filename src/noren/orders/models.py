"""Orders as sold: words and prices never change; quantities and amounts are kept as they were and as they remain."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from noren.customers.models import Customer
from noren.platform.privacy.fields import EncryptedJSONField, EncryptedTextField
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class Order(TenantModel):
    """An order. `state` follows from the lines, `desk` from the state; amounts include tax, in minor units."""

    number = models.CharField(max_length=15)
    cart_id = models.UUIDField()
    customer = TenantForeignKey(Customer, null=True, related_name="orders")
    state = models.CharField(max_length=20)
    desk = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    currency = models.CharField(max_length=3)
    # The guest's key to the order page: kept readable for the notices that link to it, found by its hash.
    secret: EncryptedTextField[str, str] = EncryptedTextField()
    secret_hash = models.CharField(max_length=64)

    name: EncryptedTextField[str, str] = EncryptedTextField()
    name_hash = models.CharField(max_length=64, blank=True)
    email: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    email_hash = models.CharField(max_length=64, blank=True)
    phone: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)
    address: EncryptedJSONField = EncryptedJSONField()
    buyer_note: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    staff_note: EncryptedTextField[str, str] = EncryptedTextField(blank=True)

    shipping_name = models.CharField(max_length=80, blank=True)
    shipping_carrier = models.CharField(max_length=24, blank=True)
    ship_by = models.DateField(null=True)
    shipping_lead_text = models.CharField(max_length=200, blank=True)
    delivery_date = models.DateField(null=True)
    delivery_slot = models.CharField(max_length=16, blank=True)
    delivery_slot_label = models.CharField(max_length=40, blank=True)
    payment_method = models.CharField(max_length=20)
    payment_label = models.CharField(max_length=80)
    coupon_code = models.CharField(max_length=40, blank=True)
    # The last screen (最終確認画面) as the buyer saw it.
    terms_shown: EncryptedJSONField = EncryptedJSONField()

    goods_amount = models.PositiveBigIntegerField()
    discount_amount = models.PositiveBigIntegerField(default=0)
    shipping_amount = models.PositiveBigIntegerField(default=0)
    fee_amount = models.PositiveBigIntegerField(default=0)
    total_amount = models.PositiveBigIntegerField()
    tax_amount = models.PositiveBigIntegerField()
    rate_totals = models.JSONField(default=list)
    rounding = models.CharField(max_length=8)
    standard_rate = models.PositiveSmallIntegerField()

    remaining_shipping_amount = models.PositiveBigIntegerField(default=0)
    remaining_fee_amount = models.PositiveBigIntegerField(default=0)
    # What was given back without taking goods back (値引き返金).
    allowance_amount = models.PositiveBigIntegerField(default=0)
    remaining_amount = models.PositiveBigIntegerField()
    paid_amount = models.PositiveBigIntegerField(default=0)
    # Asked for and not failed; `refunded` is the part of it that is confirmed.
    refund_requested_amount = models.PositiveBigIntegerField(default=0)
    refunded_amount = models.PositiveBigIntegerField(default=0)

    # The reservation in inventory (first under the order's own id), and whether it has been sold to the order.
    stock_reference = models.UUIDField()
    stock_sold = models.BooleanField(default=False)
    needs_attention = models.BooleanField(default=False)

    placed_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "number"], name="order_number"),
            models.UniqueConstraint(fields=["shop", "cart_id"], name="order_once_per_cart"),
            models.CheckConstraint(
                condition=Q(
                    total_amount=F("goods_amount")
                    - F("discount_amount")
                    + F("shipping_amount")
                    + F("fee_amount")
                ),
                name="order_total_is_its_parts",
            ),
            models.CheckConstraint(
                condition=Q(remaining_amount__lte=F("total_amount"))
                & Q(remaining_shipping_amount__lte=F("shipping_amount"))
                & Q(remaining_fee_amount__lte=F("fee_amount")),
                name="order_remaining_within",
            ),
            models.CheckConstraint(
                condition=Q(refunded_amount__lte=F("refund_requested_amount"))
                & Q(refund_requested_amount__lte=F("paid_amount")),
                name="order_refund_within_paid",
            ),
        ]
        indexes = [
            models.Index(fields=["shop", "desk", "placed_at", "id"], name="order_desk"),
            models.Index(fields=["shop", "placed_at", "id"], name="order_placed"),
            models.Index(fields=["shop", "customer", "placed_at", "id"], name="order_customer"),
            models.Index(fields=["shop", "name_hash"], name="order_name"),
            models.Index(fields=["shop", "email_hash"], name="order_email"),
            models.Index(fields=["shop", "phone_hash"], name="order_phone"),
            models.Index(
                fields=["shop", "placed_at"], name="order_attention", condition=Q(needs_attention=True)
            ),
        ]


class OrderLine(TenantModel):
    """What was bought of one variant. Titles and prices are copies; the product may change or go."""

    order = TenantForeignKey(Order, related_name="lines")
    position = models.PositiveSmallIntegerField()
    variant_id = models.UUIDField()
    product_id = models.UUIDField()
    image_id = models.UUIDField(null=True)
    product_title = models.CharField(max_length=255)
    variant_title = models.CharField(max_length=400, blank=True)
    sku = models.CharField(max_length=100, blank=True)
    tax_category = models.CharField(max_length=16)
    rate = models.PositiveSmallIntegerField()
    unit_amount = models.PositiveBigIntegerField()
    quantity = models.PositiveIntegerField()
    discount_amount = models.PositiveBigIntegerField(default=0)
    # quantity × unit − the line's share of the discount
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=20)
    remaining_quantity = models.PositiveIntegerField()
    remaining_amount = models.PositiveBigIntegerField()
    shipped_quantity = models.PositiveIntegerField(default=0)
    delivered_quantity = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "order", "position"], name="order_line_position"),
            models.CheckConstraint(
                condition=Q(amount=F("quantity") * F("unit_amount") - F("discount_amount")),
                name="order_line_amount",
            ),
            models.CheckConstraint(
                condition=Q(remaining_quantity__lte=F("quantity"))
                & Q(remaining_amount__lte=F("amount"))
                & Q(shipped_quantity__lte=F("remaining_quantity"))
                & Q(delivered_quantity__lte=F("shipped_quantity")),
                name="order_line_remaining_within",
            ),
        ]


class OrderHistory(TenantModel):
    """One act on an order (`line` empty), and under it one row for each line it moved or reduced. Append-only."""

    order = TenantForeignKey(Order, related_name="history")
    line = TenantForeignKey(OrderLine, null=True, related_name="history")
    act_id = models.UUIDField()
    act = models.CharField(max_length=24)
    old_state = models.CharField(max_length=20, blank=True)
    new_state = models.CharField(max_length=20, blank=True)
    quantity = models.PositiveIntegerField(default=0)
    amount = models.PositiveBigIntegerField(default=0)
    reason = models.CharField(max_length=24, blank=True)
    # Words from the shop to the buyer, or from the buyer to the shop.
    message: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["shop", "order", "id"], name="order_history_order")]


class Shipment(TenantModel):
    """A parcel on its way."""

    order = TenantForeignKey(Order, related_name="shipments")
    carrier = models.CharField(max_length=24)
    tracking_number = models.CharField(max_length=40, blank=True)
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)


class ShipmentLine(TenantModel):
    """How many of a line are in a parcel."""

    shipment = TenantForeignKey(Shipment, related_name="lines")
    line = TenantForeignKey(OrderLine, related_name="shipment_lines")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "shipment", "line"], name="shipment_line_once")
        ]


class OrderRefund(TenantModel):
    """Money that goes back to the buyer of this order. The provider's side of it lives in payments."""

    order = TenantForeignKey(Order, related_name="refunds")
    state = models.CharField(max_length=12)
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=24)
    # The act of the history that asked for it, with the words that go to the buyer.
    act_id = models.UUIDField()
    attempts = models.PositiveSmallIntegerField(default=1)
    # The refund of payments that carries it out; each new attempt has its own.
    payment_refund_id = models.UUIDField(null=True)
    requested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["shop", "payment_refund_id"], name="order_refund_payment")]


class DailySales(TenantModel):
    """Roll-up for the today page: what was ordered on a day in Japan, and how much of that was taken back since."""

    day = models.DateField()
    orders = models.PositiveIntegerField(default=0)
    ordered_amount = models.PositiveBigIntegerField(default=0)
    withdrawn_amount = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "day"], name="daily_sales_day")]


class OrderSettings(TenantModel):
    """How the shop's orders move by themselves, in days. One row per shop, made at the first change."""

    complete_after_days = models.PositiveSmallIntegerField(default=8)
    arrival_after_days = models.PositiveSmallIntegerField(default=7)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="order_settings_one_per_shop")]


class LookupBrake(TenantModel):
    """Failed look-ups of orders under one e-mail address, so that nobody guesses order numbers for it."""

    email_hash = models.CharField(max_length=64)
    failures = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "email_hash"], name="order_lookup_brake")]
