"""A buyer logs in with LINE, keeps an account, and leaves, as a browser goes it, with the real stand-in for LINE."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from noren.carts.models import Cart, CartLine
from noren.carts.services.change import add_line
from noren.carts.types import CartOwner
from noren.checkout.tests.factories import Goods, equip, make_goods, open_shop
from noren.customers.models import Address, BuyerSession, Consent, Customer
from noren.customers.selectors import addresses
from noren.customers.services.addresses import add_address
from noren.customers.services.visits import open_visit
from noren.customers.types import NewAddress
from noren.messaging.models import LineLogIn
from noren.messaging.tests.standin import SETUP, Line, connect_shop
from noren.platform.tenancy.scope import shop_scope
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db
HOME = NewAddress(
    recipient="髙橋 花子",
    postal_code="6040925",
    prefecture=26,
    city="京都市中京区上本能寺前町",
    street="488",
    phone="09012345678",
)
FORM = {
    "family_name": "髙橋",
    "given_name": "花子",
    "family_kana": "たかはし",
    "given_kana": "ﾊﾅｺ",
    "postal_code": "〒604-0925",
    "prefecture": "26",
    "city": "京都市中京区上本能寺前町",
    "street": "488",
    "building": "",
    "phone": "０９０−１２３４−５６７８",
}


@pytest.fixture
def shop(line: Line, settings: Settings) -> ShopInfo:
    """An open shop, connected to LINE, at the address the test client calls."""
    found = open_shop()
    settings.NOREN = dataclasses.replace(settings.NOREN, base_url="http://testserver")
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    settings.SHARED_HOSTS = frozenset(settings.ALLOWED_HOSTS)
    line.send_back_to(f"http://testserver/{found.slug}/account/log-in/line/return")
    with shop_scope(found.id):
        connect_shop()
    return found


def url(shop: ShopInfo, path: str) -> str:
    return f"/{shop.slug}/{path}"


def log_in(client: Client, line: Line, shop: ShopInfo, *, to: str = "", friend: bool = False) -> Any:
    """Go to LINE, allow, come back; returns the answer to the coming back."""
    start = client.get(url(shop, "account/log-in/line"), {"next": to} if to else {})
    assert start.status_code == 302
    answer = line.consent(start["Location"], "sakura", friend=friend)
    return client.get(url(shop, "account/log-in/line/return"), answer)


def cookie(client: Client, shop: ShopInfo) -> str:
    found = client.cookies.get(f"noren_visit_{shop.slug}")
    return found.value if found else ""


def test_the_page_offers_the_log_in_with_line(client: Client, shop: ShopInfo) -> None:
    page = client.get(url(shop, "account/log-in")).content.decode()
    assert "LINEでログイン" in page
    assert f'href="/{shop.slug}/account/log-in/line?next=' in page


def test_a_shop_without_line_says_how_to_go_on(client: Client, line: Line) -> None:
    bare = open_shop()
    page = client.get(url(bare, "account/log-in")).content.decode()
    assert "まだLINEでログインできません" in page
    answer = client.get(url(bare, "account/log-in/line"))
    assert answer["Location"] == url(bare, "account/log-in")


def test_a_log_in_leads_back_with_a_new_token(client: Client, line: Line, shop: ShopInfo) -> None:
    client.get(url(shop, "account/log-in/line"))
    before = cookie(client, shop)
    answer = log_in(client, line, shop, to=url(shop, "checkout"), friend=True)
    assert answer.status_code == 302
    assert answer["Location"] == url(shop, "checkout")
    after = cookie(client, shop)
    assert before
    assert after not in ("", before)
    # the token that was known before opens nothing
    stranger = Client()
    stranger.cookies[f"noren_visit_{shop.slug}"] = before
    assert stranger.get(url(shop, "account")).status_code == 302
    page = client.get(url(shop, "account")).content.decode()
    assert "佐藤 さくら 様" in page
    assert "友だち追加ありがとうございます" in page
    with shop_scope(shop.id):
        assert Customer.objects.count() == 1
        assert BuyerSession.objects.filter(customer__isnull=False).count() == 1


def test_the_carts_become_one(client: Client, line: Line, shop: ShopInfo) -> None:
    # given a customer with a cart from before, and the same person putting things down without a log-in
    with shop_scope(shop.id):
        equip()
        goods: Goods = make_goods()
    log_in(client, line, shop)
    client.post(url(shop, "cart/lines"), {"variant": str(goods.bowl), "quantity": "2"})
    client.post(url(shop, "account/log-out"))
    client.post(url(shop, "cart/lines"), {"variant": str(goods.bowl), "quantity": "1"})
    client.post(url(shop, "cart/lines"), {"variant": str(goods.tea), "quantity": "1"})
    # when they log in again
    log_in(client, line, shop)
    # then there is one open cart with everything, nothing doubled
    with shop_scope(shop.id):
        cart = Cart.objects.get(state="open")
        lines = {row.variant_id: row.quantity for row in CartLine.objects.filter(cart=cart)}
    assert lines == {goods.bowl: 2, goods.tea: 1}


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/{slug}//evil.example/../..",
        "/{slug}/../other/account",
        "/other-shop/account",
        "/operator/",
        "javascript:alert(1)",
        "/{slug}/a\r\nSet-Cookie: x=1",
        "/{slug}evil/",
        "",
    ],
)
def test_a_prepared_link_leads_nowhere_else(client: Client, line: Line, shop: ShopInfo, target: str) -> None:
    answer = log_in(client, line, shop, to=target.replace("{slug}", shop.slug))
    assert answer["Location"] == url(shop, "account")
    logged_in = client.get(url(shop, "account/log-in"), {"next": target.replace("{slug}", shop.slug)})
    assert logged_in["Location"] == url(shop, "account")


def test_coming_back_with_a_wrong_state_logs_nobody_in(client: Client, line: Line, shop: ShopInfo) -> None:
    start = client.get(url(shop, "account/log-in/line"))
    answer = line.consent(start["Location"], "sakura")
    before = cookie(client, shop)
    back = client.get(url(shop, "account/log-in/line/return"), {**answer, "state": "forged"})
    assert back["Location"] == url(shop, "account/log-in")
    assert "もう一度" in client.get(back["Location"]).content.decode()
    assert cookie(client, shop) == before
    with shop_scope(shop.id):
        assert Customer.objects.count() == 0


def test_an_answer_for_somebody_else_logs_nobody_in(client: Client, line: Line, shop: ShopInfo) -> None:
    # given an attacker's own log-in, whose return address is sent to a victim (log-in CSRF)
    attacker = Client()
    start = attacker.get(url(shop, "account/log-in/line"))
    answer = line.consent(start["Location"], "kenji")
    client.get(url(shop, "account/log-in/line"))
    client.get(url(shop, "account/log-in/line/return"), answer)
    assert client.get(url(shop, "account")).status_code == 302
    with shop_scope(shop.id):
        assert Customer.objects.count() == 0


def test_cancelling_at_line_keeps_the_way(client: Client, line: Line, shop: ShopInfo) -> None:
    start = client.get(url(shop, "account/log-in/line"), {"next": url(shop, "checkout")})
    answer = line.decline(start["Location"])
    back = client.get(url(shop, "account/log-in/line/return"), answer)
    assert parse_qs(urlsplit(back["Location"]).query) == {"next": [url(shop, "checkout")]}


def test_another_name_of_the_same_host_begins_where_line_comes_back(client: Client, shop: ShopInfo) -> None:
    answer = client.get(url(shop, "account/log-in/line"), headers={"host": "localhost"})
    assert answer["Location"] == f"http://testserver/{shop.slug}/account/log-in/line"
    with shop_scope(shop.id):
        assert LineLogIn.objects.count() == 0


@pytest.mark.parametrize("path", ["account", "account/addresses/new", "account/line/link?linkToken=x"])
def test_nobody_sees_an_account_without_a_log_in(client: Client, shop: ShopInfo, path: str) -> None:
    answer = client.get(url(shop, path))
    assert answer.status_code == 302
    target = urlsplit(answer["Location"])
    assert target.path == url(shop, "account/log-in")
    assert parse_qs(target.query) == {"next": [url(shop, path)]}


@pytest.mark.parametrize("path", ["account/contact", "account/news", "account/addresses/new"])
def test_nobody_changes_an_account_without_a_log_in(client: Client, shop: ShopInfo, path: str) -> None:
    assert client.post(url(shop, path), {**FORM, "news": "on", "name": "x"}).status_code == 302
    with shop_scope(shop.id):
        assert (Address.objects.count(), Consent.objects.count()) == (0, 0)


def test_contact_is_changed_and_refused_in_words(client: Client, line: Line, shop: ShopInfo) -> None:
    log_in(client, line, shop)
    good = {"name": "佐藤 さくら", "email": "sakura@example.jp", "phone": "090-1234-5678"}
    assert client.post(url(shop, "account/contact"), good).status_code == 302
    bad = client.post(url(shop, "account/contact"), {**good, "email": "sakura@", "phone": "12"})
    assert bad.status_code == 422
    text = bad.content.decode()
    assert 'value="sakura@"' in text
    assert "メールアドレスの形をご確認ください" in text
    assert "電話番号を市外局番から入力してください" in text
    with shop_scope(shop.id):
        row = Customer.objects.get()
        assert (row.name, row.email, row.phone) == ("佐藤 さくら", "sakura@example.jp", "09012345678")


def test_addresses_are_kept_changed_and_forgotten(client: Client, line: Line, shop: ShopInfo) -> None:
    log_in(client, line, shop)
    assert client.post(url(shop, "account/addresses/new"), FORM).status_code == 302
    with shop_scope(shop.id):
        [first] = addresses(Customer.objects.get().pk)
    assert (first.recipient, first.recipient_kana, first.phone) == (
        "髙橋 花子",
        "タカハシ ハナコ",
        "09012345678",
    )
    assert (first.postal_code, first.is_default) == ("6040925", True)
    path = url(shop, f"account/addresses/{first.id}")
    assert 'value="髙橋"' in client.get(path).content.decode()
    wrong = client.post(path, {**FORM, "postal_code": "12", "family_name": "", "given_name": ""})
    assert wrong.status_code == 422
    assert "郵便番号を7桁の数字で入力してください" in wrong.content.decode()
    assert client.post(path, {**FORM, "building": "暖簾荘 2号室"}).status_code == 302
    assert "暖簾荘 2号室" in client.get(url(shop, "account")).content.decode()
    assert client.post(f"{path}/remove").status_code == 302
    with shop_scope(shop.id):
        assert Address.objects.count() == 0


def test_somebody_elses_address_does_not_exist(client: Client, line: Line, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        other = Customer(name="", created_at="2026-11-01T00:00:00Z")
        other.save()
        address_id: UUID = add_address(other.pk, HOME, actor=SETUP)
    log_in(client, line, shop)
    path = url(shop, f"account/addresses/{address_id}")
    assert client.get(path).status_code == 404
    assert client.post(path, FORM).status_code == 404
    client.post(f"{path}/remove")
    with shop_scope(shop.id):
        assert Address.objects.get().street == "488"
        assert Address.objects.get().recipient_kana == ""


def test_consent_is_given_and_taken_back_with_its_words(client: Client, line: Line, shop: ShopInfo) -> None:
    log_in(client, line, shop)
    steps: list[Mapping[str, str]] = [{"news": "on"}, {"news": "on"}, {}]
    for data in steps:
        client.post(url(shop, "account/news"), data)
    with shop_scope(shop.id):
        rows = list(Consent.objects.order_by("id").values_list("granted", "wording"))
    wording = f"{shop.name}からのお便り（新商品やお得な情報）を受け取る"
    assert rows == [(True, wording), (False, wording)]


def test_logging_out_ends_the_visit(client: Client, line: Line, shop: ShopInfo) -> None:
    log_in(client, line, shop)
    before = cookie(client, shop)
    assert client.get(url(shop, "account/log-out")).status_code == 405
    client.post(url(shop, "account/log-out"))
    client.cookies[f"noren_visit_{shop.slug}"] = before
    assert client.get(url(shop, "account")).status_code == 302


def test_a_link_from_the_chat_leads_to_lines_dialog(client: Client, line: Line, shop: ShopInfo) -> None:
    log_in(client, line, shop)
    answer = client.get(url(shop, "account/line/link"), {"linkToken": "abc"})
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert answer["Location"].startswith(f"{line.url}/dialog/bot/accountLink?")
    assert query["linkToken"] == ["abc"]
    assert len(query["nonce"][0]) >= 43


def test_a_visit_of_one_shop_is_worth_nothing_in_another(client: Client, line: Line, shop: ShopInfo) -> None:
    log_in(client, line, shop)
    other = open_shop()
    client.cookies[f"noren_visit_{other.slug}"] = cookie(client, shop)
    assert client.get(url(other, "account")).status_code == 302


def test_a_cart_survives_a_log_in_of_a_new_customer(client: Client, line: Line, shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        equip()
        goods = make_goods()
        token, visit = open_visit()
        add_line(CartOwner(visit.id), variant_id=goods.tea, quantity=3, actor=SETUP)
    client.cookies[f"noren_visit_{shop.slug}"] = token
    log_in(client, line, shop)
    with shop_scope(shop.id):
        cart = Cart.objects.get()
        assert (cart.state, cart.customer_id) == ("open", Customer.objects.get().pk)
