"""The made-up past of the demo shop holds together."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from noren.demo.content import KOHARU, MINAMI, SHOP, customers, orders, products
from noren.demo.content.orders.calendar import JAPAN
from noren.demo.content.types import Order

A_WEEK = [date(2026, 11, 16) + timedelta(days=day) for day in range(7)]
MOVES = {
    "awaiting_payment": {"paid", "expired"},
    "paid": {"confirmed", "cancelled"},
    "confirmed": {"shipped"},
    "shipped": {"delivered"},
    "delivered": {"completed", "returned"},
}


@pytest.fixture(scope="module")
def past() -> tuple[Order, ...]:
    return orders(20, date(2026, 11, 16))


@pytest.mark.parametrize("until", A_WEEK, ids=str)
def test_every_day_of_the_week_finds_the_same_work_on_the_desk(until: date) -> None:
    found = orders(20, until)
    states = Counter(order.state for order in found)
    last_moment = datetime.combine(until, datetime.min.time(), JAPAN)

    assert len(found) == 250
    assert states["paid"] == 9
    assert states["confirmed"] == 6
    assert states["awaiting_payment"] == 3
    assert states["shipped"] >= 5
    assert states["delivered"] >= 2
    assert states["completed"] > 150
    assert (states["cancelled"], states["expired"], states["returned"]) == (7, 4, 4)
    for order in found:
        assert all(event.at < last_moment for event in order.history)
        assert all(message.at < last_moment for message in order.messages)


def test_the_same_seed_gives_the_same_orders_and_another_gives_others(past: tuple[Order, ...]) -> None:
    assert orders(20, date(2026, 11, 16)) == past
    assert orders(21, date(2026, 11, 16)) != past


def test_half_a_year_is_covered_in_order(past: tuple[Order, ...]) -> None:
    moments = [order.placed_at for order in past]

    assert moments == sorted(moments)
    assert [int(order.number) for order in past] == list(range(1001, 1251))
    assert moments[0].date() <= date(2026, 5, 25)
    assert {moment.month for moment in moments} == {5, 6, 7, 8, 9, 10, 11}
    weekend = sum(moment.weekday() >= 5 for moment in moments)
    assert weekend / len(moments) > 2 / 7


def test_histories_follow_the_allowed_moves(past: tuple[Order, ...]) -> None:
    for order in past:
        states = [event.state for event in order.history]
        times = [event.at for event in order.history]
        assert states[0] == "awaiting_payment"
        assert states[-1] == order.state
        assert all(after in MOVES[before] for before, after in pairwise(states))
        assert times == sorted(times)
        assert times[0] == order.placed_at
        assert (order.tracking_number is not None) == ("shipped" in states)


def test_lines_repeat_what_the_catalogue_says(past: tuple[Order, ...]) -> None:
    on_sale = {variant.sku: (product, variant) for product in products() for variant in product.variants}

    for order in past:
        assert 1 <= len(order.lines) <= 5
        for line in order.lines:
            product, variant = on_sale[line.sku]
            assert product.published
            assert (line.product_handle, line.title, line.tax_category) == (
                product.handle,
                product.title,
                product.tax_category,
            )
            assert line.unit_price_yen == variant.price_yen
            assert line.quantity >= 1


def test_money_adds_up(past: tuple[Order, ...]) -> None:
    cold = {product.handle for product in products() if product.temperature != "ambient"}

    for order in past:
        extra = 330 if cold & {line.product_handle for line in order.lines} else 0
        fee = 0 if order.subtotal_yen >= 11000 else SHOP.shipping.fees_yen[order.ship_to.prefecture] + extra
        assert order.shipping_yen == fee
        assert order.cod_fee_yen == (330 if order.payment_method == "cod" else 0)
        assert order.total_yen == order.subtotal_yen + order.shipping_yen + order.cod_fee_yen
        assert 0 <= order.refunded_yen <= order.total_yen
        if order.state == "cancelled" and order.payment_method != "cod":
            assert order.refunded_yen == order.total_yen
        if order.state not in {"cancelled", "returned"}:
            assert order.refunded_yen == 0


def test_all_ways_to_pay_and_to_be_sent_occur(past: tuple[Order, ...]) -> None:
    methods = Counter(order.payment_method for order in past)

    assert set(methods) == {"card", "konbini", "paypay", "bank", "cod"}
    assert methods["card"] > methods["bank"]
    assert all(order.payment_method in {"konbini", "bank"} for order in past if order.state == "expired")
    assert len({order.ship_to.prefecture for order in past}) >= 25
    assert sum(order.via_line for order in past) > 100
    assert any(order.via_line is False for order in past)


def test_what_is_said_fits_the_order(past: tuple[Order, ...]) -> None:
    talks = [order for order in past if order.messages]
    named = [order for order in past if any(line.sku.endswith("-Y") for line in order.lines)]

    assert len(talks) >= 12
    assert any(order.state == "paid" and order.messages[-1].author == "customer" for order in talks)
    assert named
    assert all("名入れは「" in order.buyer_note for order in named)
    assert not any("{" in message.text for order in talks for message in order.messages)
    for order in talks:
        if "急須" in order.messages[0].text:
            assert any("急須" in line.title for line in order.lines)


def test_buyers_are_the_shops_customers(past: tuple[Order, ...]) -> None:
    known = {customer.key: customer for customer in customers()}
    buyers = Counter(order.customer for order in past)

    assert buyers.keys() <= known.keys()
    assert len(buyers) >= 30
    assert buyers.most_common(1)[0][1] >= 10
    assert all(known[order.customer].line_name for order in past if order.via_line)


def test_tracking_numbers_are_well_formed_and_in_a_series_of_nobody(past: tuple[Order, ...]) -> None:
    numbers = [order.tracking_number for order in past if order.tracking_number]

    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 12 and number.startswith("0000") for number in numbers)
    assert all(int(number[:11]) % 7 == int(number[11]) for number in numbers)


def test_the_second_shop_has_its_own_past() -> None:
    other = orders(20, date(2026, 11, 16), content=MINAMI)
    handles = {line.product_handle for order in other for line in order.lines}

    assert len(other) == 22
    assert handles <= {product.handle for product in MINAMI.products}
    assert not handles & {product.handle for product in KOHARU.products}
