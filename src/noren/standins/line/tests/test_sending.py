"""Sending through the real SDK: what arrives, what is refused, what a retry key does."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    BroadcastRequest,
    Configuration,
    FlexMessage,
    MessagingApi,
    MulticastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
    ValidateMessageRequest,
)

from noren.standins.line.testing import RunningStandIn
from noren.standins.line.tests.conftest import (
    BOT_ID,
    BOT_TOKEN,
    OTHER_BOT_ID,
    OTHER_TOKEN,
    befriend,
    shown,
    user_id,
)

Bot = Callable[..., httpx.Response]
TEXT = {"type": "text", "text": "発送しました"}


@pytest.fixture
def sdk(line: RunningStandIn) -> Iterator[MessagingApi]:
    with ApiClient(Configuration(host=line.url, access_token=BOT_TOKEN)) as opened:
        yield MessagingApi(opened)


def push_body(to: str, *messages: dict[str, object]) -> dict[str, object]:
    return {"to": to, "messages": list(messages) or [TEXT]}


def test_the_sdk_pushes_to_a_friend(sdk: MessagingApi, line: RunningStandIn) -> None:
    to = befriend(line, "sakura")
    flex = {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "発送しました"}]},
    }
    message = FlexMessage.from_dict({"type": "flex", "altText": "発送のお知らせ", "contents": flex})
    answer = sdk.push_message(PushMessageRequest(to=to, messages=[TextMessage(text="発送しました"), message]))
    arrived = shown(line, "sakura", BOT_ID)
    assert [entry["id"] for entry in arrived] == [sent.id for sent in answer.sent_messages]
    assert [entry["origin"] for entry in arrived] == ["push", "push"]
    assert arrived[0]["content"] == TEXT
    assert all(sent.quote_token for sent in answer.sent_messages)


def test_strangers_and_blockers_get_nothing_though_the_answer_is_200(
    sdk: MessagingApi, line: RunningStandIn
) -> None:
    stranger = user_id(line, "haruto")
    blocker = befriend(line, "misaki")
    line.control("POST", "/people/misaki/friendships", {"channel": BOT_ID, "action": "block"})
    for to in (stranger, blocker):
        assert (
            len(
                sdk.push_message(
                    PushMessageRequest(to=to, messages=[TextMessage(text="こんにちは")])
                ).sent_messages
            )
            == 1
        )
    assert shown(line) == []
    assert sdk.get_message_quota_consumption().total_usage == 0


def test_ids_of_another_provider_are_unknown(bot: Bot, line: RunningStandIn) -> None:
    befriend(line, "sakura", OTHER_BOT_ID)
    foreign = user_id(line, "sakura", "minami")
    refused = bot("POST", "/v2/bot/message/push", push_body(foreign))
    assert (refused.status_code, refused.json()) == (400, {"message": "Failed to send messages"})
    assert bot("GET", f"/v2/bot/profile/{foreign}").status_code == 404
    assert shown(line) == []


def test_multicast_passes_over_whoever_cannot_be_reached(sdk: MessagingApi, line: RunningStandIn) -> None:
    friends = [befriend(line, "sakura"), befriend(line, "haruto")]
    unknown = "U" + "0" * 32
    sdk.multicast(
        MulticastRequest(
            to=[*friends, friends[0], unknown, user_id(line, "kenji")],
            messages=[TextMessage(text="新作です")],
        )
    )
    assert sorted(str(entry["person"]) for entry in shown(line)) == ["haruto", "sakura"]
    assert sdk.get_message_quota_consumption().total_usage == 2


def test_broadcast_reaches_every_friend_of_this_account_only(sdk: MessagingApi, line: RunningStandIn) -> None:
    befriend(line, "sakura")
    befriend(line, "kenji", OTHER_BOT_ID)
    sdk.broadcast(BroadcastRequest(messages=[TextMessage(text="お休みのお知らせ")]))
    assert [(entry["person"], entry["channel"]) for entry in shown(line)] == [("sakura", BOT_ID)]


def reply_token(line: RunningStandIn) -> str:
    line.control("POST", "/people/sakura/messages", {"channel": BOT_ID, "text": "在庫はありますか"})
    events = line.control("GET", f"/webhooks?channel={BOT_ID}")
    assert isinstance(events, list)
    return str(events[-1]["event"]["replyToken"])


def test_a_reply_token_answers_once_and_within_a_minute(
    sdk: MessagingApi, bot: Bot, line: RunningStandIn
) -> None:
    befriend(line, "sakura")
    token = reply_token(line)
    foreign = bot(
        "POST", "/v2/bot/message/reply", {"replyToken": token, "messages": [TEXT]}, token=OTHER_TOKEN
    )
    assert foreign.json() == {"message": "Invalid reply token"}
    sdk.reply_message(ReplyMessageRequest(reply_token=token, messages=[TextMessage(text="ございます")]))
    again = bot("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": [TEXT]})
    assert (again.status_code, again.json()) == (400, {"message": "Invalid reply token"})
    late = reply_token(line)
    line.control("POST", "/clock", {"advance_seconds": 61})
    try:
        assert (
            bot("POST", "/v2/bot/message/reply", {"replyToken": late, "messages": [TEXT]}).status_code == 400
        )
    finally:
        line.control("POST", "/clock", {"advance_seconds": -61})
    assert [entry["content"] for entry in shown(line) if entry["sender"] == "bot"] == [
        {"type": "text", "text": "ございます"}
    ]
    assert sdk.get_message_quota_consumption().total_usage == 0


def test_an_invalid_reply_does_not_spend_its_token(bot: Bot, line: RunningStandIn) -> None:
    befriend(line, "sakura")
    token = reply_token(line)
    assert bot("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": []}).status_code == 400
    assert bot("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": [TEXT]}).status_code == 200


def test_a_repeated_retry_key_is_409_with_the_first_request_id(
    sdk: MessagingApi, line: RunningStandIn
) -> None:
    to, key = befriend(line, "sakura"), str(uuid.uuid4())
    request = PushMessageRequest(to=to, messages=[TextMessage(text="ご注文を受け付けました")])
    first = sdk.push_message_with_http_info(request, x_line_retry_key=key)
    with pytest.raises(ApiException) as refused:
        sdk.push_message(request, x_line_retry_key=key)
    assert refused.value.status == 409
    assert refused.value.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert refused.value.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    sent = first.data.sent_messages[0]
    assert httpx.Response(200, content=refused.value.body).json() == {
        "message": "The retry key is already accepted",
        "sentMessages": [{"id": sent.id, "quoteToken": sent.quote_token}],
    }
    assert len(shown(line)) == 1
    assert sdk.get_message_quota_consumption().total_usage == 1


def test_a_retry_key_is_forgotten_after_a_day_and_belongs_to_one_account(
    bot: Bot, line: RunningStandIn
) -> None:
    to, key = befriend(line, "sakura"), str(uuid.uuid4())
    other = befriend(line, "sakura", OTHER_BOT_ID)
    assert bot("POST", "/v2/bot/message/push", push_body(to), X_Line_Retry_Key=key).status_code == 200
    elsewhere = bot("POST", "/v2/bot/message/push", push_body(other), token=OTHER_TOKEN, X_Line_Retry_Key=key)
    assert elsewhere.status_code == 200
    assert (
        bot(
            "POST", "/v2/bot/message/broadcast", {"messages": [TEXT]}, X_Line_Retry_Key=key.upper()
        ).status_code
        == 409
    )
    line.control("POST", "/clock", {"advance_seconds": 24 * 3600 + 1})
    try:
        assert bot("POST", "/v2/bot/message/push", push_body(to), X_Line_Retry_Key=key).status_code == 200
    finally:
        line.control("POST", "/clock", {"advance_seconds": -24 * 3600 - 1})


def test_a_refused_request_does_not_use_up_its_retry_key(bot: Bot, line: RunningStandIn) -> None:
    to, key = befriend(line, "sakura"), str(uuid.uuid4())
    assert (
        bot("POST", "/v2/bot/message/push", push_body(to, {"type": "text"}), X_Line_Retry_Key=key).status_code
        == 400
    )
    assert bot("POST", "/v2/bot/message/push", push_body(to), X_Line_Retry_Key=key).status_code == 200


@pytest.mark.parametrize(
    "key", ["", "abc", "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g"]
)
def test_a_retry_key_must_be_a_uuid(bot: Bot, line: RunningStandIn, key: str) -> None:
    to = befriend(line, "sakura")
    assert bot("POST", "/v2/bot/message/push", push_body(to), X_Line_Retry_Key=key).status_code == 400
    assert shown(line) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v2/bot/message/reply"),
        ("GET", "/v2/bot/info"),
        ("POST", "/v2/bot/message/validate/push"),
        ("GET", "/v2/bot/message/quota"),
    ],
)
def test_a_retry_key_elsewhere_is_400(bot: Bot, method: str, path: str) -> None:
    body = {"replyToken": "x", "messages": [TEXT]} if path.endswith("reply") else {"messages": [TEXT]}
    answer = bot(method, path, None if method == "GET" else body, X_Line_Retry_Key=str(uuid.uuid4()))
    assert answer.status_code == 400
    assert "X-Line-Retry-Key" in answer.json()["message"]


def test_the_monthly_limit_is_429_and_sends_nothing(
    sdk: MessagingApi, bot: Bot, line: RunningStandIn
) -> None:
    friends = [befriend(line, "sakura"), befriend(line, "haruto")]
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"quota": 2})
    assert (sdk.get_message_quota().type, sdk.get_message_quota().value) == ("limited", 2)
    assert bot("POST", "/v2/bot/message/push", push_body(friends[0])).status_code == 200
    over = bot("POST", "/v2/bot/message/multicast", {"to": friends, "messages": [TEXT]})
    assert (over.status_code, over.json()) == (429, {"message": "You have reached your monthly limit."})
    assert len(shown(line)) == 1
    assert bot("POST", "/v2/bot/message/push", push_body(friends[1])).status_code == 200
    assert bot("POST", "/v2/bot/message/push", push_body(friends[1])).status_code == 429
    assert (
        bot(
            "POST", "/v2/bot/message/reply", {"replyToken": reply_token(line), "messages": [TEXT]}
        ).status_code
        == 200
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {BOT_TOKEN}"},
        {"Authorization": "Bearer"},
    ],
)
def test_without_a_valid_token_it_is_401(
    client: httpx.Client, line: RunningStandIn, headers: dict[str, str]
) -> None:
    answer = client.post("/v2/bot/message/push", json=push_body(befriend(line, "sakura")), headers=headers)
    assert answer.status_code == 401
    assert answer.json()["message"].startswith("Authentication failed")
    assert shown(line) == []


def test_wrong_content_type_broken_json_unknown_path_and_method(client: httpx.Client) -> None:
    token = {"Authorization": f"Bearer {BOT_TOKEN}"}
    path = "/v2/bot/message/push"
    form = client.post(path, data={"to": "x"}, headers=token)
    assert (form.status_code, form.json()["message"]) == (
        415,
        "The content type, 'application/x-www-form-urlencoded', is not supported",
    )
    broken = client.post(
        path, content=b'{"to":\n "x",}', headers={**token, "Content-Type": "application/json"}
    )
    assert (broken.status_code, broken.json()["message"]) == (
        400,
        "The request body could not be parsed as JSON (line: 2, column: 6)",
    )
    array = client.post(path, content=b"[]", headers={**token, "Content-Type": "application/json"})
    assert array.status_code == 400
    large = client.post(
        path,
        content=b'"' + b"x" * 2 * 1024 * 1024 + b'"',
        headers={**token, "Content-Type": "application/json"},
    )
    assert large.status_code == 413
    unknown = client.get("/v2/bot/nothing", headers=token)
    assert (unknown.status_code, unknown.json()) == (404, {"message": "Not found"})
    wrong = client.get(path, headers=token)
    assert wrong.status_code == 405
    assert all("x-line-request-id" in answer.headers for answer in (form, broken, array, unknown, wrong))


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("push", {"messages": [TEXT]}, "to"),
        ("push", {"to": "", "messages": [TEXT]}, "to"),
        ("push", {"to": "U" + "0" * 32}, "messages"),
        ("push", {"to": "U" + "0" * 32, "messages": []}, "messages"),
        ("push", {"to": "U" + "0" * 32, "messages": [TEXT] * 6}, "messages"),
        ("multicast", {"to": [], "messages": [TEXT]}, "to"),
        ("multicast", {"to": ["U" + "0" * 32] * 501, "messages": [TEXT]}, "to"),
        (
            "push",
            {"to": "U" + "0" * 32, "messages": [TEXT], "customAggregationUnits": ["発送"]},
            "customAggregationUnits[0]",
        ),
        (
            "push",
            {"to": "U" + "0" * 32, "messages": [TEXT], "customAggregationUnits": ["a", "b"]},
            "customAggregationUnits",
        ),
    ],
)
def test_details_name_the_wrong_property(bot: Bot, path: str, body: object, name: str) -> None:
    answer = bot("POST", f"/v2/bot/message/{path}", body)
    assert answer.status_code == 400
    assert answer.json()["message"] == "The request body has 1 error(s)"
    assert [detail["property"] for detail in answer.json()["details"]] == [name]


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("push", {"to": "sakura", "messages": [TEXT]}, "to"),
        ("multicast", {"to": ["U" + "0" * 32, "Uxyz"], "messages": [TEXT]}, "to"),
        ("push", {"to": 5, "messages": [TEXT]}, "to"),
        ("push", {"to": "U" + "0" * 32, "messages": [TEXT], "priority": 1}, "priority"),
        (
            "push",
            {"to": "U" + "0" * 32, "messages": [TEXT], "notificationDisabled": "yes"},
            "notificationDisabled",
        ),
        ("broadcast", {"messages": [{**TEXT, "color": "red"}]}, "messages[0].color"),
        ("broadcast", {"messages": "hello"}, "messages"),
    ],
)
def test_unknown_properties_and_wrong_types_are_refused(bot: Bot, path: str, body: object, name: str) -> None:
    answer = bot("POST", f"/v2/bot/message/{path}", body)
    assert answer.status_code == 400
    assert answer.json() == {
        "message": f"The property, '{name}', in the request body is invalid (line: -, column: -)"
    }


def test_validate_checks_without_sending(sdk: MessagingApi, bot: Bot, line: RunningStandIn) -> None:
    befriend(line, "sakura")
    for check in (
        sdk.validate_push,
        sdk.validate_multicast,
        sdk.validate_broadcast,
        sdk.validate_reply,
        sdk.validate_narrowcast,
    ):
        check(ValidateMessageRequest(messages=[TextMessage(text="下書き")]))
    refused = bot("POST", "/v2/bot/message/validate/push", {"messages": [{"type": "text", "text": ""}]})
    assert (refused.status_code, refused.json()["details"][0]["property"]) == (400, "messages[0].text")
    assert shown(line) == []


def test_profile_followers_info_and_loading_through_the_sdk(
    sdk: MessagingApi, bot: Bot, line: RunningStandIn
) -> None:
    to = befriend(line, "sakura")
    more = [befriend(line, person) for person in ("haruto", "misaki")]
    assert sdk.get_profile(to).display_name == "佐藤 さくら"
    page = sdk.get_followers(limit=2)
    rest = sdk.get_followers(limit=2, start=page.next)
    assert (page.user_ids + rest.user_ids, rest.next) == ([to, *more], None)
    info = sdk.get_bot_info()
    assert (info.display_name, len(info.user_id), info.basic_id[0]) == ("暮らしの道具 こはる", 33, "@")
    sdk.show_loading_animation(ShowLoadingAnimationRequest(chat_id=to, loading_seconds=5))
    for seconds in (4, 7, 65):
        assert (
            bot("POST", "/v2/bot/chat/loading/start", {"chatId": to, "loadingSeconds": seconds}).status_code
            == 400
        )
    line.control("POST", "/people/sakura/friendships", {"channel": BOT_ID, "action": "block"})
    assert bot("GET", f"/v2/bot/profile/{to}").status_code == 404
    assert bot("GET", "/v2/bot/followers/ids?limit=1001").status_code == 400


def test_channel_tokens_are_issued_expire_and_are_revoked(
    client: httpx.Client, bot: Bot, line: RunningStandIn
) -> None:
    secret = "messaging-secret-0123456789abcde"
    form = {"grant_type": "client_credentials", "client_id": BOT_ID, "client_secret": secret}
    assert (
        client.post("/v2/oauth/accessToken", data={**form, "client_secret": "no"}).json()["error"]
        == "invalid_client"
    )
    short = client.post("/v2/oauth/accessToken", data=form).json()
    assert short["expires_in"] == 2592000
    stateless = client.post("/oauth2/v3/token", data=form).json()["access_token"]
    assert bot("GET", "/v2/bot/info", token=stateless).status_code == 200
    line.control("POST", "/clock", {"advance_seconds": 901})
    try:
        assert bot("GET", "/v2/bot/info", token=stateless).status_code == 401
        assert bot("GET", "/v2/bot/info", token=short["access_token"]).status_code == 200
    finally:
        line.control("POST", "/clock", {"advance_seconds": -901})
    assert (
        client.post("/v2/oauth/verify", data={"access_token": short["access_token"]}).json()["client_id"]
        == BOT_ID
    )
    client.post("/v2/oauth/revoke", data={"access_token": short["access_token"]})
    assert bot("GET", "/v2/bot/info", token=short["access_token"]).status_code == 401
