"""Buyers and their log-ins."""

from __future__ import annotations

from django.db import models

from noren.platform.privacy.fields import EncryptedTextField
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class Customer(TenantModel):
    """A buyer, known to this shop only."""

    name: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    name_hash = models.CharField(max_length=64, blank=True)
    email: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    email_hash = models.CharField(max_length=64, blank=True)
    phone: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=8, default="ja")
    # A guest never logs in: whoever types the address is taken at his word, and sees nothing of an earlier order.
    guest = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "email_hash"],
                condition=models.Q(guest=True) & ~models.Q(email_hash=""),
                name="customer_one_guest_per_email",
            )
        ]
        indexes = [
            models.Index(fields=["shop", "email_hash"], name="customer_email"),
            models.Index(fields=["shop", "phone_hash"], name="customer_phone"),
            models.Index(fields=["shop", "name_hash"], name="customer_name"),
        ]


class LineIdentity(TenantModel):
    """A LINE user id, which means something only within one provider (LINE Developers, "provider")."""

    customer = TenantForeignKey(Customer, related_name="line_identities")
    provider_id = models.CharField(max_length=64)
    subject: EncryptedTextField[str, str] = EncryptedTextField()
    subject_hash = models.CharField(max_length=64)
    display_name: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    picture_url: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    # Friends of the shop's official account can be sent messages; blocking ends it.
    is_friend = models.BooleanField(default=False)
    # When LINE last said so, by LINE's clock: news may arrive late, twice and out of order.
    friend_as_of = models.DateTimeField(null=True)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "provider_id", "subject_hash"], name="line_identity_subject"
            )
        ]


class Address(TenantModel):
    """An address a customer ships to. Names are kept as typed."""

    customer = TenantForeignKey(Customer, related_name="addresses")
    recipient: EncryptedTextField[str, str] = EncryptedTextField()
    recipient_kana: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    postal_code: EncryptedTextField[str, str] = EncryptedTextField()
    prefecture = models.PositiveSmallIntegerField()
    city: EncryptedTextField[str, str] = EncryptedTextField()
    street: EncryptedTextField[str, str] = EncryptedTextField()
    building: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    phone: EncryptedTextField[str, str] = EncryptedTextField()
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Consent(TenantModel):
    """What a customer agreed to or took back, never changed afterwards: the newest row of a kind holds."""

    customer = TenantForeignKey(Customer, related_name="consents")
    kind = models.CharField(max_length=16)
    granted = models.BooleanField()
    # The sentence the customer saw, as proof (特定電子メール法 3条).
    wording = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["shop", "customer", "kind", "id"], name="consent_newest")]


class BuyerSession(TenantModel):
    """A buyer's visit: a cart, perhaps a log-in. The cookie holds a random token, this row only its hash."""

    token_hash = models.CharField(max_length=64)
    customer = TenantForeignKey(Customer, null=True, related_name="sessions")
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "token_hash"], name="buyer_session_token")]
        indexes = [models.Index(fields=["shop", "expires_at"], name="buyer_session_expiry")]
