"""The table of announced facts."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import TenantModel


class OutboxEvent(TenantModel):
    """A fact of one shop, in the order of its ids. The payload holds ids and amounts, never personal data."""

    name = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    subject_id = models.UUIDField()
    payload = models.JSONField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["shop", "name", "id"], name="outbox_event_name"),
            models.Index(fields=["shop", "subject_id", "id"], name="outbox_event_subject"),
        ]
