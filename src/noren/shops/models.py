"""The tenant and what belongs to it from its first minute."""

from __future__ import annotations

from django.db import models

from noren.platform.privacy.fields import EncryptedTextField
from noren.platform.tenancy.models import InstallationModel, TenantModel


class Shop(InstallationModel):
    """The directory of shops: public facts only."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=16, default="preparing")
    currency = models.CharField(max_length=3, default="JPY")
    language = models.CharField(max_length=8, default="ja")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)


class ShopHost(InstallationModel):
    """A host name of a shop's own; pages there have no shop prefix."""

    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="hosts")
    host = models.CharField(max_length=253, unique=True)


class ContentVersion(TenantModel):
    """Counts what buyers see: raised by each commit that changes a public page (see `front`)."""

    version = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="content_version_one_per_shop")]


class Membership(TenantModel):
    """A person who works in the shop."""

    account = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.CharField(max_length=16)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "account"], name="membership_once")]


class ShopProfile(TenantModel):
    """Who runs the shop and where. One row per shop."""

    seller_name: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    postal_code: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    prefecture = models.PositiveSmallIntegerField(null=True)
    city: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    street: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    building: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    phone: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    email: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    tagline = models.CharField(max_length=120, blank=True)
    introduction = models.TextField(blank=True)
    # One line above every page, such as days off.
    announcement = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="shop_profile_one_per_shop")]


class LegalNotice(TenantModel):
    """特定商取引法に基づく表記 (特商法 11条). One row per shop; the fields are the law's."""

    seller_kind = models.CharField(max_length=16, default="individual")
    seller_name: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    representative: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    address: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    phone: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    phone_hours = models.CharField(max_length=120, blank=True)
    email: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    # A personal seller may leave name, address and phone out if they are given without delay on request.
    disclose_on_request = models.BooleanField(default=False)
    price_terms = models.TextField(blank=True)
    extra_charges = models.TextField(blank=True)
    payment_terms = models.TextField(blank=True)
    delivery_time = models.TextField(blank=True)
    return_policy = models.TextField(blank=True)
    application_period = models.TextField(blank=True)
    special_conditions = models.TextField(blank=True)
    environment = models.TextField(blank=True)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="legal_notice_one_per_shop")]


class Theme(TenantModel):
    """The shop's look: tokens and a layout, never code. One row per shop."""

    layout = models.CharField(max_length=16, default="standard")
    primary_color = models.CharField(max_length=7, default="#1F3A5F")
    accent_color = models.CharField(max_length=7, default="#C73E2A")
    paper_color = models.CharField(max_length=7, default="#FAF8F4")
    ink_color = models.CharField(max_length=7, default="#1B1F24")
    # Of corners, in pixels.
    radius = models.PositiveSmallIntegerField(default=6)
    # Media files live in the platform's media app; no key, because a logo may go before its theme row changes.
    logo_id = models.UUIDField(null=True)
    hero_image_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="theme_one_per_shop")]


class ShopCounter(TenantModel):
    """Human numbers of a shop, such as order numbers."""

    name = models.CharField(max_length=32)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "name"], name="shop_counter_name")]


class Suspension(TenantModel):
    """An operator stopped the shop from selling, and why. At most one is not ended."""

    reason: EncryptedTextField[str, str] = EncryptedTextField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop"], condition=models.Q(ended_at__isnull=True), name="suspension_one_at_a_time"
            )
        ]


class ContactRequest(TenantModel):
    """What somebody asked the shop through its form: a question, or the seller's particulars (特商法 11条)."""

    number = models.PositiveIntegerField()
    topic = models.CharField(max_length=16)
    name: EncryptedTextField[str, str] = EncryptedTextField()
    email: EncryptedTextField[str, str] = EncryptedTextField()
    order_number: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    body: EncryptedTextField[str, str] = EncryptedTextField()
    language = models.CharField(max_length=8, default="ja")
    state = models.CharField(max_length=16, default="open")
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer_note: EncryptedTextField[str, str] = EncryptedTextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "number"], name="contact_request_number")]
        indexes = [models.Index(fields=["shop", "state", "number"], name="contact_request_state")]
