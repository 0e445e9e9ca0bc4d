"""The main job, end to end, as people do it: a seller opens a shop, a LINE user buys, the seller ships and is paid.

Nobody helps: everything is typed and pressed in a real Chromium, on a whole running installation with its stand-ins.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from noren.demo.launch import Addresses
from tests.browsing import DESK, PHONE, Person, chromium
from tests.running import Running, running

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.timeout(420)]

SLUG = "asagiri"
PASSWORD = "asagiri-no-utsuwa-2026"
MERCHANT = {
    "id": SLUG,
    "name": "朝霧のうつわ",
    "secret_key": "sk_0123456789abcdef0123456789abcdef",
    "webhook_secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
}
LOGIN_CHANNEL, LOGIN_SECRET = "1656789101", "0123456789abcdef0123456789abcdef"
BOT_CHANNEL, BOT_SECRET = "1656789102", "fedcba9876543210fedcba9876543210"
CSV = """Title,URL handle,Description,Status,Published on online store,Option1 name,Option1 value,SKU,Price,Inventory tracker,Inventory quantity
白磁のそば猪口,hakuji-choko,<p>毎日の小鉢に。</p>,Active,TRUE,色,白,CHK-1,1980,shopify,12
,hakuji-choko,,,,,青,CHK-2,2200,shopify,5
藍の豆皿,ai-mamezara,<p>手描きの豆皿です。</p>,Active,TRUE,,,MAM-1,880,shopify,30
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A fresh one, or, with NOREN_JOURNEY_ON=var/demo.json, the demo that runs already."""
    demo = os.environ.get("NOREN_JOURNEY_ON")
    if demo:
        yield Running(Path(demo).parent, addresses_of(json.loads(Path(demo).read_text())), {}, {})
        return
    with running(tmp_path_factory.mktemp("journey")) as started:
        yield started


def addresses_of(told: dict[str, str]) -> Addresses:
    line = urlsplit(told["line_phone"])
    return Addresses(told["base_url"], f"{line.scheme}://{line.netloc}", told["payments"].rstrip("/"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def test_a_seller_opens_a_shop_a_line_user_buys_the_seller_ships_and_is_paid(
    installation: Running, browser: Browser, tmp_path: Path
) -> None:
    seller = Person(browser, size=DESK)
    buyer = Person(browser, size=PHONE)

    sign_up(seller.page, installation)
    register_outside(installation)
    import_products(seller.page, tmp_path)
    set_up_shop(seller.page, installation)
    open_the_shop(seller.page, installation)

    order_page = buy_by_line(buyer, installation)
    number = order_number(order_page)
    expect_notices(buyer, installation, ["ご注文を受け付けました", "お支払い"])

    confirm_and_ship(seller.page, installation, number)
    expect_notices(buyer, installation, ["発送"])

    order_page.reload()
    order_page.get_by_role("button", name="商品を受け取りました").click()
    expect_notices(buyer, installation, ["完了"])

    statement_adds_up(seller.page, installation)
    assert seller.complaints == []
    assert buyer.complaints == []


def field(page: Page, label: str, *, nth: int = 0) -> Locator:
    """A text field by its label, which may carry a mark such as 必須 behind its words."""
    return page.get_by_role("textbox", name=re.compile(rf"^{re.escape(label)}(\s|$)")).nth(nth)


def console(installation: Running, path: str = "") -> str:
    return f"{installation.base}/console/{SLUG}/{path}"


def sign_up(page: Page, installation: Running) -> None:
    page.goto(f"{installation.base}/console/")
    page.get_by_role("link", name="お店を開く").first.click()
    page.get_by_label("お店の名前").fill(MERCHANT["name"])
    page.get_by_label("お店のアドレス").fill(SLUG)
    page.get_by_label("メールアドレス").fill("yoko@asagiri.example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="お店を開く").click()
    expect(page).to_have_url(re.compile(rf"/console/{SLUG}/"))


def register_outside(installation: Running) -> None:
    """What the seller does on other companies' pages: a contract with the provider, channels at LINE."""
    webhook = f"{installation.base}/callbacks/payments/sandbox/{SLUG}"
    put = httpx.put(
        f"{installation.addresses.payments}/_standin/merchants", json={**MERCHANT, "webhook_url": webhook}
    )
    put.raise_for_status()
    seed = {
        "providers": [{"id": "2001", "name": MERCHANT["name"]}],
        "login_channels": [
            {
                "id": LOGIN_CHANNEL,
                "secret": LOGIN_SECRET,
                "provider": "2001",
                "name": MERCHANT["name"],
                "redirect_uris": [f"{installation.base}/{SLUG}/account/log-in/line/return"],
                "linked_bot": BOT_CHANNEL,
            }
        ],
        "messaging_channels": [
            {
                "id": BOT_CHANNEL,
                "secret": BOT_SECRET,
                "provider": "2001",
                "name": MERCHANT["name"],
                "access_tokens": [],
                "webhook_url": f"{installation.base}/callbacks/line/{SLUG}",
            }
        ],
    }
    httpx.post(f"{installation.addresses.line}/_standin/seed", json=seed).raise_for_status()


def import_products(page: Page, folder: Path) -> None:
    path = folder / "products.csv"
    path.write_text(CSV, encoding="utf-8")
    page.get_by_role("link", name="商品", exact=True).first.click()
    page.get_by_role("link", name="CSVで").first.click()
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="内容を確かめる").click()
    page.get_by_role("button", name="2件を登録する").click()
    expect(page.get_by_text("登録が終わりました")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="商品を見る").click()
    expect(page.get_by_role("link", name="白磁のそば猪口").first).to_be_visible()


def set_up_shop(page: Page, installation: Running) -> None:
    page.goto(console(installation, "settings/shipping/new"))
    field(page, "名前").fill("宅急便")
    page.get_by_label("全国の送料", exact=True).fill("800")
    page.get_by_role("button", name="全国に入れる").click()
    page.get_by_role("button", name="保存する").click()

    page.goto(console(installation, "settings/payments/contract/sandbox"))
    page.get_by_label("加盟店ID").fill(MERCHANT["id"])
    page.get_by_label("シークレットキー").fill(MERCHANT["secret_key"])
    page.get_by_label("Webhook署名キー").fill(MERCHANT["webhook_secret"])
    page.get_by_role("button", name="保存する").click()
    page.goto(console(installation, "settings/payments/methods/card"))
    page.get_by_label("この方法を使う").check()
    page.get_by_role("button", name="保存する").click()

    page.goto(console(installation, "settings/line"))
    page.get_by_label("プロバイダーID").fill("2001")
    for place, value in enumerate((LOGIN_CHANNEL, BOT_CHANNEL)):
        field(page, "チャネルID", nth=place).fill(value)
    for place, value in enumerate((LOGIN_SECRET, BOT_SECRET)):
        page.get_by_label("チャネルシークレット").nth(place).fill(value)
    page.get_by_role("button", name="保存して、つながりを確かめる").click()
    expect(page.get_by_text("つながりの確認")).to_be_visible()
    expect(page.get_by_text("要確認")).to_have_count(0)

    page.goto(console(installation, "settings/legal"))
    for label, text in {
        "販売業者": "朝霧 洋子",
        "所在地": "〒604-0925 京都府京都市中京区上本能寺前町488",
        "電話番号": "075-123-4567",
        "メールアドレス": "yoko@asagiri.example.jp",
    }.items():
        field(page, label).fill(text)
    for text_box in page.locator("textarea[required]").all():
        if not text_box.input_value():
            text_box.fill("商品到着後7日以内にご連絡ください。")
    page.get_by_role("button", name="保存する").click()


def open_the_shop(page: Page, installation: Running) -> None:
    page.goto(console(installation, "opening"))
    page.get_by_role("button", name="開店する").click()
    expect(page.get_by_role("heading", name="開店しています")).to_be_visible()


def buy_by_line(buyer: Person, installation: Running) -> Page:
    phone = buyer.page
    phone.goto(f"{installation.addresses.line}/?person=sakura")
    page = buyer.context.new_page()
    page.goto(f"{installation.base}/{SLUG}/products/hakuji-choko")
    expect(page.locator("[data-shipping-price]")).to_contain_text("800")
    page.get_by_role("link", name="カートに入れる").click()
    page.get_by_role("radio", name="青").check()
    page.get_by_role("button", name="カートに入れる").click()
    expect(page).to_have_url(re.compile("/cart"))
    page.get_by_role("link", name=re.compile("注文手続き|レジ")).first.click()
    page.get_by_role("link", name="LINEでログイン").click()
    page.get_by_test_id("login-continue").click()
    page.get_by_test_id("login-allow").click()
    agree = page.get_by_test_id("add-friend")
    expect(page.get_by_role("heading", name="ご注文手続き").or_(agree)).to_be_visible()
    if agree.is_visible():
        agree.click()
    fill_checkout(page)
    page.get_by_role("button", name="確認画面へ進む").last.click()
    for heading in ("分量", "販売価格", "支払時期・方法", "引渡時期", "申込みの撤回・解除"):
        expect(page.get_by_role("heading", name=re.compile(heading))).to_be_visible()
    expect(page.get_by_text("3,000円").first).to_be_visible()
    page.get_by_role("button", name="注文を確定する").click()
    pay_by_card(page)
    expect(page.get_by_text("ご注文ありがとうございます")).to_be_visible(timeout=30_000)
    return page


def fill_checkout(page: Page) -> None:
    page.get_by_label("電話番号").fill("090-1234-5678")
    for label, text in {"姓": "髙橋", "名": "さくら", "セイ": "タカハシ", "メイ": "サクラ"}.items():
        field(page, label).fill(text)
    page.get_by_label("郵便番号").fill("6040925")
    expect(page.get_by_label("市区町村・町名")).to_have_value(re.compile("京都市"))
    page.get_by_label("番地").fill("488")
    page.get_by_role("radio", name=re.compile("クレジットカード")).check()


def pay_by_card(page: Page) -> None:
    page.get_by_test_id("card-number").fill("4100 0000 0000 5000")
    page.get_by_test_id("card-expiry").fill("12/30")
    page.get_by_test_id("card-cvc").fill("123")
    page.get_by_test_id("card-name").fill("SAKURA TAKAHASHI")
    page.get_by_test_id("pay").click()
    page.get_by_test_id("challenge-code").fill("123456")
    page.get_by_test_id("challenge-submit").click()


def order_number(page: Page) -> str:
    return str(page.locator(".order-number").first.inner_text()).strip()


def expect_notices(buyer: Person, installation: Running, words: list[str]) -> None:
    phone = buyer.page
    phone.bring_to_front()
    chat = phone.get_by_test_id("chat-list-item").filter(has_text=MERCHANT["name"])
    if chat.first.is_visible():
        chat.first.click()
    for word in words:
        expect(phone.get_by_test_id("message").filter(has_text=word).first).to_be_visible(timeout=30_000)


def confirm_and_ship(page: Page, installation: Running, number: str) -> None:
    page.goto(console(installation, "orders"))
    page.get_by_role("link", name=number).first.click()
    page.get_by_role("button", name="確認してお知らせする").click()
    page.get_by_label("追跡番号").first.fill("1234-5678-9013")
    page.get_by_role("button", name="発送してお知らせする").click()
    page.get_by_role("button", name="配達済みにする").click()


def statement_adds_up(page: Page, installation: Running) -> None:
    """The breakdown's lines make its net; what was sold less both fees is what the shop keeps; the ledger says the same."""
    page.goto(console(installation, "sales"))
    net = page.get_by_test_id("net")
    # Both fees are there once the order's completion was posted: 2,200 + 800 delivery, 3.3 % and 2.5 %.
    expect(page.locator("dl.statement").first.locator("dd")).to_have_count(5, timeout=30_000)
    amounts = [yen(text) for text in page.locator("dl.statement").first.locator("dd").all_inner_texts()]
    *parts, kept = amounts
    assert parts[0] == 3000
    assert sum(parts) == kept == yen(net.inner_text())
    posted = [yen(text) for text in page.locator("tbody td.number:last-child").all_inner_texts()]
    assert sum(posted) == kept


def yen(text: str) -> int:
    """Read an amount as a page writes it."""
    digits = re.sub(r"[^0-9]", "", text)
    return -int(digits) if re.search(r"[-−]", text) else int(digits or 0)
