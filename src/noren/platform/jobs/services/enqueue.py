"""Putting a job into the queue, in the transaction of what caused it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from noren.kernel.clock import now
from noren.platform.jobs.models import Job


def enqueue(
    task_path: str,
    *,
    arguments: Mapping[str, Any],
    run_after: datetime | None = None,
    priority: int = 0,
    lane: str = "",
) -> Job:
    """Store a call of the task at `task_path` for the shop in scope; it runs after the commit.

    `run_after` is an aware time (None: at once), `priority` from -100 to 100 with the higher first.
    """
    moment = now()
    job = Job(
        task=task_path,
        arguments=dict(arguments),
        lane=lane,
        priority=priority,
        run_after=run_after or moment,
        created_at=moment,
    )
    job.save(force_insert=True)
    return job
