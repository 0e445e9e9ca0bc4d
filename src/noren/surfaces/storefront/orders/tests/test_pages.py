"""What a buyer can do on an order's page, and what nobody else can."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from noren.customers.models import Customer
from noren.customers.services.visits import open_visit, rotate_visit
from noren.kernel.clock import now
from noren.orders import selectors
from noren.orders.services.confirm import confirm
from noren.orders.services.ship import ship
from noren.orders.states import LineState
from noren.orders.tests.factories import STAFF, make_order, paid_order
from noren.orders.types import OrderInfo
from noren.payments.types import PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.shops.models import Shop
from noren.shops.tests.factories import make_shop
from noren.shops.types import ShopInfo
from noren.surfaces.web.visits import cookie_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> ShopInfo:
    made = make_shop()
    Shop.objects.filter(pk=made.id).update(state="open", opened_at=now())
    return made


def page(shop: ShopInfo, order: OrderInfo, rest: str = "") -> str:
    return f"/{shop.slug}/orders/{order.number}{rest}"


def state(shop: ShopInfo, order: OrderInfo) -> LineState:
    with shop_scope(shop.id):
        found = selectors.order_info(order.id)
    assert found is not None
    return found.state


def come_in(client: Client, shop: ShopInfo, order: OrderInfo) -> Any:
    return client.get(page(shop, order), {"key": order.key})


def test_the_key_leaves_the_address_and_opens_this_order_only(client: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        order, other = paid_order(), paid_order()
    answer = come_in(client, shop, order)
    assert (answer.status_code, answer["Location"]) == (302, page(shop, order))
    cookie = answer.cookies["noren_order_key"]
    assert cookie["path"] == page(shop, order)
    assert cookie["httponly"]
    text = client.get(page(shop, order)).content.decode()
    assert "ショップの確認をお待ちください" in text
    assert "4,730円" in text
    assert order.key not in text
    assert client.get(page(shop, other)).status_code == 404
    assert client.get(page(shop, other), {"key": order.key}).status_code == 404
    assert Client().get(page(shop, order)).status_code == 404


def test_a_stranger_changes_nothing(client: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        order = paid_order()
    for rest in ("/cancel", "/received", "/pay"):
        assert client.post(page(shop, order, rest), {"reason": "other"}).status_code == 404
    assert state(shop, order) is LineState.PAID


def test_the_buyer_cancels_at_once_until_the_shop_confirms(client: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        order, confirmed = paid_order(), paid_order()
        confirm(confirmed.id, actor=STAFF)
    come_in(client, shop, order)
    client.post(page(shop, order, "/cancel"), {})
    assert state(shop, order) is LineState.PAID
    client.post(page(shop, order, "/cancel"), {"reason": "changed_mind"})
    assert state(shop, order) is LineState.CANCELLED
    assert "4,730円の返金を手続きしています。" in client.get(page(shop, order)).content.decode()
    come_in(client, shop, confirmed)
    assert "ご注文をキャンセルする" not in client.get(page(shop, confirmed)).content.decode()
    client.post(page(shop, confirmed, "/cancel"), {"reason": "changed_mind"})
    assert state(shop, confirmed) is LineState.CONFIRMED


def test_the_buyer_follows_the_parcel_and_says_that_it_came(client: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        order = paid_order()
        confirm(order.id, actor=STAFF)
        ship(order.id, carrier="yamato", tracking_number="123456789012", actor=STAFF)
    come_in(client, shop, order)
    text = client.get(page(shop, order)).content.decode()
    assert "id=123456789012" in text
    client.post(page(shop, order, "/received"))
    assert state(shop, order) is LineState.COMPLETED


def test_the_page_says_where_to_transfer_the_money(client: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        order = make_order(method=PaymentMethod.BANK_TRANSFER)
    come_in(client, shop, order)
    text = client.get(page(shop, order)).content.decode()
    assert "京都中央銀行 四条支店 普通 1234567 コハル" in text
    assert "お支払い期限" in text


def test_a_guest_finds_the_order_by_number_and_address(client: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        order = paid_order()
    find = f"/{shop.slug}/orders/find"
    assert client.get(find).status_code == 200
    wrong = client.post(find, {"number": order.number, "email": "who@example.jp"})
    assert wrong.status_code == 422
    assert "見つかりません" in wrong.content.decode()
    answer = client.post(find, {"number": f" {order.number}", "email": "misaki@example.jp"}, follow=True)
    assert answer.redirect_chain[-1][0] == page(shop, order)
    assert answer.status_code == 200


def test_a_customer_sees_their_own_orders_only(client: Client, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        customer = Customer(name="髙橋 美咲", created_at=now())
        customer.save()
        order, foreign = paid_order(customer_id=customer.pk), paid_order()
        token, visit = open_visit()
        token, _ = rotate_visit(visit.id, customer_id=customer.pk)
    mine = f"/{shop.slug}/account/orders"
    assert client.get(mine).status_code == 302
    client.cookies[cookie_name(shop.slug)] = token
    text = client.get(mine).content.decode()
    assert order.number in text
    assert foreign.number not in text
    assert client.get(page(shop, order)).status_code == 200
    assert client.get(page(shop, foreign)).status_code == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_speaks_the_buyers_language(client: Client, shop: ShopInfo, language: str) -> None:
    with shop_scope(shop.id):
        order = paid_order()
    come_in(client, shop, order)
    text = client.get(page(shop, order), headers={"accept-language": language}).content.decode()
    assert {"ko": "상점의 확인을 기다려 주세요", "en": "Waiting for the shop to confirm"}[language] in text
