"""The hosted pages in a real browser, without JavaScript, as the strict policy wants it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from noren.standins.payments.model import Json
from noren.standins.payments.tests.support import Api, Receiver

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*FLAGS, "--disable-component-update", "--disable-sync"]
        )
        yield running
        running.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", note)
    yield page
    assert complaints == []
    context.close()


def shop(api: Api, **changes: object) -> Json:
    """A payment whose shop is another origin that answers: the dashboard under another host name."""
    here = api.url.replace("127.0.0.1", "localhost")
    return api.create(return_url=f"{here}/?done=1", cancel_url=f"{here}/?cancelled=1", **changes)


def fill_card(page: Page, number: str) -> None:
    page.get_by_test_id("card-number").fill(number)
    page.get_by_test_id("card-expiry").fill("12/35")
    page.get_by_test_id("card-cvc").fill("123")
    page.get_by_test_id("card-name").fill("TARO YAMADA")
    page.get_by_test_id("pay").click()


def test_card_with_a_mistake_then_a_refusal_then_a_challenge(api: Api, phone: Page) -> None:
    payment = shop(api)
    phone.goto(str(payment["hosted_url"]))
    fill_card(phone, "4242 4242 4242 4241")
    assert "カード番号に誤りがあります" in phone.get_by_test_id("card-number-error").inner_text()
    assert phone.get_by_test_id("card-number").input_value() == "4242 4242 4242 4241"
    fill_card(phone, "4000 0000 0000 0002")
    assert "承認が得られませんでした" in phone.get_by_test_id("failure").inner_text()
    fill_card(phone, "4100 0000 0000 5000")
    phone.get_by_test_id("challenge-code").fill("123456")
    phone.get_by_test_id("challenge-submit").click()
    assert phone.url == f"{payment['return_url']}&payment={payment['id']}"
    assert api.read(payment)["state"] == "captured"


def test_konbini_paid_at_the_till(api: Api, phone: Page, receiver: Receiver) -> None:
    payment = shop(api, method="konbini")
    phone.goto(str(payment["hosted_url"]))
    phone.get_by_test_id("konbini-chain").nth(2).check()
    phone.get_by_test_id("konbini-name").fill("山田 花子")
    phone.get_by_test_id("konbini-phone").fill("075-000-0000")
    phone.get_by_test_id("konbini-confirm").click()
    number = phone.get_by_test_id("konbini-number").inner_text()
    konbini = api.read(payment)["konbini"]
    assert isinstance(konbini, dict)
    assert (konbini["chain"], konbini["number"]) == ("family_mart", number)
    phone.get_by_test_id("open-till").click()
    phone.get_by_test_id("konbini-paid").click()
    assert "完了しています" in phone.get_by_test_id("till-state").inner_text()
    assert api.read(payment)["state"] == "captured"


def test_paypay_approved_and_cancelled(api: Api, phone: Page) -> None:
    approved, cancelled = shop(api, method="paypay"), shop(api, method="paypay")
    phone.goto(str(approved["hosted_url"]))
    phone.get_by_test_id("paypay-approve").click()
    assert phone.url == f"{approved['return_url']}&payment={approved['id']}"
    phone.goto(str(cancelled["hosted_url"]))
    phone.get_by_test_id("cancel").click()
    assert phone.url == f"{cancelled['cancel_url']}&payment={cancelled['id']}"
    assert [api.read(payment)["state"] for payment in (approved, cancelled)] == ["captured", "cancelled"]


@pytest.mark.parametrize("method", ["card", "konbini", "paypay"])
def test_buttons_are_big_enough_and_nothing_overflows(api: Api, browser: Browser, method: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(str(shop(api, method=method, description="とても長い商品名の急須" * 8)["hosted_url"]))
    heights = page.evaluate(
        "() => [...document.querySelectorAll('button, input:not([type=hidden],[type=radio]), label.choice, summary')]"
        ".map(element => element.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
