"""Payments, the attempts at them, refunds, what providers told us, and what does not add up."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from noren.platform.privacy.fields import EncryptedJSONField, EncryptedTextField
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class Payment(TenantModel):
    """Money wanted for one payable. Amounts in minor units of `currency`."""

    payable_kind = models.CharField(max_length=16)
    payable_id = models.UUIDField()
    payable_number = models.CharField(max_length=15)
    method = models.CharField(max_length=24)
    provider = models.CharField(max_length=24)
    state = models.CharField(max_length=16, default="open")
    currency = models.CharField(max_length=3, default="JPY")
    due_amount = models.PositiveBigIntegerField()
    captured_amount = models.PositiveBigIntegerField(default=0)
    # Everything asked for and not refused, confirmed or not: what concurrent refunds are weighed against.
    refund_requested_amount = models.PositiveBigIntegerField(default=0)
    refunded_amount = models.PositiveBigIntegerField(default=0)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    failure_code = models.CharField(max_length=40, blank=True)
    payer: EncryptedJSONField = EncryptedJSONField(default=dict)
    language = models.CharField(max_length=8, default="ja")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "payable_kind", "payable_id"], name="payment_of_payable"),
            models.CheckConstraint(
                condition=Q(refund_requested_amount__lte=F("captured_amount")), name="payment_refund_within"
            ),
            models.CheckConstraint(
                condition=Q(refunded_amount__lte=F("refund_requested_amount")), name="payment_refunded_asked"
            ),
        ]


class PaymentAttempt(TenantModel):
    """One go at a provider, committed before the provider is called. Its id in hex is our reference there."""

    payment = TenantForeignKey(Payment, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, default="sending")
    # The body as it is sent, kept so that a repetition under the same key is the same to the letter.
    request: EncryptedJSONField = EncryptedJSONField()
    provider_payment_id = models.CharField(max_length=64, blank=True)
    # Grows with each change at the provider: older news is never applied over newer.
    provider_version = models.PositiveIntegerField(default=0)
    hosted_url = models.CharField(max_length=500, blank=True)
    konbini_chain = models.CharField(max_length=24, blank=True)
    konbini_number = models.CharField(max_length=32, blank=True)
    konbini_expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "payment", "number"], name="payment_attempt_number")
        ]
        indexes = [
            models.Index(fields=["shop", "provider_payment_id"], name="payment_attempt_provider_id"),
        ]


class Refund(TenantModel):
    """Money on its way back. The id is the key under which the provider is asked."""

    payment = TenantForeignKey(Payment, related_name="refunds")
    key = models.CharField(max_length=80)
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=16, default="requested")
    provider_refund_id = models.CharField(max_length=64, blank=True)
    failure_code = models.CharField(max_length=40, blank=True)
    requested_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "payment", "key"], name="payment_refund_key"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_refund_positive"),
        ]
        indexes = [
            models.Index(
                fields=["shop", "id"],
                name="payment_refund_open",
                condition=Q(state__in=["requested", "sent"]),
            )
        ]


class ProviderAccount(TenantModel):
    """The shop's own contract with a provider: the platform never holds the money."""

    provider = models.CharField(max_length=24)
    merchant = models.CharField(max_length=64)
    secret_key: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    webhook_secret: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    # The last event the nightly comparison has read.
    events_read_to = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "provider"], name="payment_account_provider")]


class MethodSetting(TenantModel):
    """Whether and how the shop takes one way of payment."""

    method = models.CharField(max_length=24)
    enabled = models.BooleanField(default=False)
    fee_amount = models.PositiveBigIntegerField(default=0)
    minimum_amount = models.PositiveBigIntegerField(default=0)
    maximum_amount = models.PositiveBigIntegerField(default=0)
    deadline_days = models.PositiveSmallIntegerField(default=0)
    bank_account: EncryptedTextField[str, str] = EncryptedTextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "method"], name="payment_method_setting")]


class ProviderEvent(TenantModel):
    """A webhook, stored once. It only says where to look: the truth is fetched from the provider."""

    provider = models.CharField(max_length=24)
    event_id = models.CharField(max_length=80)
    type = models.CharField(max_length=40)
    provider_payment_id = models.CharField(max_length=64)
    reference = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "provider", "event_id"], name="payment_event_once")
        ]


class Incident(TenantModel):
    """Our books and the provider's differ, or money has no order: for a person to settle."""

    kind = models.CharField(max_length=24)
    # One open question per thing: the provider's id of what it is about.
    subject = models.CharField(max_length=80)
    payment = TenantForeignKey(Payment, null=True, related_name="incidents")
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="JPY")
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "kind", "subject"], name="payment_incident_once")
        ]
        indexes = [
            models.Index(fields=["shop", "id"], name="payment_incident_open", condition=Q(resolved_at=None))
        ]
