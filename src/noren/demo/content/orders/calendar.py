"""When people buy, and when the shop works."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from random import Random

JAPAN = timezone(timedelta(hours=9), "JST")

# People browse on the sofa: evenings and week-ends, with a small bump at lunch.
_HOURS = (7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)
_HOUR_WEIGHTS = (2, 3, 3, 4, 4, 8, 5, 4, 4, 4, 4, 5, 7, 10, 13, 11, 5)
_WEEKDAY_WEIGHTS = (9, 8, 8, 9, 10, 13, 15)
_MONTH_WEIGHTS = (9, 8, 11, 10, 12, 10, 9, 8, 9, 11, 12, 15)


def midnight(day: date) -> datetime:
    """The start of `day` in Japan."""
    return datetime.combine(day, time(), JAPAN)


def days_before(until: date, count: int) -> Iterator[date]:
    """The `count` days before `until`, oldest first."""
    return (until - timedelta(days=back) for back in range(count, 0, -1))


def day_weight(day: date, *, age_days: int) -> float:
    """How likely an order falls on `day`: week-end, season, pay day, and a shop that slowly grows."""
    payday = 1.25 if day.day >= 25 or day.day <= 3 else 1.0
    growth = 1.0 - age_days / 500
    return _WEEKDAY_WEIGHTS[day.weekday()] * _MONTH_WEIGHTS[day.month - 1] * payday * growth


def shopping_time(day: date, random: Random) -> datetime:
    """A moment on `day` at which somebody might buy."""
    hour = random.choices(_HOURS, _HOUR_WEIGHTS)[0]
    return midnight(day) + timedelta(hours=hour, minutes=random.randrange(60), seconds=random.randrange(60))


def previous_working_day(day: date) -> date:
    """The last Monday-to-Friday before `day`."""
    day -= timedelta(days=1)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return day


def next_working_morning(moment: datetime, random: Random) -> datetime:
    """When the shop next looks at its orders (10:00–11:59 on a working day) after `moment`."""
    day = moment.date() if moment.hour < 10 else moment.date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return midnight(day) + timedelta(hours=10, minutes=random.randrange(120))


def afternoon(moment: datetime, random: Random, *, days_later: int = 0) -> datetime:
    """Between 15:00 and 16:59 (the carrier calls at five), `days_later` days after `moment`."""
    day = moment.date() + timedelta(days=days_later)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return midnight(day) + timedelta(hours=15, minutes=random.randrange(120))
