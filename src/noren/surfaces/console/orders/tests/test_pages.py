"""What the shop's people can do on the order pages, and what their rights keep from them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from noren.kernel.actors import staff
from noren.kernel.clock import now
from noren.orders import selectors
from noren.orders.states import LineState, RefundState
from noren.orders.tests.factories import make_order, paid_order
from noren.orders.types import OrderInfo, OrderView
from noren.payments.types import PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.shops.models import Membership
from noren.shops.tests.factories import PASSWORD, make_account, make_shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> ShopInfo:
    return make_shop(actor=staff(make_account(email="owner@example.jp").id))


@pytest.fixture
def owner(shop: ShopInfo) -> Client:
    return log_in("owner@example.jp")


def log_in(email: str) -> Client:
    client = Client()
    client.post("/console/log-in", {"email": email, "password": PASSWORD})
    return client


def page(shop: ShopInfo, order: OrderInfo, rest: str = "") -> str:
    return f"/console/{shop.slug}/orders/{order.number}{rest}"


def seen(shop: ShopInfo, order: OrderInfo) -> OrderView:
    with shop_scope(shop.id):
        found = selectors.order(order.id)
    assert found is not None
    return found


def paid(shop: ShopInfo, **options: Any) -> OrderInfo:
    with shop_scope(shop.id):
        return paid_order(**options)


def test_the_list_shows_the_pile_and_finds_by_name(owner: Client, shop: ShopInfo) -> None:
    order = paid(shop)
    base = f"/console/{shop.slug}/orders"
    assert order.number in owner.get(f"{base}?queue=to_confirm").content.decode()
    assert order.number not in owner.get(f"{base}?queue=to_ship").content.decode()
    assert order.number in owner.get(base, {"q": "髙橋美咲"}).content.decode()
    assert order.number not in owner.get(base, {"q": "山田"}).content.decode()


def test_ticked_orders_are_confirmed_together(owner: Client, shop: ShopInfo) -> None:
    first, second, left = paid(shop), paid(shop), paid(shop)
    answer = owner.post(
        f"/console/{shop.slug}/orders/bulk",
        {"order": [str(first.id), str(second.id), "nonsense"], "message": "ありがとうございます。"},
        follow=True,
    )
    assert "2件の注文を確認しました。" in answer.content.decode()
    assert [seen(shop, one).state for one in (first, second, left)] == ["confirmed", "confirmed", "paid"]
    assert seen(shop, first).history[-1].message == "ありがとうございます。"


def test_from_confirming_to_delivered(owner: Client, shop: ShopInfo) -> None:
    order = paid(shop)
    line = seen(shop, order).lines[0]
    owner.post(page(shop, order, "/confirm"), {"message": ""})
    wrong = owner.post(
        page(shop, order, "/ship"), {"carrier": "", "tracking_number": "１２３４", "message": "急ぎ"}
    )
    assert wrong.status_code == 422
    assert "急ぎ" in wrong.content.decode()
    assert seen(shop, order).shipments == ()
    shipped = {"carrier": "yamato", "tracking_number": "123456789012", f"quantity-{line.id}": "2"}
    owner.post(page(shop, order, "/ship"), shipped)
    assert seen(shop, order).lines[0].shipped_quantity == 2
    owner.post(page(shop, order, "/ship"), {"carrier": "sagawa"})
    assert seen(shop, order).state is LineState.SHIPPED
    parcel = seen(shop, order).shipments[1]
    owner.post(page(shop, order, f"/parcels/{parcel.id}"), {"carrier": "sagawa", "tracking_number": "999"})
    assert seen(shop, order).shipments[1].tracking_number == "999"
    owner.post(page(shop, order, "/delivered"))
    assert seen(shop, order).state is LineState.DELIVERED
    assert owner.get(page(shop, order)).status_code == 200


def test_a_part_is_cancelled_and_another_refunded(owner: Client, shop: ShopInfo) -> None:
    order = paid(shop)
    line = seen(shop, order).lines[0]
    assert owner.post(page(shop, order, "/cancel"), {"reason": "changed_mind"}).status_code == 422
    assert seen(shop, order).remaining.amount == 4730
    owner.post(page(shop, order, "/cancel"), {"reason": "sold_out", f"cancel-{line.id}": "1"})
    assert seen(shop, order).remaining.amount == 3410
    assert (
        owner.post(page(shop, order, "/refund"), {"amount": "9,999", "refund_reason": "defect"}).status_code
        == 422
    )
    owner.post(page(shop, order, "/refund"), {"amount": "1,000", "refund_reason": "defect"})
    view = seen(shop, order)
    assert (view.remaining.amount, view.refund_requested.amount) == (2410, 2320)
    assert owner.get(page(shop, order)).status_code == 200


def test_a_transfer_is_recorded_and_given_back_by_hand(owner: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        order = make_order(method=PaymentMethod.BANK_TRANSFER)
    assert "入金を記録する" in owner.get(page(shop, order)).content.decode()
    owner.post(page(shop, order, "/paid"))
    assert seen(shop, order).state is LineState.PAID
    owner.post(page(shop, order, "/cancel"), {"reason": "buyer_asked"})
    refund = seen(shop, order).refunds[0]
    assert "返金を済ませました" in owner.get(page(shop, order)).content.decode()
    owner.post(page(shop, order, f"/refunds/{refund.id}/done"))
    assert seen(shop, order).refunds[0].state is RefundState.CONFIRMED


def test_memo_and_settings_are_kept(owner: Client, shop: ShopInfo) -> None:
    order = paid(shop)
    owner.post(page(shop, order, "/memo"), {"memo": "のし紙は内のし"})
    assert seen(shop, order).staff_note == "のし紙は内のし"
    settings = f"/console/{shop.slug}/orders/settings"
    assert owner.post(settings, {"complete_after_days": "0", "arrival_after_days": "x"}).status_code == 422
    owner.post(settings, {"complete_after_days": "10", "arrival_after_days": "5"})
    with shop_scope(shop.id):
        assert selectors.settings().complete_after_days == 10


def test_the_today_page_counts_what_waits(owner: Client, shop: ShopInfo) -> None:
    order = paid(shop)
    text = owner.get(f"/console/{shop.slug}/").content.decode()
    assert order.number in text
    assert "4,730円" in text
    assert "開店までの準備" in text


@pytest.mark.parametrize(
    ("role", "rest", "allowed"),
    [
        ("picker", "/confirm", True),
        ("picker", "/cancel", False),
        ("picker", "/refund", False),
        ("support", "/confirm", False),
        ("support", "/cancel", True),
        ("accountant", "/paid", True),
        ("accountant", "/ship", False),
        ("product", "", False),
    ],
)
def test_rights_are_kept(shop: ShopInfo, role: str, rest: str, allowed: bool) -> None:
    order = paid(shop)
    helper = make_account(email=f"{role}@example.jp")
    with shop_scope(shop.id):
        Membership(account_id=helper.id, role=role, created_at=now()).save()
    client = log_in(f"{role}@example.jp")
    before = seen(shop, order)
    answer = client.post(page(shop, order, rest), {}) if rest else client.get(page(shop, order))
    assert (answer.status_code != 403) is allowed
    if not allowed:
        assert seen(shop, order) == before


def test_a_stranger_meets_the_log_in_and_another_shop_nothing(shop: ShopInfo) -> None:
    order = paid(shop)
    assert Client().post(page(shop, order, "/confirm")).headers["Location"].startswith("/console/log-in")
    make_shop(actor=staff(make_account(email="other@example.jp").id))
    assert log_in("other@example.jp").post(page(shop, order, "/confirm")).status_code == 404
    assert seen(shop, order).state is LineState.PAID
