"""Buyers at once, on a real database with real threads: exact numbers, bounded time, no deadlock."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar
from uuid import UUID

import pytest

from noren.carts.models import Cart, CartLine
from noren.carts.services.change import add_line, set_quantity
from noren.carts.types import CartOwner
from noren.checkout.models import Checkout
from noren.checkout.selectors import review
from noren.checkout.tests.factories import (
    ENTRIES,
    GUEST,
    SETUP,
    equip,
    filled_in,
    make_goods,
    open_shop,
    submit,
)
from noren.checkout.tests.racing import at_once
from noren.checkout.types import PlacedOrder, ScreenOutdated
from noren.customers.services.visits import open_visit
from noren.inventory.models import Reservation, StockLevel, StockMovement
from noren.kernel.actors import guest
from noren.kernel.errors import Conflict, InvalidInput
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.orders.models import Order, OrderLine
from noren.payments.models import Payment
from noren.payments.types import PaymentMethod
from noren.platform.audit.chain import verify
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.models import TenantModel
from noren.platform.tenancy.scope import shop_scope
from noren.promotions.models import Coupon, CouponUse
from noren.promotions.services.manage import create_coupon
from noren.promotions.types import CouponKind, CouponTerms

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]

Row = TypeVar("Row", bound=TenantModel)


@pytest.fixture(autouse=True)
def shop_id() -> Iterator[UUID]:
    shop = open_shop()
    with shop_scope(shop.id):
        equip()
        yield shop.id


def copies(cart_id: UUID, count: int) -> list[UUID]:
    """Give `count` further buyers the same cart with the same entries; the last screen shows the same to all of them."""
    cart, checkout = Cart.objects.get(pk=cart_id), Checkout.objects.get(cart_id=cart_id)
    lines = list(cart.lines.all())
    made = [_copy(cart, visit_id=uuid7()) for _ in range(count)]
    Cart.objects.bulk_create(made)
    CartLine.objects.bulk_create(_copy(line, cart=one) for one in made for line in lines)
    Checkout.objects.bulk_create(_copy(checkout, cart=one) for one in made)
    return [one.pk for one in made]


def _copy(row: Row, **changes: object) -> Row:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    fresh = type(row)(**{**values, "id": uuid7()})
    for name, value in changes.items():
        setattr(fresh, name, value)
    return fresh


def test_five_hundred_buyers_at_once_for_fifty_items_give_exactly_fifty_orders(shop_id: UUID) -> None:
    # given fifty bowls and five hundred buyers who look at the last screen
    bowl = make_goods(pieces=50).bowl
    entries = replace(ENTRIES, payment_method=PaymentMethod.CASH_ON_DELIVERY)
    first = filled_in((bowl, 1), entries=entries)
    screen = review(first, buyer=GUEST)
    carts = [first, *copies(first, 499)]
    # when all press the button
    began = time.monotonic()
    results = at_once(shop_id, [partial(submit, cart_id, screen=screen) for cart_id in carts])
    took = time.monotonic() - began
    # then fifty have an order of their own, and everybody else was told why not
    placed = [result for result in results if isinstance(result, PlacedOrder)]
    refused = [result for result in results if isinstance(result, Conflict)]
    assert (len(placed), len(refused)) == (50, 450)
    assert {problem.code for refusal in refused for problem in refusal.problems} <= {
        "cart_not_orderable",
        "out_of_stock",
    }
    assert len({order.order_id for order in placed}) == len({order.number for order in placed}) == 50
    # and the books say the same
    assert Order.objects.count() == OrderLine.objects.count() == Payment.objects.count() == 50
    assert (
        Cart.objects.filter(state="ordered").count() == Checkout.objects.filter(state="placed").count() == 50
    )
    level = StockLevel.objects.get(variant_id=bowl)
    moved = StockMovement.objects.filter(variant_id=bowl)
    assert (level.available, level.reserved) == (0, 0)
    assert sum(moved.values_list("available_delta", flat=True)) == 0
    assert OutboxEvent.objects.filter(name="order.placed").count() == 50
    assert sorted(
        int(number.split("-")[1]) for number in Order.objects.values_list("number", flat=True)
    ) == list(range(1, 51))
    assert verify().broken_at is None
    assert took < 60


def test_one_cart_pressed_twenty_times_at_once_gives_one_order(shop_id: UUID) -> None:
    # given a double click, two tabs and an impatient phone, all on one cart
    bowl = make_goods().bowl
    cart_id = filled_in((bowl, 2))
    screen = review(cart_id, buyer=GUEST)
    # when
    results = at_once(shop_id, [lambda: submit(cart_id, screen=screen)] * 20)
    # then everybody is shown the same order, and one of them made it
    placed = [result for result in results if isinstance(result, PlacedOrder)]
    assert len(placed) == 20
    assert len({(order.order_id, order.number, order.key) for order in placed}) == 1
    assert Counter(order.repeated for order in placed) == {False: 1, True: 19}
    assert Order.objects.count() == Payment.objects.count() == Reservation.objects.count() == 1
    assert StockLevel.objects.get(variant_id=bowl).available == 8


def test_two_tabs_with_different_screens_place_what_the_cart_holds_or_nothing(shop_id: UUID) -> None:
    # given a tab that saw one bowl, and one that saw two after changing the cart
    bowl = make_goods().bowl
    cart_id = filled_in((bowl, 1))
    old = review(cart_id, buyer=GUEST)
    set_quantity(cart_id, variant_id=bowl, quantity=2, actor=guest())
    new = review(cart_id, buyer=GUEST)
    # when both press at once
    results = at_once(shop_id, [lambda: submit(cart_id, screen=old), lambda: submit(cart_id, screen=new)] * 4)
    # then the order is of two bowls; the old tab was shown the change, or the order that stood by then
    order = Order.objects.get()
    assert order.total_amount == new.agreed_total.amount
    assert OrderLine.objects.get().quantity == 2
    for result in results[::2]:
        assert isinstance(result, ScreenOutdated) or (isinstance(result, PlacedOrder) and result.repeated)


def test_a_cart_that_changes_while_it_is_placed_is_charged_as_shown(shop_id: UUID) -> None:
    # given a tab that changes the quantity just when another presses the button
    bowl = make_goods().bowl
    cart_id = filled_in((bowl, 1))
    screen = review(cart_id, buyer=GUEST)
    acts: list[Callable[[], object]] = [lambda: submit(cart_id, screen=screen)]
    acts += [lambda: set_quantity(cart_id, variant_id=bowl, quantity=3, actor=guest())] * 3
    # when
    first, *rest = at_once(shop_id, acts)
    # then either the change came first and nothing was placed, or one bowl was sold as shown and the change was refused
    if isinstance(first, PlacedOrder):
        assert OrderLine.objects.get().quantity == 1
        assert Order.objects.get().total_amount == screen.agreed_total.amount
        assert any(isinstance(result, Conflict) for result in rest)
    else:
        assert isinstance(first, ScreenOutdated)
        assert not Order.objects.exists()


def test_the_last_use_of_a_coupon_goes_to_one_of_ten(shop_id: UUID) -> None:
    bowl = make_goods(pieces=50).bowl
    terms = CouponTerms(title="先着3名", kind=CouponKind.AMOUNT, value=500, minimum=yen(0), uses_limit=3)
    create_coupon(code="AKI", terms=terms, actor=SETUP)
    carts = [filled_in((bowl, 1), entries=replace(ENTRIES, coupon_code="AKI")) for _ in range(10)]
    screen = {cart_id: review(cart_id, buyer=GUEST) for cart_id in carts}
    results = at_once(shop_id, [partial(submit, cart_id, screen=screen[cart_id]) for cart_id in carts])
    assert sum(isinstance(result, PlacedOrder) for result in results) == 3
    assert sum(isinstance(result, InvalidInput) for result in results) == 7
    assert (Coupon.objects.get().uses, CouponUse.objects.count(), Order.objects.count()) == (3, 3, 3)
    assert StockLevel.objects.get(variant_id=bowl).available == 47


def test_one_buyers_two_carts_use_a_once_only_coupon_once(shop_id: UUID) -> None:
    bowl = make_goods(pieces=50).bowl
    terms = CouponTerms(
        title="お一人様1回", kind=CouponKind.AMOUNT, value=500, minimum=yen(0), uses_per_customer=1
    )
    create_coupon(code="AKI", terms=terms, actor=SETUP)
    carts = [filled_in((bowl, 1), entries=replace(ENTRIES, coupon_code="AKI")) for _ in range(6)]
    screen = {cart_id: review(cart_id, buyer=GUEST) for cart_id in carts}
    results = at_once(shop_id, [partial(submit, cart_id, screen=screen[cart_id]) for cart_id in carts])
    assert sum(isinstance(result, PlacedOrder) for result in results) == 1
    assert (Coupon.objects.get().uses, Order.objects.count()) == (1, 1)


def test_carts_of_the_same_things_in_opposite_order_do_not_wait_for_each_other(shop_id: UUID) -> None:
    goods = make_goods(pieces=40)
    carts = [filled_in((goods.bowl, 1), (goods.tea, 1)) for _ in range(10)]
    carts += [filled_in((goods.tea, 1), (goods.bowl, 1)) for _ in range(10)]
    screen = {cart_id: review(cart_id, buyer=GUEST) for cart_id in carts}
    results = at_once(shop_id, [partial(submit, cart_id, screen=screen[cart_id]) for cart_id in carts])
    assert all(isinstance(result, PlacedOrder) for result in results)
    assert Order.objects.count() == 20


def test_two_tabs_that_add_their_first_thing_at_once_share_a_cart(shop_id: UUID) -> None:
    goods = make_goods()
    _, visit = open_visit()
    owner = CartOwner(visit.id)
    wanted = [goods.bowl, goods.tea] * 4
    results = at_once(
        shop_id,
        [partial(add_line, owner, variant_id=one, quantity=1, actor=guest()) for one in wanted],
    )
    assert len(set(results)) == 1
    assert sorted(Cart.objects.get().lines.values_list("quantity", flat=True)) == [4, 4]
