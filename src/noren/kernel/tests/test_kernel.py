"""Ids, clock, states, Japanese text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest

from noren.kernel.clock import clock_at, clock_shifted, now, today
from noren.kernel.ids import uuid7
from noren.kernel.japanese import (
    PREFECTURES,
    REGIONS,
    fold_for_search,
    normalize,
    phone_digits,
    postal_code_digits,
    prefecture_code,
    prefecture_name,
    to_katakana,
)
from noren.kernel.states import MoveRefused, StateTable, StateTableError


def test_ids_are_version_7_unique_and_sorted_within_a_process() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [
            identifier
            for batch in pool.map(lambda _: [uuid7() for _ in range(5000)], range(4))
            for identifier in batch
        ]
    assert len(set(made)) == 20_000
    assert {identifier.version for identifier in made} == {7}
    assert {identifier.variant for identifier in made} == {"specified in RFC 4122"}
    alone = [uuid7() for _ in range(10_000)]
    assert alone == sorted(alone)


def test_the_japanese_day_begins_at_fifteen_hours_utc() -> None:
    with clock_at(datetime(2026, 11, 22, 14, 59, 59, tzinfo=UTC)):
        assert str(today()) == "2026-11-22"
    with clock_at(datetime(2026, 11, 22, 15, 0, tzinfo=UTC)):
        assert str(today()) == "2026-11-23"


def test_a_shifted_clock_runs_on() -> None:
    before = now()
    with clock_shifted(timedelta(days=8)):
        assert timedelta(days=8) <= now() - before < timedelta(days=8, minutes=1)


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


def test_a_state_table_allows_its_moves_and_no_other() -> None:
    table = StateTable(
        "light",
        Light,
        Light.RED,
        {
            Light.RED: frozenset({Light.GREEN, Light.BROKEN}),
            Light.GREEN: frozenset({Light.RED}),
            Light.BROKEN: frozenset(),
        },
    )
    table.check(Light.RED, Light.GREEN)
    with pytest.raises(MoveRefused):
        table.check(Light.BROKEN, Light.RED)
    assert table.final == {Light.BROKEN}
    assert table.sources(Light.RED) == {Light.GREEN}


@pytest.mark.parametrize(
    "moves",
    [
        {Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset()},
        {Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset(), Light.BROKEN: frozenset()},
        {
            Light.RED: frozenset({Light.RED, Light.GREEN, Light.BROKEN}),
            Light.GREEN: frozenset(),
            Light.BROKEN: frozenset(),
        },
    ],
    ids=["row missing", "unreachable state", "move to itself"],
)
def test_a_wrong_state_table_is_refused_at_start_up(moves: dict[Light, frozenset[Light]]) -> None:
    with pytest.raises(StateTableError):
        StateTable("light", Light, Light.RED, moves)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("０７５－１２３－４５６７", "0751234567"),
        ("+81 90-1234-5678", "09012345678"),
        ("+81 (0)90 1234 5678", "09012345678"),
        ("060-1234-5678", "06012345678"),
        ("0120ー000ー000", "0120000000"),
        ("12345", None),
        ("", None),
    ],
)
def test_phones_as_people_type_them(typed: str, digits: str | None) -> None:
    assert phone_digits(typed) == digits


@pytest.mark.parametrize(
    ("typed", "digits"), [("〒600-8001", "6008001"), ("６００８００１", "6008001"), ("60-8001", None)]
)
def test_postal_codes_as_people_type_them(typed: str, digits: str | None) -> None:
    assert postal_code_digits(typed) == digits


def test_text_is_compared_in_one_form_and_the_long_vowel_mark_stays_within_katakana() -> None:
    assert normalize("　１ー２－３　コーヒー ") == "1-2-3 コーヒー"
    assert fold_for_search("ｶﾞﾗｽの きゅうす") == "ガラスノ キュウス"
    assert to_katakana("やまだ はなこ") == "ヤマダ ハナコ"


def test_there_are_47_prefectures_and_each_lies_in_one_region() -> None:
    assert len(PREFECTURES) == 47
    assert sorted(code for _, codes in REGIONS for code in codes) == list(range(1, 48))
    assert (prefecture_name(26), prefecture_code("沖縄県")) == ("京都府", 47)
    with pytest.raises(IndexError):
        prefecture_name(0)
