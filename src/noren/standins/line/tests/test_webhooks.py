"""Webhooks as they arrive at a shop: signed, retried, and broken on demand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest
from linebot.v3 import SignatureValidator
from linebot.v3.webhook import WebhookParser
from linebot.v3.webhooks import AccountLinkEvent, FollowEvent, MessageEvent, PostbackEvent, UnfollowEvent

from noren.standins.line.testing import RunningStandIn, free_port
from noren.standins.line.tests.conftest import BOT_ID, BOT_SECRET, Hook, Receiver, befriend, user_id

Bot = Callable[..., httpx.Response]
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


@pytest.fixture
def listening(line: RunningStandIn, receiver: Receiver) -> Receiver:
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"webhook_url": receiver.url})
    return receiver


def say(line: RunningStandIn, text: str, person: str = "sakura") -> None:
    line.control("POST", f"/people/{person}/messages", {"channel": BOT_ID, "text": text})


def act(line: RunningStandIn, action: str) -> None:
    line.control("POST", "/people/sakura/friendships", {"channel": BOT_ID, "action": action})


def idle(line: RunningStandIn) -> None:
    assert line.control("POST", "/webhooks/wait", {"seconds": 8}) == {"idle": True}


def texts(hooks: list[Hook]) -> list[str]:
    messages = [event["message"] for hook in hooks for event in hook.events]
    return [str(message["text"]) for message in messages if isinstance(message, dict)]


def test_the_sdk_accepts_signature_and_events(line: RunningStandIn, listening: Receiver) -> None:
    act(line, "follow")
    say(line, "こんにちは")
    line.control(
        "POST",
        "/people/sakura/postbacks",
        {"channel": BOT_ID, "data": "order=1", "params": {"date": "2026-12-01"}},
    )
    act(line, "block")
    act(line, "follow")
    hooks = listening.wait_for(5)
    parser = WebhookParser(BOT_SECRET)
    events = [parser.parse(hook.body.decode(), hook.headers["x-line-signature"])[0] for hook in hooks]
    assert [type(event) for event in events] == [
        FollowEvent,
        MessageEvent,
        PostbackEvent,
        UnfollowEvent,
        FollowEvent,
    ]
    assert [events[0].follow.is_unblocked, events[4].follow.is_unblocked] == [False, True]
    assert events[1].message.text == "こんにちは"
    assert (events[2].postback.data, events[2].postback.params) == ("order=1", {"date": "2026-12-01"})
    assert {event.source.user_id for event in events} == {user_id(line, "sakura")}
    assert all(ULID.fullmatch(event.webhook_event_id) for event in events)
    assert len({event.webhook_event_id for event in events}) == 5
    assert not any(event.delivery_context.is_redelivery for event in events)
    for hook in hooks:
        assert hook.headers["user-agent"] == "LineBotWebhook/2.0"
        assert hook.headers["content-type"] == "application/json; charset=utf-8"
        assert re.fullmatch("U[0-9a-f]{32}", json.loads(hook.body)["destination"])


def test_a_failed_webhook_comes_again_marked_as_redelivered(
    line: RunningStandIn, listening: Receiver
) -> None:
    befriend(line, "sakura")
    listening.wait_for(1)
    listening.answers += [500, 503]
    say(line, "もしもし")
    hooks = listening.wait_for(4)[1:]
    events = [hook.events[0] for hook in hooks]
    assert [event["deliveryContext"] for event in events] == [
        {"isRedelivery": False},
        {"isRedelivery": True},
        {"isRedelivery": True},
    ]
    assert len({str(event["webhookEventId"]) for event in events}) == 1
    assert len({str(event["timestamp"]) for event in events}) == 1
    assert all(
        SignatureValidator(BOT_SECRET).validate(hook.body.decode(), hook.headers["x-line-signature"])
        for hook in hooks
    )
    idle(line)
    events_kept = line.control("GET", f"/webhooks?channel={BOT_ID}")
    assert isinstance(events_kept, list)
    assert [(event["state"], event["attempts"]) for event in events_kept] == [
        ("delivered", 1),
        ("delivered", 3),
    ]


def test_redelivery_ends_and_can_be_off(line: RunningStandIn, listening: Receiver) -> None:
    listening.answers += [500] * 3
    act(line, "follow")
    idle(line)
    assert len(listening.hooks) == 3
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"redelivery": False})
    listening.answers += [500]
    say(line, "一度だけ")
    idle(line)
    assert len(listening.hooks) == 4
    kept = line.control("GET", f"/webhooks?channel={BOT_ID}")
    assert isinstance(kept, list)
    assert [(event["state"], event["lastStatus"]) for event in kept] == [("failed", 500), ("failed", 500)]


def test_an_unreachable_receiver_is_a_failure_not_a_crash(line: RunningStandIn) -> None:
    line.control(
        "PATCH",
        f"/messaging-channels/{BOT_ID}",
        {"webhook_url": f"http://127.0.0.1:{free_port()}/", "redelivery": False},
    )
    befriend(line, "sakura")
    idle(line)
    kept = line.control("GET", f"/webhooks?channel={BOT_ID}")
    assert isinstance(kept, list)
    assert [(event["state"], event["lastReason"]) for event in kept] == [("failed", "ConnectError")]


def test_faults_duplicate_wrong_signature_and_reorder(line: RunningStandIn, listening: Receiver) -> None:
    befriend(line, "sakura")
    listening.wait_for(1)
    line.control("POST", "/webhook-faults", {"channel": BOT_ID, "kind": "duplicate"})
    say(line, "一")
    twice = listening.wait_for(3)[1:]
    assert twice[0].body == twice[1].body
    line.control("POST", "/webhook-faults", {"channel": BOT_ID, "kind": "wrong_signature"})
    say(line, "二")
    forged = listening.wait_for(4)[3]
    assert not SignatureValidator(BOT_SECRET).validate(
        forged.body.decode(), forged.headers["x-line-signature"]
    )
    line.control("POST", "/webhook-faults", {"channel": BOT_ID, "kind": "reorder"})
    say(line, "三")
    say(line, "四")
    idle(line)
    assert texts(listening.hooks[4:]) == ["四", "三"]


def test_fault_delay_holds_an_event_back(line: RunningStandIn, listening: Receiver) -> None:
    line.control("POST", "/webhook-faults", {"channel": BOT_ID, "kind": "delay", "seconds": 3600})
    act(line, "follow")
    assert line.control("POST", "/webhooks/wait", {"seconds": 0.2}) == {"idle": False}
    assert listening.hooks == []
    line.control("POST", "/clock", {"advance_seconds": 3601})
    try:
        assert listening.wait_for(1)[0].events[0]["type"] == "follow"
    finally:
        line.control("POST", "/clock", {"advance_seconds": -3601})


def test_endpoint_is_read_set_and_tested(line: RunningStandIn, bot: Bot, receiver: Receiver) -> None:
    path = "/v2/bot/channel/webhook/endpoint"
    assert bot("GET", path).status_code == 404
    for wrong in (
        "http://example.com/",
        "http://127.0.0.1/",
        "ftp://example.com/",
        "https://" + "x" * 500,
        "",
        "暮らし",
    ):
        assert bot("PUT", path, {"endpoint": wrong}).status_code == 400
    assert bot("PUT", path, {"endpoint": "https://shop.example.jp/callbacks/line"}).status_code == 200
    assert bot("GET", path).json() == {"endpoint": "https://shop.example.jp/callbacks/line", "active": True}
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"webhook_url": receiver.url})
    tested = bot("POST", "/v2/bot/channel/webhook/test", {}).json()
    assert (tested["success"], tested["statusCode"], tested["reason"]) == (True, 200, "OK")
    assert receiver.wait_for(1)[0].events == []
    receiver.answers.append(404)
    failed = bot("POST", "/v2/bot/channel/webhook/test").json()
    assert (failed["success"], failed["statusCode"], failed["reason"]) == (False, 404, "ERROR_STATUS_CODE")


def test_accounts_are_linked_by_the_person_the_token_was_made_for(
    line: RunningStandIn, listening: Receiver, bot: Bot, client: httpx.Client
) -> None:
    to = befriend(line, "sakura")
    token = bot("POST", f"/v2/bot/user/{to}/linkToken").json()["linkToken"]
    client.get("/?person=sakura")
    assert (
        client.get("/dialog/bot/accountLink", params={"linkToken": token, "nonce": "short"}).status_code
        == 400
    )
    dialog = client.get(
        "/dialog/bot/accountLink", params={"linkToken": token, "nonce": "bm9uY2UtbmV2ZXItdXNlZA=="}
    )
    assert "佐藤 さくら" in dialog.text
    form = {"link_token": token, "nonce": "bm9uY2UtbmV2ZXItdXNlZA=="}
    assert client.post("/dialog/bot/accountLink/agree", data=form).status_code == 200
    assert client.post("/dialog/bot/accountLink/agree", data=form).status_code == 400
    hook = listening.wait_for(2)[1]
    event = WebhookParser(BOT_SECRET).parse(hook.body.decode(), hook.headers["x-line-signature"])[0]
    assert isinstance(event, AccountLinkEvent)
    assert (event.link.result, event.link.nonce, bool(event.reply_token)) == (
        "ok",
        "bm9uY2UtbmV2ZXItdXNlZA==",
        True,
    )


def test_somebody_else_cannot_link_with_a_stolen_token(
    line: RunningStandIn, listening: Receiver, bot: Bot, client: httpx.Client
) -> None:
    token = bot("POST", f"/v2/bot/user/{befriend(line, 'sakura')}/linkToken").json()["linkToken"]
    client.get("/?person=kenji")
    form = {"link_token": token, "nonce": "bm9uY2UtbmV2ZXItdXNlZA=="}
    answer = client.post(
        "/dialog/bot/accountLink/agree",
        content=urlencode(form),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 400
    event = listening.wait_for(2)[1].events[0]
    assert event["link"] == {"result": "failed", "nonce": "bm9uY2UtbmV2ZXItdXNlZA=="}
    assert "replyToken" not in event


def test_messages_are_marked_as_read_by_token(line: RunningStandIn, listening: Receiver, bot: Bot) -> None:
    befriend(line, "sakura")
    say(line, "読みましたか")
    event = listening.wait_for(2)[1].events[0]
    message = event["message"]
    assert isinstance(message, dict)
    assert bot("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": "wrong"}).status_code == 400
    unread = line.control("GET", "/messages?sender=person")
    assert isinstance(unread, list)
    assert unread[0]["readAt"] is None
    assert (
        bot("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": message["markAsReadToken"]}).status_code
        == 200
    )
    read = line.control("GET", "/messages?sender=person")
    assert isinstance(read, list)
    assert read[0]["readAt"] is not None
