"""Template filters that say numbers and times as people in Japan read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

JAPAN: Final = ZoneInfo("Asia/Tokyo")
_WEEKDAYS: Final = {
    "ja": ("月", "火", "水", "木", "金", "土", "日"),
    "ko": ("월", "화", "수", "목", "금", "토", "일"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_DAY: Final = {
    "ja": "{month}月{day}日({weekday})",
    "ko": "{month}월 {day}일({weekday})",
    "en": "{weekday} {month}/{day}",
}


def number(value: int) -> str:
    """1234567 → 1,234,567."""
    return f"{value:,}"


def day(value: date | datetime, lang: str = "ja") -> str:
    """A day with its weekday; a moment is taken in Japan's time zone."""
    local = value.astimezone(JAPAN) if isinstance(value, datetime) else value
    key = lang if lang in _DAY else "ja"
    weekday = _WEEKDAYS[key][local.weekday()]
    return _DAY[key].format(month=local.month, day=local.day, weekday=weekday)


def moment(value: datetime, lang: str = "ja") -> str:
    """Day, weekday and minute in Japan's time zone."""
    local = value.astimezone(JAPAN)
    return f"{day(local, lang)} {local.hour}:{local.minute:02d}"


def iso(value: date | datetime) -> str:
    """For the datetime attribute of <time>."""
    return value.isoformat()


def make_filters(current_language: Callable[[], str]) -> dict[str, Callable[..., str]]:
    """Filters `number`, `day`, `moment` and `iso`; the language is asked for at each use, because macros see no request."""
    return {
        "number": number,
        "day": lambda value: day(value, current_language()),
        "moment": lambda value: moment(value, current_language()),
        "iso": iso,
    }
