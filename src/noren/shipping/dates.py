"""When a parcel leaves and arrives. Pure calendar work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from noren.kernel.clock import to_jst

_LONGEST_CLOSURE = 400


def hand_over_day(
    ordered_at: datetime,
    *,
    working_days: int,
    cutoff_hour: int,
    closed_weekdays: Collection[int],
    holidays: Collection[date],
) -> date:
    """Return the day the carrier gets the parcel: `working_days` open days after the order's (or, after the cut-off hour,
    the next day's) date. With 0 the parcel leaves on the first open day itself.

    Raises ValueError when the shop is never open.
    """
    local = to_jst(ordered_at)
    day = local.date() + timedelta(days=1 if local.hour >= cutoff_hour else 0)
    left = working_days
    for _ in range(_LONGEST_CLOSURE):
        if day.isoweekday() not in closed_weekdays and day not in holidays:
            if left == 0:
                return day
            left -= 1
        day += timedelta(days=1)
    raise ValueError("the shop has no open day")


def arrival_days(first: date, *, horizon_days: int) -> tuple[date, ...]:
    """Return the days a buyer may choose, from the earliest arrival on."""
    return tuple(first + timedelta(days=offset) for offset in range(horizon_days))
