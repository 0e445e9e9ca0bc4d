"""Django's Tasks interface over our own leased rows, so that a broker could take over later."""

from __future__ import annotations

from inspect import signature
from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus

from noren.platform.jobs.services.enqueue import enqueue


class LeasedRowsBackend(BaseTaskBackend):
    """Stores each enqueued task as a Job of the shop in scope."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Store the call; positional arguments are kept by name."""
        arguments = dict(signature(task.func).bind(*args, **kwargs).arguments)
        path = f"{task.func.__module__}.{task.func.__qualname__}"
        job = enqueue(path, arguments=arguments, run_after=task.run_after, priority=task.priority)
        return TaskResult(
            task=task,
            id=str(job.pk),
            status=TaskResultStatus.READY,
            enqueued_at=job.created_at,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=[],
            kwargs=arguments,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
