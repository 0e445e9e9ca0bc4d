"""Placing orders: what is charged is what was shown, one cart gives one order, a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from noren.carts.models import Cart
from noren.carts.services.change import add_line, set_quantity
from noren.carts.services.merge import merge_at_login
from noren.carts.types import CartOwner
from noren.catalog.models import Variant
from noren.checkout.models import Checkout
from noren.checkout.selectors import review
from noren.checkout.services.enter import enter
from noren.checkout.tests.factories import (
    ENTRIES,
    GUEST,
    KYOTO,
    SETUP,
    Goods,
    equip,
    filled_in,
    make_cart,
    make_goods,
    open_shop,
    submit,
)
from noren.checkout.types import Buyer, ScreenOutdated
from noren.customers.models import Customer
from noren.inventory.models import Reservation, StockLevel
from noren.inventory.types import OutOfStock
from noren.kernel.actors import guest
from noren.kernel.clock import clock_shifted, now, today
from noren.kernel.errors import Conflict, InvalidInput, NotFound
from noren.kernel.ids import uuid7
from noren.kernel.money import total, yen
from noren.kernel.tax import TaxCategory
from noren.orders.models import Order
from noren.orders.selectors import order as order_view
from noren.orders.types import LineView
from noren.payments.models import Payment
from noren.payments.types import PaymentMethod
from noren.platform.audit.models import AuditEntry
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.pricing.models import TaxRate
from noren.promotions.models import Coupon, CouponUse
from noren.promotions.services.manage import create_coupon
from noren.promotions.types import CouponKind, CouponTerms
from noren.shipping.models import PrefectureFee
from noren.shops.models import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_an_open_shop() -> Iterator[None]:
    with shop_scope(open_shop().id):
        equip()
        yield


@pytest.fixture
def goods() -> Goods:
    return make_goods()


def left(variant_id: UUID) -> int:
    return StockLevel.objects.get(variant_id=variant_id).available


def everything() -> dict[str, Any]:
    """What placing touches: compared before and after a refusal."""
    return {
        "orders": Order.objects.count(),
        "payments": Payment.objects.count(),
        "reservations": Reservation.objects.count(),
        "stock": list(StockLevel.objects.order_by("pk").values_list("available", "reserved")),
        "uses": (CouponUse.objects.count(), list(Coupon.objects.values_list("uses", flat=True))),
        "carts": list(Cart.objects.order_by("pk").values_list("state", flat=True)),
        "checkouts": list(Checkout.objects.order_by("pk").values_list("state", flat=True)),
        "audit": AuditEntry.objects.count(),
        "events": OutboxEvent.objects.count(),
    }


def make_coupon(**terms: Any) -> None:
    given = {"title": "500円引き", "kind": CouponKind.AMOUNT, "value": 500, "minimum": yen(0), **terms}
    create_coupon(code="AKI", terms=CouponTerms(**given), actor=SETUP)


def test_a_guest_orders_without_signing_up_and_is_charged_what_was_shown(goods: Goods) -> None:
    # given a guest's cart with things of two rates and a coupon
    make_coupon()
    cart_id = filled_in((goods.bowl, 2), (goods.tea, 1), entries=replace(ENTRIES, coupon_code="aki"))
    screen = review(cart_id, buyer=GUEST)
    # when
    placed = submit(cart_id, screen=screen)
    # then the order holds the same parts, and they add up
    order = order_view(placed.order_id)
    assert order is not None
    assert screen.agreed_total == order.total == yen(6600 + 1080 - 500 + 900)
    assert (order.goods, order.discount, order.shipping, order.fee) == (yen(7680), yen(500), yen(900), yen(0))
    assert total(part.gross for part in order.per_rate) == order.total
    assert [line.discount for line in order.lines] == [yen(430), yen(70)]
    assert (order.name, order.email) == ("髙橋 花子", "hanako@example.jp")
    assert [(guest.pk, guest.guest) for guest in Customer.objects.all()] == [(order.customer_id, True)]
    assert order.address == KYOTO
    assert order.terms_shown == screen.terms
    # and the rest happened with it
    payment = Payment.objects.get(payable_id=order.id)
    assert (payment.due_amount, payment.state) == (8080, "pending")
    assert (left(goods.bowl), left(goods.tea)) == (8, 9)
    assert Coupon.objects.get().uses == 1
    assert (placed.number, placed.key, placed.repeated) == (order.number, order.key, False)
    assert placed.payment is not None
    assert placed.payment.instructions is not None


def test_pressing_again_gives_the_same_order(goods: Goods) -> None:
    cart_id = filled_in((goods.bowl, 1))
    screen = review(cart_id, buyer=GUEST)
    first = submit(cart_id, screen=screen)
    before = everything()
    # when pressed again, also with a screen that would no longer agree
    for token in (screen.token, "x"):
        second = submit(cart_id, screen=screen, token=token)
        assert (second.order_id, second.number, second.key) == (first.order_id, first.number, first.key)
        assert second.repeated
        assert second.payment == first.payment
    assert everything() == before


def raise_price(goods: Goods) -> None:
    Variant.objects.filter(pk=goods.bowl).update(price_amount=3500)


def raise_shipping(_: Goods) -> None:
    PrefectureFee.objects.update(fee_amount=1200)


def raise_tax(_: Goods) -> None:
    TaxRate(category=TaxCategory.STANDARD, starts_on=today(), per_mille=120).save()


def raise_fee(_: Goods) -> None:
    from noren.payments.tests.factories import accept  # noqa: PLC0415 - beside the one use

    accept(PaymentMethod.CASH_ON_DELIVERY, fee_amount=440)


def shrink_coupon(_: Goods) -> None:
    Coupon.objects.update(value=300)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (raise_price, "商品の価格が%(before)sから%(after)sに変わりました。"),
        (raise_shipping, "送料が%(before)sから%(after)sに変わりました。"),
        (raise_tax, "消費税が%(before)sから%(after)sに変わりました。"),
        (raise_fee, "手数料が%(before)sから%(after)sに変わりました。"),
        (shrink_coupon, "クーポンの割引が%(before)sから%(after)sに変わりました。"),
    ],
)
def test_what_changed_since_the_screen_is_shown_and_never_charged(
    goods: Goods, change: Any, said: str
) -> None:
    # given a buyer who looks at the last screen
    make_coupon()
    entries = replace(ENTRIES, coupon_code="AKI", payment_method=PaymentMethod.CASH_ON_DELIVERY)
    cart_id = filled_in((goods.bowl, 1), entries=entries)
    screen = review(cart_id, buyer=GUEST)
    # when the shop changes something before the button is pressed
    change(goods)
    before = everything()
    with pytest.raises(ScreenOutdated) as refused:
        submit(cart_id, screen=screen)
    # then nothing was placed, and the difference is named
    assert everything() == before
    assert said in [difference.message for difference in refused.value.differences]
    # and agreeing to the new screen places it at the new total
    placed = submit(cart_id, screen=refused.value.screen)
    order = order_view(placed.order_id)
    assert order is not None
    assert order.total == refused.value.screen.agreed_total


def test_an_equal_total_of_other_things_is_no_agreement(goods: Goods) -> None:
    # given a screen for one bowl and a cart that another tab changed to another thing of the same price
    from noren.checkout.tests.factories import make_variant  # noqa: PLC0415 - beside the one use

    twin = make_variant("朝凪の平皿", 3300, TaxCategory.STANDARD, 5)
    cart_id = filled_in((goods.bowl, 1))
    screen = review(cart_id, buyer=GUEST)
    set_quantity(cart_id, variant_id=goods.bowl, quantity=0, actor=guest())
    cart = Cart.objects.get(pk=cart_id)
    assert cart.visit_id is not None
    add_line(CartOwner(cart.visit_id), variant_id=twin, quantity=1, actor=guest())
    before = everything()
    # when / then
    with pytest.raises(ScreenOutdated) as refused:
        submit(cart_id, screen=screen)
    assert refused.value.screen.agreed_total == screen.agreed_total
    assert len(refused.value.differences) == 1
    assert everything() == before


def test_another_address_payment_or_day_is_no_agreement(goods: Goods) -> None:
    cart_id = filled_in((goods.bowl, 1))
    screen = review(cart_id, buyer=GUEST)
    day = screen.offer.shipping_choices[0].dates[0]
    for entries in (
        replace(ENTRIES, address=replace(KYOTO, street="489")),
        replace(ENTRIES, delivery_date=day),
        replace(ENTRIES, email="taro@example.jp"),
    ):
        enter(cart_id, entries=entries, buyer=GUEST, actor=guest())
        with pytest.raises(ScreenOutdated):
            submit(cart_id, screen=screen)
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "token", ["", "1.2.3", "a.b.c.d.e.f.g", "9" * 400, "-1.0.0.0.0.0.x", "1.0.0.0.0.1.", "²." * 6]
)
def test_a_made_up_token_is_refused(goods: Goods, token: str) -> None:
    cart_id = filled_in((goods.bowl, 1))
    with pytest.raises(ScreenOutdated) as refused:
        submit(cart_id, token=token)
    assert refused.value.differences
    assert not Order.objects.exists()


def test_another_total_than_the_screens_is_refused(goods: Goods) -> None:
    cart_id = filled_in((goods.bowl, 1))
    with pytest.raises(ScreenOutdated):
        submit(cart_id, agreed_total=yen(1))
    assert not Order.objects.exists()


def test_what_sold_out_since_the_screen_is_refused_and_the_cart_stays(goods: Goods) -> None:
    cart_id = filled_in((goods.bowl, 2))
    screen = review(cart_id, buyer=GUEST)
    StockLevel.objects.filter(variant_id=goods.bowl).update(available=1)
    before = everything()
    with pytest.raises(Conflict) as refused:
        submit(cart_id, screen=screen)
    assert refused.value.problems[0].code == "cart_not_orderable"
    assert everything() == before


def test_stock_that_goes_between_look_and_reservation_is_refused(
    goods: Goods, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given stock that is read as enough, and is gone at the conditional update
    cart_id = filled_in((goods.bowl, 2))
    monkeypatch.setattr("noren.carts.selectors.availability", lambda ids: dict.fromkeys(ids, 99))
    screen = review(cart_id, buyer=GUEST)
    StockLevel.objects.filter(variant_id=goods.bowl).update(available=1)
    before = everything()
    with pytest.raises(OutOfStock) as refused:
        submit(cart_id, screen=screen)
    assert refused.value.shortages == {goods.bowl: 1}
    assert everything() == before


def test_a_coupon_whose_last_use_is_gone_is_refused(goods: Goods) -> None:
    make_coupon(uses_limit=1)
    carts = [filled_in((goods.bowl, 1), entries=replace(ENTRIES, coupon_code="AKI")) for _ in range(2)]
    screens = [review(cart_id, buyer=GUEST) for cart_id in carts]
    submit(carts[0], screen=screens[0])
    before = everything()
    with pytest.raises(InvalidInput) as refused:
        submit(carts[1], screen=screens[1])
    assert refused.value.problems[0].code == "coupon_used_up"
    assert everything() == before


def test_a_coupon_that_pays_all_needs_no_payment(goods: Goods) -> None:
    make_coupon(kind=CouponKind.PERCENT, value=100)
    PrefectureFee.objects.update(fee_amount=0)
    entries = replace(ENTRIES, coupon_code="AKI", payment_method=None)
    placed = submit(filled_in((goods.bowl, 1), entries=entries))
    order = order_view(placed.order_id)
    assert order is not None
    assert (order.total, order.discount, order.state) == (yen(0), yen(3300), "paid")
    assert placed.payment is None
    assert not Payment.objects.exists()


def test_cash_on_delivery_adds_its_fee_at_the_standard_rate(goods: Goods) -> None:
    entries = replace(ENTRIES, payment_method=PaymentMethod.CASH_ON_DELIVERY)
    placed = submit(filled_in((goods.tea, 1), entries=entries))
    order = order_view(placed.order_id)
    assert order is not None
    assert (order.fee, order.total) == (yen(330), yen(1080 + 900 + 330))
    assert [(part.rate, part.gross) for part in order.per_rate] == [(100, yen(1230)), (80, yen(1080))]


def test_a_closed_shop_takes_no_order(goods: Goods) -> None:
    cart_id = filled_in((goods.bowl, 1))
    screen = review(cart_id, buyer=GUEST)
    Shop.objects.update(state="suspended")
    before = everything()
    with pytest.raises(Conflict) as refused:
        submit(cart_id, screen=screen)
    assert refused.value.problems[0].code == "shop_not_selling"
    assert everything() == before


def test_unknown_merged_and_empty_carts_give_no_order(goods: Goods) -> None:
    with pytest.raises(NotFound):
        submit(
            uuid7(), agreed_total=yen(1), token="x", screen=review(filled_in((goods.bowl, 1)), buyer=GUEST)
        )
    cart_id = filled_in((goods.bowl, 1))
    screen = review(cart_id, buyer=GUEST)
    set_quantity(cart_id, variant_id=goods.bowl, quantity=0, actor=guest())
    with pytest.raises(Conflict):
        submit(cart_id, screen=screen)
    assert not Order.objects.exists()


def test_the_order_keeps_its_words_when_the_product_changes(goods: Goods) -> None:
    placed = submit(filled_in((goods.bowl, 1)))
    raise_price(goods)
    raise_tax(goods)
    order = order_view(placed.order_id)
    assert order is not None
    line: LineView = order.lines[0]
    assert (line.unit, line.rate, line.product_title) == (yen(3300), 100, "朝凪の飯碗")


def test_the_stock_is_kept_past_the_last_day_to_pay(goods: Goods) -> None:
    placed = submit(filled_in((goods.bowl, 1)))
    order = order_view(placed.order_id)
    kept = Reservation.objects.get(reference=placed.order_id)
    assert order is not None
    assert order.expires_at is not None
    assert kept.expires_at >= order.expires_at + timedelta(days=4)
    assert order.expires_at > now() + timedelta(days=6)


def test_an_order_nobody_pays_gives_its_stock_and_coupon_back(goods: Goods) -> None:
    make_coupon(uses_limit=1)
    placed = submit(filled_in((goods.bowl, 2), entries=replace(ENTRIES, coupon_code="AKI")))
    assert (left(goods.bowl), Coupon.objects.get().uses) == (8, 1)
    with clock_shifted(timedelta(days=12)):
        run_due()
    order = order_view(placed.order_id)
    assert order is not None
    assert order.state == "expired"
    assert (left(goods.bowl), Coupon.objects.get().uses) == (10, 0)


def test_a_log_in_on_the_way_keeps_the_cart_and_what_was_entered(goods: Goods) -> None:
    cart_id = filled_in((goods.bowl, 1))
    cart = Cart.objects.get(pk=cart_id)
    assert cart.visit_id is not None
    row = Customer(name="髙橋花子", created_at=now())
    row.save()
    customer = row.pk
    assert merge_at_login(cart.visit_id, customer_id=customer, actor=guest()) == cart_id
    placed = submit(cart_id, buyer=Buyer(customer))
    order = order_view(placed.order_id)
    assert order is not None
    assert order.customer_id == customer


def test_terms_are_in_the_buyers_language_and_kept(goods: Goods) -> None:
    cart_id = make_cart((goods.bowl, 1))
    enter(cart_id, entries=ENTRIES, buyer=Buyer(None, "en"), actor=guest())
    placed = submit(cart_id, buyer=Buyer(None, "en"))
    order = order_view(placed.order_id)
    assert order is not None
    assert order.language == "en"
    assert [item.heading for item in order.terms_shown] == [
        "Quantity",
        "Price",
        "Payment time and method",
        "Delivery",
        "Cancellation and returns",
        "Application period",
    ]
