"""The audit log."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import TenantModel


class AuditEntry(TenantModel):
    """One change. `hash` covers the stored columns and the entry before, so that no row can be edited unseen."""

    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.UUIDField(null=True)
    # Old and new values may be personal data: encrypted JSON. The hash is over the ciphertext, so that the chain still
    # verifies after a shop's key was destroyed.
    changes = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "sequence"], name="audit_entry_sequence")]
        indexes = [
            models.Index(fields=["shop", "subject_type", "subject_id"], name="audit_entry_subject"),
            models.Index(fields=["shop", "at"], name="audit_entry_at"),
        ]


class AuditHead(TenantModel):
    """The end of a shop's chain; its row is the lock that puts entries in order."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop"], name="audit_head_one_per_shop")]
