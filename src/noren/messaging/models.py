"""The shop's LINE channels, what LINE told us, and what we told buyers."""

from __future__ import annotations

from django.db import models

from noren.customers.models import Customer
from noren.platform.privacy.fields import EncryptedJSONField, EncryptedTextField
from noren.platform.tenancy.fields import TenantForeignKey
from noren.platform.tenancy.models import TenantModel


class LineChannels(TenantModel):
    """The shop's own LINE Login and Messaging API channels, both of one provider. One row per shop."""

    provider_id = models.CharField(max_length=64, blank=True)
    login_channel_id = models.CharField(max_length=32, blank=True)
    login_secret: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    messaging_channel_id = models.CharField(max_length=32, blank=True)
    messaging_secret: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    # What LINE says of the official account: its own user id (the webhooks' destination), name and @id.
    bot_user_id = models.CharField(max_length=64, blank=True)
    bot_name = models.CharField(max_length=64, blank=True)
    bot_basic_id = models.CharField(max_length=64, blank=True)
    # The last check's findings, JSON of LineCheck; empty before the first.
    findings = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    # When LINE last refused because the month's messages were used up.
    quota_reached_at = models.DateTimeField(null=True)
    # When LINE last refused the id and secret.
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="line_channels_one_per_shop")]


class LineLogIn(TenantModel):
    """A log-in that was sent to LINE and may come back once, to the same visit."""

    state_hash = models.CharField(max_length=64)
    # No key: visits are deleted when they are old.
    visit_id = models.UUIDField()
    nonce = models.CharField(max_length=64)
    code_verifier: EncryptedTextField[str, str] = EncryptedTextField()
    redirect_uri = models.CharField(max_length=500)
    next_path = models.CharField(max_length=1000)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "state_hash"], name="line_log_in_state")]
        indexes = [models.Index(fields=["shop", "created_at"], name="line_log_in_created")]


class AccountLink(TenantModel):
    """A customer on the way through LINE's account-link dialog; LINE sends the nonce back in a webhook."""

    nonce_hash = models.CharField(max_length=64)
    customer = TenantForeignKey(Customer, related_name="account_links")
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "nonce_hash"], name="account_link_nonce")]


class LineEvent(TenantModel):
    """A webhook event of LINE, stored once however often it is delivered. Chat texts are not kept."""

    webhook_event_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    subject: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    # What the handler of the kind needs: {"result", "nonce"} of accountLink.
    details: EncryptedJSONField = EncryptedJSONField(blank=True)
    at = models.DateTimeField()
    redelivered = models.BooleanField()
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "webhook_event_id"], name="line_event_once")]


class Delivery(TenantModel):
    """One notice of one fact to one person, over one channel."""

    dedupe_key = models.CharField(max_length=120)
    # The person: a customer's id, or the keyed hash of a guest's e-mail address.
    recipient = models.CharField(max_length=72)
    kind = models.CharField(max_length=48)
    customer = TenantForeignKey(Customer, null=True, related_name="deliveries")
    email: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    language = models.CharField(max_length=8)
    line_messages: EncryptedJSONField = EncryptedJSONField(blank=True)
    mail: EncryptedJSONField = EncryptedJSONField(blank=True)
    state = models.CharField(max_length=12, default="queued")
    channel = models.CharField(max_length=8, blank=True)
    # Sent with each try, the first included: LINE then accepts the message once within 24 hours.
    retry_key = models.UUIDField()
    attempts = models.PositiveIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    # Whether some try ended without an answer, so that the message may be with LINE already.
    in_doubt = models.BooleanField(default=False)
    problem = models.CharField(max_length=32, blank=True)
    line_request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "dedupe_key", "recipient"], name="delivery_once")
        ]
        indexes = [models.Index(fields=["shop", "customer", "id"], name="delivery_of_customer")]
