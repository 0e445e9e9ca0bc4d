"""Keys that were seen."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import TenantModel


class IdempotencyRecord(TenantModel):
    """The outcome of a write under a key. `result` holds ids and plain values, never personal data."""

    operation = models.CharField(max_length=64)
    key = models.CharField(max_length=128)
    request_hash = models.CharField(max_length=64)
    result = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "operation", "key"], name="idempotency_key")]
