"""Fees by prefecture, and when a parcel arrives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from noren.kernel.actors import system
from noren.kernel.clock import JST, clock_at
from noren.kernel.errors import InvalidInput
from noren.kernel.money import yen
from noren.platform.tenancy.scope import shop_scope
from noren.shipping.carriers.directory import carrier, clean_tracking_number, looks_mistyped
from noren.shipping.selectors import methods, quote
from noren.shipping.services.settings import save_method, set_holidays
from noren.shipping.tests.factories import make_method, method_settings
from noren.shops.selectors import content_version
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


def at(day: int, hour: int) -> datetime:
    """November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, 0, tzinfo=JST)


@pytest.mark.parametrize(
    ("subtotal", "prefecture", "fee"),
    [(1000, 13, 700), (9999, 13, 700), (10000, 13, 0), (1000, 47, 1500), (10000, 47, 0)],
)
def test_the_fee_is_the_prefectures_until_the_goods_reach_the_free_threshold(
    subtotal: int, prefecture: int, fee: int
) -> None:
    make_method(free_from=yen(10_000))
    assert [found.fee for found in quote(prefecture, subtotal=yen(subtotal))] == [yen(fee)]


def test_a_prefecture_without_a_fee_is_not_delivered_to() -> None:
    make_method(fees={13: yen(700)})
    assert quote(47, subtotal=yen(1000)) == []


@pytest.mark.parametrize(
    ("ordered", "arrives"),
    [
        (at(23, 9), date(2026, 11, 25)),  # Monday morning: leaves Tuesday, arrives Wednesday
        (at(23, 12), date(2026, 11, 26)),  # at the cut-off hour it counts for Tuesday
        (at(27, 9), date(2026, 12, 1)),  # Friday morning: leaves Monday
        (at(28, 9), date(2026, 12, 2)),  # Saturday: Monday is its first open day, leaves Tuesday
    ],
)
def test_the_earliest_arrival_counts_open_days_from_the_cut_off(ordered: datetime, arrives: date) -> None:
    make_method()
    with clock_at(ordered):
        found = quote(13, subtotal=yen(1000))[0]
    assert found.earliest == arrives
    assert found.dates[0] == arrives
    assert len(found.dates) == 14


def test_a_holiday_of_the_shop_moves_the_arrival() -> None:
    make_method()
    set_holidays([date(2026, 11, 24)], actor=system("test"))
    with clock_at(at(23, 9)):
        assert quote(13, subtotal=yen(1000))[0].earliest == date(2026, 11, 26)


def test_wrong_settings_name_their_fields_and_change_nothing() -> None:
    with pytest.raises(InvalidInput) as refused:
        save_method(
            method_settings(
                name="", lead_days_min=5, closed_weekdays=(1, 2, 3, 4, 5, 6, 7), fees={13: yen(-1)}
            ),
            actor=system("test"),
        )
    assert [problem.field for problem in refused.value.problems] == [
        "name",
        "lead_days_max",
        "closed_weekdays",
        "fee_13",
    ]
    assert methods() == []


def test_saving_keeps_what_was_set_and_renews_public_pages() -> None:
    before = content_version()
    saved = make_method(free_from=yen(8000))
    found = methods()[0]
    assert found.id == saved.id
    assert found.fees == saved.fees
    assert found.transit_days[1] == 2
    assert found.transit_days[47] == 3
    assert content_version() == before + 1


def test_the_price_of_a_quote_in_queries(django_assert_num_queries: object) -> None:
    make_method()
    with django_assert_num_queries(2):  # type: ignore[operator]
        quote(13, subtotal=yen(1000))


@pytest.mark.parametrize(
    ("carrier_code", "number", "mistyped"),
    [
        ("yamato", "123456789013", False),  # 12345678901 mod 7 = 3
        ("yamato", "123456789019", True),
        ("yamato", "12345", True),
        ("other", "12345", False),
    ],
)
def test_a_tracking_number_that_fails_its_check_digit_is_noticed(
    carrier_code: str, number: str, mistyped: bool
) -> None:
    assert looks_mistyped(carrier_code, number) is mistyped


def test_tracking_numbers_are_stored_plain_and_lead_to_the_carrier() -> None:
    assert clean_tracking_number("１２３４-5678 9012") == "123456789012"
    assert (
        carrier("sagawa").tracking_url("1")
        == "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=1"
    )
    assert carrier("other").tracking_url("1") == ""
