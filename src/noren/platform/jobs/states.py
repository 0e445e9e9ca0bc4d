"""The life of a job."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class JobState(StrEnum):
    """`parked` jobs failed too often and wait for a person."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


JOB_STATES = StateTable(
    "job",
    JobState,
    JobState.QUEUED,
    {
        JobState.QUEUED: frozenset({JobState.RUNNING}),
        JobState.RUNNING: frozenset({JobState.QUEUED, JobState.DONE, JobState.PARKED}),
        JobState.DONE: frozenset(),
        JobState.PARKED: frozenset({JobState.QUEUED}),
    },
)
