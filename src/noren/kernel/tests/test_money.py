"""Money adds up, whatever is done to it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noren.kernel.money import (
    CurrencyMismatch,
    Money,
    Rounding,
    decimal_text,
    round_fraction,
    split,
    total,
    yen,
)

amounts = st.integers(min_value=-(10**12), max_value=10**12)


@given(amounts, st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=20))
def test_the_parts_of_a_split_add_up_and_differ_from_their_exact_share_by_less_than_one(
    amount: int, weights: list[int]
) -> None:
    parts = split(yen(amount), weights)
    assert total(parts) == yen(amount)
    whole = sum(weights)
    if whole:
        assert all(
            abs(part.amount - Fraction(amount * weight, whole)) < 1
            for part, weight in zip(parts, weights, strict=True)
        )


def test_what_is_left_of_a_split_goes_to_the_largest_fractions_the_earlier_first() -> None:
    assert [part.amount for part in split(yen(100), [1, 1, 1])] == [34, 33, 33]
    assert [part.amount for part in split(yen(-100), [1, 1, 1])] == [-34, -33, -33]
    assert [part.amount for part in split(yen(10), [1, 5, 3])] == [1, 6, 3]
    assert [part.amount for part in split(yen(7), [0, 0])] == [7, 0]


@given(st.fractions(min_value=0, max_value=10**9))
def test_roundings_lie_around_the_exact_value(value: Fraction) -> None:
    low, middle, high = (
        round_fraction(value, way) for way in (Rounding.FLOOR, Rounding.HALF_UP, Rounding.CEILING)
    )
    assert low <= value <= high
    assert low <= middle <= high
    assert high - low <= 1
    assert abs(middle - value) <= Fraction(1, 2)


def test_half_a_yen_goes_up() -> None:
    assert round_fraction(Fraction(5, 2), Rounding.HALF_UP) == 3


@pytest.mark.parametrize("wrong", [1.5, True, "100", None])
def test_money_is_made_of_whole_minor_units_only(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong)  # type: ignore[arg-type]


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatch):
        _ = yen(1) + Money(1, "USD")
    with pytest.raises(CurrencyMismatch):
        _ = yen(1) < Money(1, "USD")


def test_a_sum_beyond_what_can_be_stored_is_refused() -> None:
    with pytest.raises(OverflowError):
        _ = yen(2**63 - 1) + yen(1)


def test_amounts_are_written_with_their_currencys_decimals() -> None:
    assert decimal_text(yen(1080)) == "1080"
    assert decimal_text(Money(-1080, "USD")) == "-10.80"
    assert decimal_text(Money(5, "USD")) == "0.05"
