"""Whatever is bought, the parts of the order, its payment and what is left of it add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noren.catalog.models import Variant
from noren.checkout.selectors import review
from noren.checkout.tests.factories import (
    ENTRIES,
    GUEST,
    SETUP,
    Goods,
    equip,
    filled_in,
    make_goods,
    open_shop,
    submit,
)
from noren.inventory.models import StockLevel, StockMovement
from noren.kernel.money import total, yen
from noren.orders.models import Order
from noren.orders.selectors import order as order_view
from noren.payments.models import MethodSetting, Payment
from noren.payments.types import PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.promotions.models import Coupon
from noren.promotions.services.manage import create_coupon
from noren.promotions.types import CouponKind, CouponTerms
from noren.shipping.models import PrefectureFee

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Purchase:
    """What a buyer meets: two prices and quantities, a coupon, a delivery fee and a fee at the door."""

    bowl: tuple[int, int]
    tea: tuple[int, int]
    percent: int
    shipping: int
    cash_fee: int


purchases = st.builds(
    Purchase,
    bowl=st.tuples(st.integers(1, 20_000), st.integers(1, 5)),
    tea=st.tuples(st.integers(1, 20_000), st.integers(1, 5)),
    percent=st.integers(1, 100),
    shipping=st.integers(0, 3_000),
    cash_fee=st.integers(0, 1_000),
)


@pytest.fixture
def goods() -> Iterator[Goods]:
    with shop_scope(open_shop().id):
        equip()
        terms = CouponTerms(title="割引", kind=CouponKind.PERCENT, value=1, minimum=yen(0))
        create_coupon(code="WARIBIKI", terms=terms, actor=SETUP)
        yield make_goods(pieces=10_000)


def arrange(goods: Goods, purchase: Purchase) -> None:
    Variant.objects.filter(pk=goods.bowl).update(price_amount=purchase.bowl[0])
    Variant.objects.filter(pk=goods.tea).update(price_amount=purchase.tea[0])
    Coupon.objects.update(value=purchase.percent)
    PrefectureFee.objects.update(fee_amount=purchase.shipping)
    MethodSetting.objects.filter(method="cash_on_delivery").update(fee_amount=purchase.cash_fee)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(purchase=purchases)
def test_the_parts_of_any_order_add_up_to_what_is_charged(goods: Goods, purchase: Purchase) -> None:
    # given any purchase
    arrange(goods, purchase)
    free = purchase.percent == 100 and purchase.shipping == 0
    method = None if free else PaymentMethod.CASH_ON_DELIVERY
    entries = replace(ENTRIES, coupon_code="WARIBIKI", payment_method=method)
    cart_id = filled_in((goods.bowl, purchase.bowl[1]), (goods.tea, purchase.tea[1]), entries=entries)
    screen = review(cart_id, buyer=GUEST)
    # when it is placed
    order = order_view(submit(cart_id, screen=screen).order_id)
    # then what was shown, what the order says and what is to be paid are one sum, and so are its parts
    assert order is not None
    goods_total = purchase.bowl[0] * purchase.bowl[1] + purchase.tea[0] * purchase.tea[1]
    off = goods_total * purchase.percent // 100
    fee = 0 if free else purchase.cash_fee
    assert screen.agreed_total == order.total == yen(goods_total - off + purchase.shipping + fee)
    assert order.total == total(line.amount for line in order.lines) + order.shipping + order.fee
    assert order.total == total(part.gross for part in order.per_rate)
    assert order.tax == total(part.tax for part in order.per_rate)
    assert order.discount == total(line.discount for line in order.lines) == yen(off)
    assert order.remaining == order.total
    due = Payment.objects.filter(payable_id=order.id).values_list("due_amount", flat=True)
    assert list(due) == ([] if free else [order.total.amount])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quantities=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=4))
def test_stock_on_hand_is_initial_plus_movements(goods: Goods, quantities: list[tuple[int, int]]) -> None:
    for bowls, teas in quantities:
        submit(filled_in((goods.bowl, bowls), (goods.tea, teas)))
    for variant_id in (goods.bowl, goods.tea):
        moved = StockMovement.objects.filter(variant_id=variant_id)
        level = StockLevel.objects.get(variant_id=variant_id)
        assert level.available == sum(moved.values_list("available_delta", flat=True))
        assert level.reserved == sum(moved.values_list("reserved_delta", flat=True))
    sold = sum(bowls for bowls, _ in quantities)
    assert Order.objects.count() >= len(quantities)
    assert StockLevel.objects.get(variant_id=goods.bowl).available <= 10_000 - sold
