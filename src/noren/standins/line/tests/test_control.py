"""Faults, the control API, rich menus, and surviving a restart."""

from __future__ import annotations

import signal
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from noren.standins.line.testing import RunningStandIn, running_stand_in
from noren.standins.line.tests.conftest import BOT_ID, BOT_TOKEN, LOGIN_ID, SEED, befriend, shown, user_id

Bot = Callable[..., httpx.Response]
PUSH = "/v2/bot/message/push"
TEXT = {"type": "text", "text": "発送しました"}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
MENU: dict[str, object] = {
    "size": {"width": 2500, "height": 843}, "selected": True, "name": "店のメニュー", "chatBarText": "メニュー",
    "areas": [{"bounds": {"x": 0, "y": 0, "width": 2500, "height": 843}, "action": {"type": "uri", "label": "店", "uri": "https://example.com"}}],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "status"), [("status_500", 500), ("status_429", 429)])
def test_a_status_fault_hits_the_next_calls_and_nothing_happens(
    line: RunningStandIn, bot: Bot, kind: str, status: int
) -> None:
    body = {"to": befriend(line, "sakura"), "messages": [TEXT]}
    line.control("POST", "/faults", {"endpoint": PUSH, "kind": kind, "times": 2})
    answers = [bot("POST", PUSH, body).status_code for _ in range(3)]
    assert answers == [status, status, 200]
    assert len(shown(line, "sakura")) == 1
    calls = line.control("GET", "/calls")
    assert isinstance(calls, list)
    assert [call["fault"] for call in calls if call["path"] == PUSH] == [kind, kind, None]


@pytest.mark.parametrize("kind", ["close_after_accept", "timeout_after_accept"])
def test_a_fault_after_acceptance_is_healed_by_the_retry_key(
    line: RunningStandIn, bot: Bot, client: httpx.Client, kind: str
) -> None:
    body, key = {"to": befriend(line, "sakura"), "messages": [TEXT]}, str(uuid.uuid4())
    line.control("POST", "/faults", {"endpoint": PUSH, "kind": kind, "seconds": 5})
    client.timeout = httpx.Timeout(0.5)
    with pytest.raises((httpx.ReadTimeout, httpx.RemoteProtocolError)):
        bot("POST", PUSH, body, X_Line_Retry_Key=key)
    assert len(shown(line, "sakura")) == 1
    client.timeout = httpx.Timeout(10)
    again = bot("POST", PUSH, body, X_Line_Retry_Key=key)
    assert (again.status_code, len(again.json()["sentMessages"])) == (409, 1)
    assert len(shown(line, "sakura")) == 1


def test_faults_reach_log_in_too_and_can_be_cleared(line: RunningStandIn, client: httpx.Client) -> None:
    line.control("POST", "/faults", {"endpoint": "/oauth2/v2.1/*", "kind": "status_500", "times": 5})
    assert client.post("/oauth2/v2.1/token").status_code == 500
    remaining = line.control("GET", "/faults")
    assert isinstance(remaining, list)
    assert [(fault["target"], fault["remaining"]) for fault in remaining] == [("/oauth2/v2.1/*", 4)]
    line.control("DELETE", "/faults")
    assert client.post("/oauth2/v2.1/token").status_code == 400


@pytest.mark.parametrize(
    ("call", "body", "status"),
    [
        ("POST /faults", {"endpoint": PUSH, "kind": "explode"}, 400),
        ("POST /faults", {"endpoint": "push", "kind": "status_500"}, 400),
        ("POST /faults", {"endpoint": PUSH, "kind": "status_500", "times": 0}, 400),
        ("POST /webhook-faults", {"channel": "1", "kind": "delay"}, 404),
        ("POST /seed", {"shops": []}, 400),
        (
            "PUT /login-channels/9",
            {"secret": "s", "provider": "nobody", "name": "n", "redirect_uris": []},
            400,
        ),
        ("PUT /login-channels/9", {"secret": "s", "provider": "koharu", "name": "n"}, 400),
        (
            "PUT /login-channels/9",
            {"secret": 1, "provider": "koharu", "name": "n", "redirect_uris": []},
            400,
        ),
        ("PUT /people/9", {"name": "n", "age": 3}, 400),
        ("PUT /shops/9", {}, 404),
        ("POST /people/nobody/messages", {"channel": BOT_ID, "text": "x"}, 404),
        ("POST /people/sakura/messages", {"channel": BOT_ID, "text": "x"}, 409),
    ],
)
def test_wrong_control_calls_are_refused(
    line: RunningStandIn, client: httpx.Client, call: str, body: object, status: int
) -> None:
    before = [
        line.control("GET", f"/{section}") for section in ("people", "login-channels", "faults", "messages")
    ]
    method, path = call.split()
    answer = client.request(method, f"/_standin{path}", json=body)
    assert (answer.status_code, bool(answer.json()["message"])) == (status, True)
    assert [
        line.control("GET", f"/{section}") for section in ("people", "login-channels", "faults", "messages")
    ] == before


def test_entries_are_put_one_by_one(line: RunningStandIn, client: httpx.Client) -> None:
    line.control("PUT", "/providers/yama", {"name": "山の店"})
    line.control("PUT", "/people/taro", {"name": "山田 太郎", "picture": "moss"})
    line.control(
        "PUT",
        "/messaging-channels/77",
        {"secret": "s" * 32, "provider": "yama", "name": "山の店", "access_tokens": ["t-77"]},
    )
    assert (
        client.get("/v2/bot/info", headers={"Authorization": "Bearer t-77"}).json()["displayName"] == "山の店"
    )
    line.control(
        "PUT",
        "/messaging-channels/77",
        {"secret": "s" * 32, "provider": "yama", "name": "山の店", "access_tokens": ["t-78"]},
    )
    assert client.get("/v2/bot/info", headers={"Authorization": "Bearer t-77"}).status_code == 401
    assert user_id(line, "taro", "yama").startswith("U")


def test_clear_keeps_channels_and_forgets_traffic(line: RunningStandIn, bot: Bot) -> None:
    to = befriend(line, "sakura")
    bot("POST", PUSH, {"to": to, "messages": [TEXT]})
    line.control("POST", "/clear", {})
    assert shown(line) == []
    assert line.control("GET", "/webhooks") == []
    assert bot("GET", "/v2/bot/info").status_code == 200
    assert bot("GET", f"/v2/bot/profile/{to}").status_code == 404


def test_rich_menus_need_a_picture_before_they_are_shown(
    line: RunningStandIn, bot: Bot, client: httpx.Client
) -> None:
    assert (
        bot("POST", "/v2/bot/richmenu", {**MENU, "chatBarText": "あ" * 15}).json()["details"][0]["property"]
        == "chatBarText"
    )
    assert (
        bot("POST", "/v2/bot/richmenu", {**MENU, "size": {"width": 1000, "height": 800}}).status_code == 400
    )
    menu = bot("POST", "/v2/bot/richmenu", MENU).json()["richMenuId"]
    assert bot("POST", f"/v2/bot/user/all/richmenu/{menu}").status_code == 400
    assert bot("GET", "/v2/bot/user/all/richmenu").status_code == 404
    path, token = f"/v2/bot/richmenu/{menu}/content", {"Authorization": f"Bearer {BOT_TOKEN}"}
    assert client.post(path, content=PNG, headers={**token, "Content-Type": "image/gif"}).status_code == 415
    assert (
        client.post(path, content=b"GIF89a", headers={**token, "Content-Type": "image/png"}).status_code
        == 400
    )
    assert (
        client.post(
            path, content=PNG + b"0" * 1024 * 1024, headers={**token, "Content-Type": "image/png"}
        ).status_code
        == 413
    )
    assert client.post(path, content=PNG, headers={**token, "Content-Type": "image/png"}).status_code == 200
    assert client.get(path, headers=token).content == PNG
    assert bot("POST", f"/v2/bot/user/all/richmenu/{menu}").status_code == 200
    assert bot("GET", "/v2/bot/user/all/richmenu").json() == {"richMenuId": menu}
    sakura = befriend(line, "sakura")
    own = bot("POST", f"/v2/bot/user/{sakura}/richmenu/{menu}")
    assert (own.status_code, bot("GET", f"/v2/bot/user/{sakura}/richmenu").json()) == (
        200,
        {"richMenuId": menu},
    )
    assert bot("DELETE", f"/v2/bot/richmenu/{menu}").status_code == 200
    assert bot("GET", "/v2/bot/user/all/richmenu").status_code == 404
    assert bot("GET", "/v2/bot/richmenu/list").json() == {"richmenus": []}


def test_state_survives_a_restart_and_sigterm_stops_within_two_seconds(data_folder: Path) -> None:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    with running_stand_in(data_folder, seed=SEED) as first:
        to = befriend(first, "sakura")
        key = {"X-Line-Retry-Key": str(uuid.uuid4())}
        httpx.post(
            first.url + PUSH, json={"to": to, "messages": [TEXT]}, headers={**headers, **key}
        ).raise_for_status()
        with httpx.stream(
            "GET", first.url + "/phone/events", cookies={"line_standin_person": "sakura"}
        ) as stream:
            assert stream.status_code == 200
            began = time.monotonic()
            first.process.send_signal(signal.SIGTERM)
            assert first.process.wait(timeout=5) == 0
            assert time.monotonic() - began < 2
    with running_stand_in(data_folder) as second:
        assert [entry["content"] for entry in shown(second, "sakura", BOT_ID)] == [TEXT]
        again = httpx.post(second.url + PUSH, json={"to": to, "messages": [TEXT]}, headers={**headers, **key})
        assert again.status_code == 409
        logins = second.control("GET", "/login-channels")
        assert isinstance(logins, list)
        assert LOGIN_ID in {channel["id"] for channel in logins}


def test_the_phones_orders_come_from_its_own_page(line: RunningStandIn, client: httpx.Client) -> None:
    path = f"/phone/chats/{BOT_ID}/friendship"
    assert client.post(path, json={"action": "follow"}).status_code == 401
    client.get("/?person=sakura")
    assert (
        client.post(path, json={"action": "follow"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code
        == 403
    )
    assert line.control("GET", "/webhooks") == []
    assert client.post(path, json={"action": "follow"}, headers={"Sec-Fetch-Site": "same-origin"}).json() == {
        "changed": True
    }
