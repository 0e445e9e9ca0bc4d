"""Claiming and running jobs. Safe with any number of workers, any of which may die at any point."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, F, OuterRef, Q
from django.utils.module_loading import import_string
from django_tasks.base import Task

from noren.kernel.clock import now
from noren.platform.jobs.models import Job
from noren.platform.jobs.states import JobState
from noren.platform.tenancy.scope import shop_scope

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 12
_FIRST_DELAY_SECONDS = 2
_LONGEST_DELAY = timedelta(hours=1)
_CANDIDATES = 20


class RetryLater(Exception):
    """Raised by a task that wants to be called again after a while; does not count as a failure in the log."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__(f"retry in {delay}")
        self.delay = delay


@dataclass(frozen=True, slots=True)
class Claim:
    """A job this worker holds until its lease ends."""

    job_id: UUID
    shop_id: UUID
    task: str
    arguments: dict[str, Any]
    attempts: int
    token: UUID


def claim_next(*, least_priority: int = -100) -> Claim | None:
    """Take the next due job of any shop, or None; one of a lower priority than `least_priority` is left.

    The claim is one conditional UPDATE per candidate: of several workers exactly one wins, on every engine.
    """
    for job in _candidates(least_priority):
        token = uuid4()
        moment = now()
        won = (
            Job.across_shops.filter(shop_id=job.shop_id, pk=job.pk)
            .filter(_claimable(moment))
            .update(
                state=JobState.RUNNING,
                lease_token=token,
                leased_until=moment + LEASE,
                attempts=F("attempts") + 1,
            )
        )
        if won:
            return Claim(job.pk, job.shop_id, job.task, job.arguments, job.attempts + 1, token)
    return None


def run_claimed(claim: Claim) -> bool:
    """Run a claimed job and note its end. Returns whether it succeeded."""
    with shop_scope(claim.shop_id):
        try:
            _function(claim.task)(**claim.arguments)
        except RetryLater as later:
            _retry(claim, delay=later.delay, error="")
            return False
        except Exception as error:  # noqa: BLE001 - whatever a task raises must not stop the worker
            _failed(claim, error)
            return False
        return _finish(claim, state=JobState.DONE, finished_at=now())


def run_due(*, limit: int = 1000, least_priority: int = -100) -> int:
    """Run due jobs one after the other in this thread until none is left; returns how many were run."""
    for count in range(limit):
        claim = claim_next(least_priority=least_priority)
        if claim is None:
            return count
        run_claimed(claim)
    return limit


def purge_finished(*, older_than: timedelta) -> int:
    """Delete jobs that were done longer ago than `older_than`, of all shops."""
    deleted, _ = Job.across_shops.filter(state=JobState.DONE, finished_at__lt=now() - older_than).delete()
    return deleted


def _claimable(moment: Any) -> Q:
    due = Q(state=JobState.QUEUED, run_after__lte=moment)
    abandoned = Q(state=JobState.RUNNING, leased_until__lt=moment)
    return due | abandoned


def _candidates(least_priority: int) -> list[Job]:
    moment = now()
    # The lane must be named as not empty once more, or the partial index on lanes can't be used.
    earlier_in_lane = Job.across_shops.filter(
        ~Q(lane=""),
        shop_id=OuterRef("shop_id"),
        lane=OuterRef("lane"),
        pk__lt=OuterRef("pk"),
        state__in=[JobState.QUEUED, JobState.RUNNING],
    )
    open_lane = Q(lane="") | ~Exists(earlier_in_lane)
    due = Job.across_shops.filter(_claimable(moment), priority__gte=least_priority).filter(open_lane)
    return list(due.order_by("-priority", "run_after", "pk")[:_CANDIDATES])


def _function(path: str) -> Callable[..., Any]:
    found = import_string(path)
    return found.func if isinstance(found, Task) else found


def _failed(claim: Claim, error: Exception) -> None:
    # Class and place only: a message may quote personal data.
    place = traceback.extract_tb(error.__traceback__)[-1]
    summary = f"{type(error).__name__} at {place.name}:{place.lineno}"
    log.warning("job failed", extra={"job": str(claim.job_id), "task": claim.task, "error": summary})
    if claim.attempts >= MAX_ATTEMPTS:
        _finish(claim, state=JobState.PARKED, last_error=summary, finished_at=now())
    else:
        delay = min(timedelta(seconds=_FIRST_DELAY_SECONDS * 2 ** (claim.attempts - 1)), _LONGEST_DELAY)
        _retry(claim, delay=delay, error=summary)


def _retry(claim: Claim, *, delay: timedelta, error: str) -> None:
    _finish(claim, state=JobState.QUEUED, run_after=now() + delay, last_error=error)


def _finish(claim: Claim, **values: Any) -> bool:
    # The token fences off a worker that slept past its lease: another has the job now.
    held = Job.objects.filter(pk=claim.job_id, state=JobState.RUNNING, lease_token=claim.token)
    return bool(held.update(lease_token=None, leased_until=None, **values))
