"""The queue."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import TenantModel


class Job(TenantModel):
    """One call of a task function for one shop. Arguments are ids and plain values, never personal data."""

    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    # Jobs of one lane run one after the other, oldest first; an empty lane runs whenever it can.
    lane = models.CharField(max_length=200, blank=True)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField()
    state = models.CharField(max_length=16, default="queued")
    attempts = models.PositiveSmallIntegerField(default=0)
    # The lease: whoever holds the token may finish the job, until the time is over and another may take it.
    lease_token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["shop", "state", "run_after"], name="job_due"),
            models.Index(fields=["shop", "lane", "id"], name="job_lane", condition=~models.Q(lane="")),
        ]
