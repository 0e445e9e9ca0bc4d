"""A buyer's way through the pages, as a browser goes it: real requests, real templates, every refusal in words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, cast
from urllib.parse import unquote

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import Client

from noren.carts.models import Cart, CartLine
from noren.catalog.models import Variant
from noren.checkout.models import Checkout
from noren.checkout.tests.factories import SETUP, Goods, equip, make_goods, open_shop
from noren.inventory.models import StockLevel
from noren.kernel.clock import clock_shifted
from noren.kernel.money import yen
from noren.orders.models import Order
from noren.orders.selectors import order as order_view
from noren.platform.tenancy.scope import shop_scope
from noren.promotions.services.manage import create_coupon
from noren.promotions.types import CouponKind, CouponTerms
from noren.shipping.models import PrefectureFee
from noren.shops.models import Shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db

FORM = {
    "email": "hanako@example.jp",
    "phone": "０９０−１２３４−５６７８",
    "family_name": "髙橋",
    "given_name": "花子",
    "family_kana": "たかはし",
    "given_kana": "ﾊﾅｺ",
    "postal_code": "〒604-0925",
    "prefecture": "26",
    "city": "京都市中京区上本能寺前町",
    "street": "488",
    "building": "",
    "payment": "cash_on_delivery",
    "action": "confirm",
}


@pytest.fixture(autouse=True)
def _pages_without_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are judged by their words here; the built assets are another test's matter."""
    environment = cast("Jinja2", engines["jinja2"]).env
    monkeypatch.setitem(environment.globals, "asset", lambda _entry: "")


@pytest.fixture
def shop() -> ShopInfo:
    return open_shop()


@pytest.fixture
def goods(shop: ShopInfo) -> Goods:
    with shop_scope(shop.id):
        equip()
        return make_goods()


def url(shop: ShopInfo, path: str) -> str:
    return f"/{shop.slug}/{path}"


def put(client: Client, shop: ShopInfo, variant: object, quantity: int = 1) -> Any:
    return client.post(url(shop, "cart/lines"), {"variant": str(variant), "quantity": str(quantity)})


def fields(page: bytes) -> dict[str, str]:
    """The hidden fields of the last screen's form."""
    form = page.decode().split('/checkout/place" method="post">')[1]
    return dict(re.findall(r'name="(cart|agreed_total|token)" value="([^"]*)"', form))


def to_last_screen(client: Client, shop: ShopInfo, goods: Goods, **changes: str) -> bytes:
    put(client, shop, goods.bowl, 2)
    put(client, shop, goods.tea)
    answer = client.post(url(shop, "checkout"), {**FORM, **changes})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == url(shop, "checkout/review")
    return client.get(answer["Location"]).content


def test_a_guest_buys_from_the_cart_to_the_order(client: Client, shop: ShopInfo, goods: Goods) -> None:
    # given a last screen
    page = to_last_screen(client, shop, goods)
    text = page.decode()
    # then it shows the law's six items and what will be charged
    for heading in ("分量", "販売価格", "支払時期・方法", "引渡時期", "申込みの撤回・解除", "申込期間"):
        assert f"<h2>{heading}" in text
    assert "8,910円" in text
    assert "注文を確定する" in text
    assert "髙橋 花子 様" in text
    # when the button is pressed
    answer = client.post(url(shop, "checkout/place"), fields(page))
    # then there is one order, of just that, and the guest is led to its page with its key
    with shop_scope(shop.id):
        order = order_view(Order.objects.get().pk)
    assert order is not None
    assert order.total == yen(6600 + 1080 + 900 + 330)
    assert (order.address.recipient_kana, order.phone) == ("タカハシ ハナコ", "09012345678")
    assert answer.status_code == 302
    assert answer["Location"] == url(shop, f"orders/{order.number}")
    assert order.number in client.get(answer["Location"]).content.decode()
    assert Client().get(answer["Location"]).status_code == 404
    assert client.get(url(shop, "fragment/session")).json()["cart_count"] == 0


def test_every_word_kept_with_the_order_stood_on_the_screen(
    client: Client, shop: ShopInfo, goods: Goods
) -> None:
    page = re.sub(r"<[^>]+>", " ", to_last_screen(client, shop, goods).decode())
    shown = "".join(page.split())
    client.post(url(shop, "checkout/place"), fields(to_last_screen(client, shop, goods)))
    with shop_scope(shop.id):
        order = order_view(Order.objects.get().pk)
    assert order is not None
    for item in order.terms_shown:
        assert item.heading in shown
    for item in order.terms_shown[2:]:
        for line in item.text.splitlines():
            assert "".join(line.split()) in shown


def test_pressing_twice_leads_to_the_same_order(client: Client, shop: ShopInfo, goods: Goods) -> None:
    posted = fields(to_last_screen(client, shop, goods))
    first = client.post(url(shop, "checkout/place"), posted)
    second = client.post(url(shop, "checkout/place"), posted)
    assert first["Location"] == second["Location"]
    with shop_scope(shop.id):
        assert Order.objects.count() == 1


def test_a_change_since_the_screen_is_shown_before_anything_is_charged(
    client: Client, shop: ShopInfo, goods: Goods
) -> None:
    posted = fields(to_last_screen(client, shop, goods))
    with shop_scope(shop.id):
        PrefectureFee.objects.update(fee_amount=1200)
    answer = client.post(url(shop, "checkout/place"), posted)
    assert answer.status_code == 409
    assert "送料が900円から1,200円に変わりました。" in answer.content.decode()
    with shop_scope(shop.id):
        assert not Order.objects.exists()
    client.post(url(shop, "checkout/place"), fields(answer.content))
    with shop_scope(shop.id):
        assert Order.objects.get().total_amount == 6600 + 1080 + 1200 + 330


def test_what_sold_out_leads_back_to_the_cart_which_says_so(
    client: Client, shop: ShopInfo, goods: Goods
) -> None:
    posted = fields(to_last_screen(client, shop, goods))
    with shop_scope(shop.id):
        StockLevel.objects.filter(variant_id=goods.bowl).update(available=1)
    answer = client.post(url(shop, "checkout/place"), posted, follow=True)
    assert answer.redirect_chain[0][0] == url(shop, "cart")
    assert "在庫は残り1点です。数量を変えてください。" in answer.content.decode()
    with shop_scope(shop.id):
        assert not Order.objects.exists()


def test_wrong_input_is_said_by_field_and_loses_nothing(client: Client, shop: ShopInfo, goods: Goods) -> None:
    put(client, shop, goods.bowl)
    wrong = {
        **FORM,
        "email": "hanako@",
        "postal_code": "604",
        "street": "",
        "note": "玄関先へ",
        "coupon": "NAI",
    }
    answer = client.post(url(shop, "checkout"), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "メールアドレスの形",
        "郵便番号を7桁",
        "番地を入力してください",
        "このクーポンコードは使えません",
    ):
        assert words in text
    for typed in ("hanako@", "髙橋", "玄関先へ", 'value="604"', 'value="NAI"'):
        assert typed in text
    with shop_scope(shop.id):
        assert not Checkout.objects.exists()


def test_choosing_works_fees_out_anew_and_keeps_nothing(client: Client, shop: ShopInfo, goods: Goods) -> None:
    put(client, shop, goods.bowl)
    before = client.get(url(shop, "checkout")).content.decode()
    assert "送料は、お届け先の都道府県を選ぶと加わります。" in before
    answer = client.post(url(shop, "checkout"), {"prefecture": "47", "action": "refresh"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "1,500円" in text
    assert "4,800円" in text
    assert 'name="day"' in text
    with shop_scope(shop.id):
        assert not Checkout.objects.exists()


def test_a_coupon_is_shown_taken_off_and_can_be_left_out(
    client: Client, shop: ShopInfo, goods: Goods
) -> None:
    with shop_scope(shop.id):
        terms = CouponTerms(title="秋の500円引き", kind=CouponKind.AMOUNT, value=500, minimum=yen(0))
        create_coupon(code="AKI", terms=terms, actor=SETUP)
    put(client, shop, goods.bowl)
    used = client.post(
        url(shop, "checkout"), {**FORM, "coupon": "ａｋｉ", "action": "coupon"}
    ).content.decode()
    assert "秋の500円引き: 500円引き" in used
    assert "-500円" in used
    without = client.post(
        url(shop, "checkout"), {**FORM, "coupon": "AKI", "action": "no-coupon"}
    ).content.decode()
    assert "-500円" not in without


def test_a_buyer_never_places_anothers_cart(client: Client, shop: ShopInfo, goods: Goods) -> None:
    posted = fields(to_last_screen(client, shop, goods))
    stranger = Client()
    put(stranger, shop, goods.tea)
    assert stranger.post(url(shop, "checkout/place"), posted).status_code == 404
    assert Client().post(url(shop, "checkout/place"), posted).status_code == 404
    other = open_shop()
    assert client.post(url(other, "checkout/place"), posted).status_code == 404
    with shop_scope(shop.id):
        assert not Order.objects.exists()


@pytest.mark.parametrize("posted", [{}, {"cart": "x"}, {"cart": "", "agreed_total": "1", "token": "t"}])
def test_a_mangled_form_places_nothing(
    client: Client, shop: ShopInfo, goods: Goods, posted: dict[str, str]
) -> None:
    to_last_screen(client, shop, goods)
    assert client.post(url(shop, "checkout/place"), posted).status_code == 404
    with shop_scope(shop.id):
        assert not Order.objects.exists()


@pytest.mark.parametrize("total", ["", "-1", "²", "9" * 40, "1"])
def test_an_odd_total_shows_the_screen_again(
    client: Client, shop: ShopInfo, goods: Goods, total: str
) -> None:
    posted = {**fields(to_last_screen(client, shop, goods)), "agreed_total": total}
    assert client.post(url(shop, "checkout/place"), posted).status_code == 409
    with shop_scope(shop.id):
        assert not Order.objects.exists()


def test_an_empty_cart_a_closed_shop_and_a_missing_form_lead_back(
    client: Client, shop: ShopInfo, goods: Goods
) -> None:
    for path in ("checkout", "checkout/review"):
        assert client.get(url(shop, path))["Location"] == url(shop, "cart")
    put(client, shop, goods.bowl)
    assert client.get(url(shop, "checkout/review"))["Location"] == url(shop, "checkout")
    Shop.objects.filter(pk=shop.id).update(state="suspended")
    for path in ("checkout", "checkout/review"):
        assert client.get(url(shop, path))["Location"] == url(shop, "cart")
    assert "ただいまご注文の受け付けを休止しています。" in client.get(url(shop, "cart")).content.decode()


def test_a_customer_need_not_type_again(client: Client, shop: ShopInfo, goods: Goods) -> None:
    # given a log-in that ordered before
    from noren.customers.models import BuyerSession, Customer  # noqa: PLC0415 - beside the one use
    from noren.kernel.clock import now  # noqa: PLC0415

    put(client, shop, goods.bowl)
    with shop_scope(shop.id):
        customer = Customer(name="髙橋花子", created_at=now())
        customer.save()
        BuyerSession.objects.update(customer=customer)
        Cart.objects.update(customer_id=customer.pk)
    client.post(url(shop, "checkout"), FORM)
    client.post(url(shop, "checkout/place"), fields(client.get(url(shop, "checkout/review")).content))
    # when the next order begins
    with clock_shifted(timedelta(days=1)):
        put(client, shop, goods.tea)
        text = client.get(url(shop, "checkout")).content.decode()
    for typed in ("髙橋", "京都市中京区上本能寺前町", "hanako@example.jp"):
        assert f'value="{typed}"' in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_pages_speak_korean_and_english(
    client: Client, shop: ShopInfo, goods: Goods, language: str
) -> None:
    client.cookies["noren_language"] = language
    page = to_last_screen(client, shop, goods).decode()
    cart = client.get(url(shop, "cart")).content.decode()
    form = client.get(url(shop, "checkout")).content.decode()
    heading, cart_word, form_word = {
        "ko": ("수량", "배송비", "결제 방법"),
        "en": ("Quantity", "Delivery costs", "Choose how to pay"),
    }[language]
    assert f"<h2>{heading}" in page
    assert cart_word in cart
    assert form_word in form
    assert not re.search("(ください|します|ました)。", cart)


def test_a_price_that_changed_in_the_cart_is_pointed_out_until_the_checkout(
    client: Client, shop: ShopInfo, goods: Goods
) -> None:
    put(client, shop, goods.bowl)
    with shop_scope(shop.id):
        Variant.objects.filter(pk=goods.bowl).update(price_amount=3500)
    words = "価格が3,300円から3,500円に変わりました。"
    assert words in client.get(url(shop, "cart")).content.decode()
    client.post(url(shop, "checkout"), FORM)
    assert words not in client.get(url(shop, "cart")).content.decode()


def test_the_cart_changes_and_says_why_not(client: Client, shop: ShopInfo, goods: Goods) -> None:
    put(client, shop, goods.bowl)
    client.post(url(shop, f"cart/lines/{goods.bowl}"), {"quantity": "３"})
    with shop_scope(shop.id):
        assert CartLine.objects.get().quantity == 3
    answer = client.post(url(shop, f"cart/lines/{goods.bowl}"), {"quantity": "11"}, follow=True)
    assert "在庫は残り10個です。" in answer.content.decode()
    answer = client.post(url(shop, f"cart/lines/{goods.bowl}"), {"quantity": "abc"}, follow=True)
    assert "数量は1〜99個で入力してください。" in answer.content.decode()
    with shop_scope(shop.id):
        assert CartLine.objects.get().quantity == 3
    client.post(url(shop, f"cart/lines/{goods.bowl}/remove"))
    assert "カートは空です" in client.get(url(shop, "cart")).content.decode()


def test_a_form_without_script_names_the_variant_by_its_axes(client: Client, shop: ShopInfo) -> None:
    from noren.catalog.tests.factories import make_product, sized_draft  # noqa: PLC0415 - beside the one use
    from noren.inventory.services.adjust import receive  # noqa: PLC0415

    with shop_scope(shop.id):
        saved = make_product(sized_draft())
        wanted = saved.variant_ids["M",]
        receive(wanted, 3, reason="初回入荷", actor=SETUP)
    form = {"product": saved.handle, "variant": "", "axis-0": "M", "quantity": "1"}
    client.post(url(shop, "cart/lines"), form)
    with shop_scope(shop.id):
        assert CartLine.objects.get().variant_id == wanted
    answer = client.post(url(shop, "cart/lines"), {**form, "axis-0": ""})
    assert unquote(answer["Location"]) == url(shop, f"products/{saved.handle}")


def test_the_fragment_counts_for_a_buyer_and_writes_nothing_for_a_passer_by(
    client: Client, shop: ShopInfo, goods: Goods
) -> None:
    answer = client.get(url(shop, "fragment/session"))
    assert answer.json() == {"cart_count": 0, "name": None, "account_url": url(shop, "account")}
    assert not answer.cookies
    put(client, shop, goods.bowl, 2)
    put(client, shop, goods.tea)
    assert client.get(url(shop, "fragment/session")).json()["cart_count"] == 3


def test_a_postal_code_gives_all_its_places(client: Client, shop: ShopInfo) -> None:
    one = client.get(url(shop, "postal-code/6040925"))
    assert one.json() == [
        {"prefecture": "京都府", "prefecture_code": "26", "city": "京都市中京区", "town": "上本能寺前町"}
    ]
    two = client.get(url(shop, "postal-code/498-0000")).json()
    assert [(place["prefecture_code"], place["city"]) for place in two] == [
        ("23", "弥富市"),
        ("24", "桑名郡木曽岬町"),
    ]
    assert [place["town"] for place in client.get(url(shop, "postal-code/1008111")).json()] == ["千代田1-1"]
    for nothing in ("9999999", "12", "abc"):
        assert client.get(url(shop, f"postal-code/{nothing}")).json() == []
