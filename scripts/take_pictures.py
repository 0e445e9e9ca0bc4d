"""Takes the pictures of docs/pictures from a running demo: `.venv/bin/python scripts/take_pictures.py [demo.json]`.

Needs Chromium on the machine and `make demo` running in another terminal.
"""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browsing import DESK, PHONE, Person, chromium  # noqa: E402 - the tests' browser, from the checkout
from tests.journeys.test_main_job import fill_checkout, pay_by_card  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
QUALITY = 86


def keep(page: Page, name: str) -> None:
    """Store what the page shows as WebP."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot()))
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture.save(FOLDER / f"{name}.webp", "WEBP", quality=QUALITY, method=6)


def storefront(browser: Browser, told: dict[str, str], size: dict[str, int], suffix: str) -> None:
    """Home, collection, product, cart, checkout and last screen, as a guest."""
    page = Person(browser, size=size).page
    shop = told["storefront"].rstrip("/")
    page.goto(f"{shop}/")
    keep(page, f"storefront-home-{suffix}")
    page.goto(f"{shop}/collections/utsuwa")
    keep(page, f"storefront-collection-{suffix}")
    page.goto(f"{shop}/products/kohiki-meshiwan")
    keep(page, f"storefront-product-{suffix}")
    put_into_cart(page, f"{shop}/products/kohiki-meshiwan")
    put_into_cart(page, f"{shop}/products/chasen-kuse-naoshi")
    page.goto(f"{shop}/cart")
    keep(page, f"storefront-cart-{suffix}")
    page.goto(f"{shop}/checkout")
    keep(page, f"storefront-checkout-{suffix}")
    enter(page)
    keep(page, f"storefront-last-screen-{suffix}")


def put_into_cart(page: Page, url: str) -> None:
    """Choose the first of each axis and add one piece."""
    answer = page.goto(url)
    if answer is None or answer.status != 200:
        return
    bar = page.locator("[data-open-options]")
    if bar.is_visible():
        bar.click()
    for axis in page.locator("fieldset:has(input[type=radio])").all():
        axis.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="カートに入れる").click()
    page.wait_for_url("**/cart")


def enter(page: Page) -> None:
    """Fill the checkout in and go to the last screen."""
    values = {
        "email": "sakura@example.jp",
        "phone": "090-1234-5678",
        "family_name": "髙橋",
        "given_name": "さくら",
        "family_kana": "タカハシ",
        "given_kana": "サクラ",
        "postal_code": "604-0925",
    }
    for name, text in values.items():
        page.locator(f"[name={name}]").fill(text)
    expect(page.locator("[name=city]")).not_to_have_value("")
    page.locator("[name=street]").fill("488")
    page.locator("[name=payment]").first.check()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="確認画面へ進む").last.click()
    page.wait_for_url("**/checkout/review")


def log_in_seller(browser: Browser, told: dict[str, object], size: dict[str, int]) -> Page:
    """Log in to the console with what demo.json tells."""
    page = Person(browser, size=size).page
    staff = told["staff"]
    assert isinstance(staff, dict)
    page.goto(f"{told['base_url']}/console/log-in")
    page.locator("[name=email]").fill(staff["email"])
    page.locator("[name=password]").fill(staff["password"])
    page.get_by_role("button", name="ログイン").click()
    expect(page).not_to_have_url(re.compile("log-in"))
    return page


def console(browser: Browser, told: dict[str, object], size: dict[str, int], suffix: str) -> None:
    """Today, orders, one order, products, a product's form, the statement, the look."""
    page = log_in_seller(browser, told, size)
    home = f"{told['base_url']}/console/koharu"
    for path, name in (
        ("/", "today"),
        ("/orders", "orders"),
        ("/products", "products"),
        ("/sales", "statement"),
        ("/settings/theme", "look"),
        ("/settings", "settings"),
        ("/settings/shipping", "shipping"),
        ("/customers", "customers"),
    ):
        page.goto(f"{home}{path}")
        keep(page, f"console-{name}-{suffix}")
    page.goto(f"{home}/orders")
    page.locator("[data-row-link]").first.click()
    keep(page, f"console-order-{suffix}")
    page.goto(f"{home}/products?q=kohiki")
    page.goto(f"{home}/products")
    page.locator("[data-row-link]").first.click()
    keep(page, f"console-product-form-{suffix}")


def live_through_an_order(browser: Browser, told: dict[str, object]) -> None:
    """Somebody buys by LINE, the shop confirms and ships: the notices that the phone's picture shows."""
    buyer = Person(browser, size=PHONE)
    buyer.page.goto(str(told["line_phone"]))
    page = buyer.context.new_page()
    page.goto(f"{told['base_url']}/koharu/account/log-in")
    page.get_by_role("link", name="LINEでログイン").click()
    page.get_by_test_id("login-continue").click()
    # Asked for only the first time: a second run goes straight back to the shop.
    expect(page.get_by_test_id("login-allow").or_(page.locator(".storefront"))).to_be_visible()
    if page.get_by_test_id("login-allow").is_visible():
        page.get_by_test_id("login-allow").click()
    expect(page.locator(".storefront")).to_be_visible()
    put_into_cart(page, f"{told['base_url']}/koharu/products/kohiki-meshiwan")
    page.goto(f"{told['base_url']}/koharu/checkout")
    fill_checkout(page)
    page.get_by_role("button", name="確認画面へ進む").last.click()
    page.get_by_role("button", name="注文を確定する").click()
    pay_by_card(page)
    expect(page.get_by_text("ご注文ありがとうございます")).to_be_visible()
    expect(page.get_by_role("heading", name="ショップの確認をお待ちください")).to_be_visible(timeout=30_000)
    keep(page, "storefront-order-phone")
    number = str(page.locator(".order-number").first.inner_text()).strip()
    seller = log_in_seller(browser, told, DESK)
    seller.goto(f"{told['base_url']}/console/koharu/orders/{number}")
    seller.locator("[name=message]").fill("ご注文ありがとうございます。ていねいにお包みして、お送りします。")
    seller.get_by_role("button", name="確認してお知らせする").click()
    seller.locator("[name=tracking_number]").fill("1234-5678-9013")
    seller.get_by_role("button", name="発送してお知らせする").click()
    seller.wait_for_timeout(3000)


def line_phone(browser: Browser, told: dict[str, str], size: dict[str, int], suffix: str) -> None:
    """The chat of a person with the shop."""
    page = Person(browser, size=size).page
    page.goto(told["line_phone"])
    page.wait_for_timeout(1000)
    chat = page.get_by_test_id("chat-list-item").filter(has_text="こはる").first
    if chat.is_visible():
        chat.click()
        page.wait_for_timeout(1000)
    keep(page, f"line-phone-{suffix}")


def main() -> None:
    """Take all pictures."""
    told = json.loads(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "var" / "demo.json").read_text())
    with chromium() as browser:
        live_through_an_order(browser, told)
        for size, suffix in ((PHONE, "phone"), (DESK, "desk")):
            storefront(browser, told, size, suffix)
            console(browser, told, size, suffix)
            line_phone(browser, told, size, suffix)


if __name__ == "__main__":
    main()
