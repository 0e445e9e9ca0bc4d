"""Imports that a seller started."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import TenantModel


class ImportRun(TenantModel):
    """One uploaded file, from preview to the end. `done` of `total` records are applied."""

    resource = models.CharField(max_length=32)
    file_name = models.CharField(max_length=255)
    # The file itself, deflated, until the run ends; in the database, so that any worker can read it.
    content = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=16, default="previewed")
    preview = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["shop", "resource", "id"], name="import_run_newest")]
