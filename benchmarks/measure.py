"""Measuring: the CPU time of this process, all its threads together, so that a busy machine does not change the figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from django.db import connection

_WARM_UP = 3


@dataclass(slots=True)
class Queries:
    """How many statements the database was sent."""

    count: int = 0


@dataclass(frozen=True, slots=True)
class Measurement:
    """The median CPU time of one operation in milliseconds, over `repetitions`; `queries` where they were counted."""

    name: str
    milliseconds: float
    repetitions: int
    queries: int | None = None


def measure(name: str, operation: Callable[[], object], *, repetitions: int, batch: int = 1) -> Measurement:
    """Time `operation` `repetitions` times after a warm-up; short ones in batches of `batch`, to be longer than the clock's step."""
    for _ in range(_WARM_UP):
        operation()
    times = [_cpu_seconds(operation, batch) / batch for _ in range(repetitions)]
    return Measurement(name, median(times) * 1000, repetitions * batch)


def count_queries(operation: Callable[[], object]) -> int:
    """Return how many statements one call sends on this thread's connection, savepoints and BEGIN left out."""
    with _counting() as queries:
        operation()
    return queries.count


def _cpu_seconds(operation: Callable[[], object], batch: int) -> float:
    began = time.process_time()
    for _ in range(batch):
        operation()
    return time.process_time() - began


@contextmanager
def _counting() -> Iterator[Queries]:
    queries = Queries()

    def counted(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN")):
            queries.count += 1
        return execute(sql, *rest)

    with connection.execute_wrapper(counted):
        yield queries
