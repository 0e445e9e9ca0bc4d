"""The phone as a person uses it, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from noren.standins.line.testing import RunningStandIn
from noren.standins.line.tests.conftest import BOT_ID, LOGIN_ID, SEED, befriend, shown

pytestmark = pytest.mark.browser
Bot = Callable[..., httpx.Response]
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BUBBLE = {
    "type": "bubble",
    "body": {
        "type": "box", "layout": "vertical", "spacing": "md",
        "contents": [{"type": "text", "text": "発送しました", "weight": "bold", "size": "lg", "color": "#1F3A5F"}, {"type": "text", "text": "<b>K-1024</b>"}],
    },
    "footer": {
        "type": "box", "layout": "vertical",
        "contents": [
            {"type": "button", "style": "primary", "action": {"type": "uri", "label": "注文を見る", "uri": "http://127.0.0.1:9/orders/1"}},
            {"type": "button", "action": {"type": "postback", "label": "受け取った", "data": "received=1", "displayText": "受け取りました"}},
        ],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, line: RunningStandIn) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda entry: errors.append(entry.text) if "Content Security Policy" in entry.text else None,
    )
    opened.goto(f"{line.url}/?person=sakura")
    yield opened
    opened.close()
    assert errors == []


def events(line: RunningStandIn) -> list[dict[str, object]]:
    found = line.control("GET", f"/webhooks?channel={BOT_ID}")
    assert isinstance(found, list)
    return [entry["event"] for entry in found]


def open_chat(page: Page) -> None:
    page.get_by_test_id("chat-list-item").filter(has_text="暮らしの道具 こはる").click()


def test_a_pushed_flex_message_arrives_live_and_can_be_used(
    page: Page, line: RunningStandIn, bot: Bot
) -> None:
    to = befriend(line, "sakura")
    expect(page.get_by_test_id("chat-list-item")).to_have_count(2)
    flex = {"type": "flex", "altText": "発送のお知らせ", "contents": BUBBLE}
    assert bot("POST", "/v2/bot/message/push", {"to": to, "messages": [flex]}).status_code == 200
    item = page.get_by_test_id("chat-list-item").filter(has_text="こはる")
    expect(item.get_by_test_id("unread")).to_have_text("1")
    expect(item).to_contain_text("発送のお知らせ")
    open_chat(page)
    title = page.get_by_text("発送しました")
    expect(title).to_have_css("font-size", "19px")
    expect(title).to_have_css("color", "rgb(31, 58, 95)")
    expect(page.get_by_text("<b>K-1024</b>")).to_be_visible()
    link = page.get_by_test_id("flex-button").first
    assert (link.get_attribute("href"), link.get_attribute("target"), link.get_attribute("rel")) == (
        "http://127.0.0.1:9/orders/1",
        "_blank",
        "noopener noreferrer",
    )
    expect(link).to_have_css("background-color", "rgb(23, 201, 80)")
    page.get_by_test_id("flex-button").nth(1).click()
    expect(page.get_by_test_id("message").last).to_contain_text("受け取りました")
    assert events(line)[-1]["postback"] == {"data": "received=1"}
    page.get_by_test_id("back").click()
    expect(page.get_by_test_id("chat-list-item").first).to_be_visible()
    expect(page.get_by_test_id("unread")).to_have_count(0)


def test_writing_and_quick_replies_reach_the_shop(page: Page, line: RunningStandIn, bot: Bot) -> None:
    to = befriend(line, "sakura")
    open_chat(page)
    page.get_by_test_id("composer").fill("在庫はありますか\n教えてください")
    page.get_by_test_id("send").click()
    own = page.get_by_test_id("message").last
    expect(own).to_contain_text("在庫はありますか")
    expect(page.get_by_test_id("composer")).to_have_value("")
    expect(own.locator(".read")).to_be_hidden()
    assert bot("POST", "/v2/bot/message/markAsRead", {"chat": {"userId": to}}).status_code == 200
    expect(own.locator(".read")).to_be_visible()
    items = [
        {"type": "action", "action": {"type": "message", "label": word, "text": f"{word}です"}}
        for word in ("贈りもの", "自宅用")
    ]
    answer = {"type": "text", "text": "包装はどうしますか", "quickReply": {"items": items}}
    token = str(events(line)[-1]["replyToken"])
    assert (
        bot("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": [answer]}).status_code == 200
    )
    page.get_by_test_id("quick-reply").first.click()
    expect(page.get_by_test_id("message").last).to_contain_text("贈りものです")
    expect(page.get_by_test_id("quick-reply")).to_have_count(0)
    assert [event["type"] for event in events(line)] == ["follow", "message", "message"]


def test_adding_and_blocking_a_friend(page: Page, line: RunningStandIn) -> None:
    open_chat(page)
    expect(page.get_by_test_id("composer")).to_be_disabled()
    page.get_by_test_id("add-friend").click()
    expect(page.get_by_test_id("composer")).to_be_enabled()
    page.get_by_test_id("chat-menu").click()
    page.get_by_test_id("block-friend").click()
    expect(page.get_by_text("ブロックしています")).to_be_visible()
    page.get_by_test_id("add-friend").click()
    expect(page.get_by_test_id("composer")).to_be_enabled()
    assert [(event["type"], event.get("follow")) for event in events(line)] == [
        ("follow", {"isUnblocked": False}), ("unfollow", None), ("follow", {"isUnblocked": True}),
    ]  # fmt: skip


def test_another_person_sees_another_phone(page: Page, line: RunningStandIn, bot: Bot) -> None:
    bot(
        "POST",
        "/v2/bot/message/push",
        {"to": befriend(line, "sakura"), "messages": [{"type": "text", "text": "さくらさんへ"}]},
    )
    expect(page.get_by_text("さくらさんへ")).to_be_visible()
    page.get_by_test_id("person-menu").click()
    page.get_by_role("dialog").get_by_test_id("person-switch").filter(has_text="伊藤 健司").click()
    expect(page.get_by_test_id("person-menu")).to_have_attribute("aria-label", re.compile("伊藤 健司"))
    expect(page.get_by_text("さくらさんへ")).to_have_count(0)


def test_everything_can_be_done_by_keyboard(page: Page, line: RunningStandIn) -> None:
    befriend(line, "sakura")
    expect(page.get_by_test_id("chat-list-item").first).to_contain_text("こはる")
    page.get_by_test_id("chat-list-item").first.focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("composer").focus()
    page.keyboard.type("hello")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("send")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("message").last).to_contain_text("hello")
    assert [entry["content"] for entry in shown(line, "sakura")] == [{"type": "text", "text": "hello"}]


def test_logging_in_at_a_shop_with_the_phones_person(page: Page, line: RunningStandIn) -> None:
    callback = f"{line.url}/static/icon.svg"
    channels = SEED["login_channels"]
    assert isinstance(channels, list)
    line.control("PUT", f"/login-channels/{LOGIN_ID}", {**channels[0], "redirect_uris": [callback]})
    query = f"response_type=code&client_id={LOGIN_ID}&redirect_uri={callback}&state=s-9&scope=profile%20openid&bot_prompt=normal"
    page.goto(f"{line.url}/oauth2/v2.1/authorize?{query}")
    page.get_by_test_id("login-continue").click()
    expect(page.get_by_test_id("login-scopes").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_test_id("add-friend")).to_be_checked()
    page.get_by_test_id("login-allow").click()
    page.wait_for_url(re.compile(r"icon\.svg\?code=.+&state=s-9&friendship_status_changed=true"))
    page.goto(f"{line.url}/oauth2/v2.1/authorize?{query}&prompt=consent")
    page.get_by_test_id("login-cancel").click()
    page.wait_for_url(re.compile(r"error=access_denied"))


def test_touch_targets_are_large_enough(page: Page, line: RunningStandIn) -> None:
    befriend(line, "sakura")
    open_chat(page)
    page.get_by_test_id("composer").fill("x")
    for name in ("back", "chat-menu", "composer", "send"):
        box = page.get_by_test_id(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, name
