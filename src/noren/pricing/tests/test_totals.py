"""Adding up documents: exact examples, and what must hold for any."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noren.kernel.money import Money, Rounding, total, yen
from noren.pricing.totals import calculate, tax_within
from noren.pricing.types import PricedLine


def line(number: int, unit: int, quantity: int = 1, rate: int = 100) -> PricedLine:
    return PricedLine(UUID(int=number), yen(unit), quantity, rate)


NOTHING = yen(0)


def test_goods_of_two_rates_with_shipping_at_the_standard_rate() -> None:
    # given a bowl at 10 % and tea at 8 %, delivered for 900 yen
    lines = [line(1, 3300, 2), line(2, 1080, 1, rate=80)]
    # when
    totals = calculate(lines, discount=NOTHING, shipping=yen(900), fee=NOTHING, standard_rate=100)
    # then the shipping stands with the bowls
    assert totals.goods == yen(7680)
    assert totals.total == yen(8580)
    assert [(part.rate, part.gross, part.tax) for part in totals.per_rate] == [
        (100, yen(7500), yen(681)),
        (80, yen(1080), yen(80)),
    ]
    assert totals.tax == yen(761)


def test_tax_is_rounded_once_per_rate_and_not_per_line() -> None:
    # given three lines whose single taxes are 9.54…: rounding each and adding gives 27
    lines = [line(number, 105) for number in (1, 2, 3)]
    # when / then the sum 315 contains 28.63…
    totals = calculate(lines, discount=NOTHING, shipping=NOTHING, fee=NOTHING, standard_rate=100)
    assert totals.tax == yen(28)
    up = calculate(
        lines, discount=NOTHING, shipping=NOTHING, fee=NOTHING, standard_rate=100, rounding=Rounding.CEILING
    )
    assert up.tax == yen(29)


def test_a_discount_is_shared_by_amount_and_the_odd_yen_goes_to_the_largest_fraction() -> None:
    # given 3300, 1080 and 1080 yen, and 500 yen off: exact shares 302.19…, 98.90…, 98.90…
    lines = [line(1, 3300), line(2, 1080, rate=80), line(3, 1080, rate=80)]
    totals = calculate(lines, discount=yen(500), shipping=NOTHING, fee=NOTHING, standard_rate=100)
    assert list(totals.discount_shares.values()) == [yen(302), yen(99), yen(99)]
    assert [(part.rate, part.gross) for part in totals.per_rate] == [(100, yen(2998)), (80, yen(1962))]


def test_a_food_shop_pays_the_standard_rate_on_shipping_and_fee() -> None:
    totals = calculate(
        [line(1, 1080, rate=80)], discount=NOTHING, shipping=yen(660), fee=yen(330), standard_rate=100
    )
    assert [(part.rate, part.gross, part.tax) for part in totals.per_rate] == [
        (100, yen(990), yen(90)),
        (80, yen(1080), yen(80)),
    ]


def test_a_price_of_five_hundred_yen_with_tax_stays_five_hundred() -> None:
    # the failure of shops that store prices without tax: 454 -> 499, 455 -> 501
    totals = calculate([line(1, 500)], discount=NOTHING, shipping=NOTHING, fee=NOTHING, standard_rate=100)
    assert totals.total == yen(500)
    assert totals.tax == yen(45)


@pytest.mark.parametrize(("discount", "shipping", "fee"), [(501, 0, 0), (-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_parts_that_make_no_sense_are_refused(discount: int, shipping: int, fee: int) -> None:
    with pytest.raises(ValueError, match=r"zero or more|above the goods"):
        calculate(
            [line(1, 500)], discount=yen(discount), shipping=yen(shipping), fee=yen(fee), standard_rate=100
        )


def test_two_lines_under_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="key of its own"):
        calculate(
            [line(1, 1), line(1, 2)], discount=NOTHING, shipping=NOTHING, fee=NOTHING, standard_rate=100
        )


rates = st.sampled_from([0, 10, 50, 80, 100])
lines_of_any_kind = st.lists(
    st.tuples(st.integers(0, 10_000_000), st.integers(1, 99), rates), min_size=1, max_size=12
).map(lambda rows: [line(number, *row) for number, row in enumerate(rows, 1)])


parts = st.tuples(st.fractions(0, 1), st.integers(0, 5000), st.integers(0, 2000))


@given(lines_of_any_kind, parts, st.sampled_from(Rounding), rates)
def test_the_parts_always_add_up(
    lines: list[PricedLine], parts: tuple[Fraction, int, int], rounding: Rounding, standard: int
) -> None:
    share, shipping, fee = parts
    goods = total(item.amount for item in lines)
    discount = yen(int(goods.amount * share))
    totals = calculate(
        lines,
        discount=discount,
        shipping=yen(shipping),
        fee=yen(fee),
        standard_rate=standard,
        rounding=rounding,
    )
    assert totals.total == goods - discount + yen(shipping) + yen(fee)
    assert totals.total == total(rate.gross for rate in totals.per_rate)
    assert totals.tax == total(rate.tax for rate in totals.per_rate)
    assert total(totals.discount_shares.values()) == discount
    for item in lines:
        assert NOTHING <= totals.discount_shares[item.key] <= item.amount
    for rate in totals.per_rate:
        exact = Fraction(rate.gross.amount * rate.rate, 1000 + rate.rate)
        assert abs(rate.tax.amount - exact) < 1


@given(st.integers(0, 10**12), rates, st.sampled_from(Rounding))
def test_net_and_tax_are_never_more_than_a_yen_from_exact(gross: int, rate: int, rounding: Rounding) -> None:
    tax = tax_within(Money(gross), rate=rate, rounding=rounding)
    exact = Fraction(gross * rate, 1000 + rate)
    low, high = {
        Rounding.FLOOR: (exact - 1, exact),
        Rounding.CEILING: (exact, exact + 1),
        Rounding.HALF_UP: (exact - Fraction(1, 2), exact + Fraction(1, 2)),
    }[rounding]
    assert low <= tax.amount <= high
