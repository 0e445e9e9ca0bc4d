from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from noren.surfaces.web.formats import day, make_filters, moment, number


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1234567, "1,234,567"), (-1200, "-1,200")]
)
def test_number_is_grouped(value: int, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("lang", "text"),
    [("ja", "11月24日(火)"), ("ko", "11월 24일(화)"), ("en", "Tue 11/24"), ("fr", "11月24日(火)")],
)
def test_day_names_the_weekday_in_the_reader_s_language(lang: str, text: str) -> None:
    assert day(date(2026, 11, 24), lang) == text


def test_a_moment_is_said_in_japan_s_time() -> None:
    late_in_london = datetime(2026, 11, 23, 15, 5, tzinfo=UTC)
    assert moment(late_in_london) == "11月24日(火) 0:05"


def test_filters_ask_for_the_language_at_each_use() -> None:
    languages = iter(["ja", "en"])
    filters = make_filters(lambda: next(languages))
    assert [filters["day"](date(2026, 1, 1)), filters["day"](date(2026, 1, 1))] == ["1月1日(木)", "Thu 1/1"]
