"""The one clock. UTC in storage, JST for people; tests move it, nothing else reads the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")

_offset: ContextVar[timedelta] = ContextVar("clock_offset", default=timedelta(0))
_frozen: ContextVar[datetime | None] = ContextVar("clock_frozen", default=None)


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    frozen = _frozen.get()
    return frozen if frozen is not None else datetime.now(UTC) + _offset.get()


def today() -> date:
    """Return today's date in Japan."""
    return now().astimezone(JST).date()


def to_jst(moment: datetime) -> datetime:
    """Return the same moment on a Japanese wall clock."""
    return moment.astimezone(JST)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Stop the clock at an aware `moment` (tests, replays of the past)."""
    if moment.tzinfo is None:
        raise ValueError("clock_at needs an aware datetime")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def clock_shifted(by: timedelta) -> Iterator[None]:
    """Let the clock run `by` later (or earlier) than the machine's."""
    token = _offset.set(_offset.get() + by)
    try:
        yield
    finally:
        _offset.reset(token)
