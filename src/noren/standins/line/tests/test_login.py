"""LINE Login: the screens and the refusals of /authorize."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from noren.standins.line.testing import RunningStandIn
from noren.standins.line.tests.conftest import BOT_ID, CALLBACK, LOGIN_ID, befriend

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
GOOD = {
    "response_type": "code", "client_id": LOGIN_ID, "redirect_uri": CALLBACK, "state": "s-1", "scope": "profile openid email",
    "nonce": "n-1", "code_challenge": CHALLENGE, "code_challenge_method": "S256", "bot_prompt": "normal",
}  # fmt: skip


def ticket_of(page: httpx.Response) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]


def returned(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(CALLBACK + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def choose(client: httpx.Client, page: httpx.Response, person: str) -> httpx.Response:
    return client.post(
        "/oauth2/v2.1/authorize/person",
        data={"ticket": ticket_of(page), "decision": "choose", "person": person},
    )


def allow(client: httpx.Client, page: httpx.Response, **more: str) -> httpx.Response:
    return client.post(
        "/oauth2/v2.1/authorize/consent", data={"ticket": ticket_of(page), "decision": "allow", **more}
    )


def log_in(
    client: httpx.Client, person: str = "sakura", friend: bool = False, **changes: str
) -> dict[str, str]:
    page = client.get("/oauth2/v2.1/authorize", params={**GOOD, **changes})
    chosen = choose(client, page, person)
    if chosen.status_code == 302:
        return returned(chosen)
    return returned(allow(client, chosen, **({"friend": "1"} if friend else {})))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"client_id": "1"}, "client_id"),
        ({"redirect_uri": CALLBACK + "/"}, "redirect_uri"),
        ({"redirect_uri": CALLBACK + "?x=1"}, "redirect_uri"),
        ({"redirect_uri": ""}, "redirect_uri"),
        ({"state": ""}, "state"),
    ],
)
def test_nobody_is_sent_back_to_an_address_that_is_not_registered(
    client: httpx.Client, changes: dict[str, str], reason: str
) -> None:
    answer = client.get("/oauth2/v2.1/authorize", params={**GOOD, **changes})
    assert answer.status_code == 400
    assert reason in answer.text
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "profile phone"}, "invalid_scope"),
        ({"scope": "email"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"bot_prompt": "always"}, "invalid_request"),
        ({"prompt": "select"}, "invalid_request"),
        ({"disable_auto_login": "yes"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
    ],
)
def test_wrong_parameters_go_back_to_the_shop(
    client: httpx.Client, changes: dict[str, str], error: str
) -> None:
    answer = returned(client.get("/oauth2/v2.1/authorize", params={**GOOD, **changes}))
    assert (answer["error"], answer["state"]) == (error, "s-1")
    assert "code" not in answer


def test_email_needs_the_channels_permission(client: httpx.Client) -> None:
    answer = returned(client.get("/oauth2/v2.1/authorize", params={**GOOD, "client_id": "1650000011"}))
    assert answer["error"] == "invalid_scope"


def test_a_repeated_parameter_is_refused(client: httpx.Client) -> None:
    answer = client.get("/oauth2/v2.1/authorize", params=[*GOOD.items(), ("state", "s-2")])
    assert answer.status_code == 400


def test_choosing_and_allowing_returns_code_and_state(client: httpx.Client, line: RunningStandIn) -> None:
    answer = log_in(client)
    assert answer["state"] == "s-1"
    assert len(answer["code"]) == 20
    assert answer["friendship_status_changed"] == "false"
    assert line.control("GET", f"/webhooks?channel={BOT_ID}") == []


def test_cancel_on_both_screens_returns_access_denied_and_grants_nothing(client: httpx.Client) -> None:
    first = client.get("/oauth2/v2.1/authorize", params=GOOD)
    denied = returned(
        client.post("/oauth2/v2.1/authorize/person", data={"ticket": ticket_of(first), "decision": "cancel"})
    )
    assert denied == {
        "error": "access_denied",
        "error_description": "The resource owner denied the request.",
        "state": "s-1",
    }
    second = choose(client, client.get("/oauth2/v2.1/authorize", params=GOOD), "sakura")
    denied = returned(
        client.post(
            "/oauth2/v2.1/authorize/consent", data={"ticket": ticket_of(second), "decision": "cancel"}
        )
    )
    assert denied["error"] == "access_denied"
    asked_again = choose(client, client.get("/oauth2/v2.1/authorize", params=GOOD), "sakura")
    assert "以下の許可" in asked_again.text


def test_a_second_click_on_allow_gives_no_second_code(client: httpx.Client) -> None:
    page = choose(client, client.get("/oauth2/v2.1/authorize", params=GOOD), "sakura")
    assert "code" in returned(allow(client, page))
    assert allow(client, page).status_code == 400


def test_consent_cannot_be_skipped_by_naming_the_friend_screen(client: httpx.Client) -> None:
    page = choose(client, client.get("/oauth2/v2.1/authorize", params=GOOD), "sakura")
    answer = client.post(
        "/oauth2/v2.1/authorize/consent", data={"ticket": ticket_of(page), "decision": "friend"}
    )
    assert answer.status_code == 400


def test_adding_the_friend_follows_and_says_so(client: httpx.Client, line: RunningStandIn) -> None:
    assert log_in(client, friend=True)["friendship_status_changed"] == "true"
    events = line.control("GET", f"/webhooks?channel={BOT_ID}")
    assert isinstance(events, list)
    assert [event["event"]["type"] for event in events] == ["follow"]


def test_someone_who_is_a_friend_already_changes_nothing(client: httpx.Client, line: RunningStandIn) -> None:
    befriend(line, "sakura")
    assert log_in(client, friend=True)["friendship_status_changed"] == "false"


def test_aggressive_asks_on_a_screen_of_its_own(client: httpx.Client) -> None:
    page = choose(
        client, client.get("/oauth2/v2.1/authorize", params={**GOOD, "bot_prompt": "aggressive"}), "haruto"
    )
    assert 'data-testid="add-friend"' not in page.text
    friend_page = allow(client, page)
    assert 'data-testid="add-friend"' in friend_page.text
    data = {"ticket": ticket_of(friend_page), "decision": "friend", "friend": "1"}
    answer = returned(client.post("/oauth2/v2.1/authorize/consent", data=data))
    assert answer["friendship_status_changed"] == "true"


def test_without_bot_prompt_friendship_is_not_spoken_of(client: httpx.Client) -> None:
    query = {name: value for name, value in GOOD.items() if name != "bot_prompt"}
    page = choose(client, client.get("/oauth2/v2.1/authorize", params=query), "sakura")
    assert "friendship_status_changed" not in returned(allow(client, page, friend="1"))


def test_consent_is_asked_once_and_again_with_prompt_consent_or_a_wider_scope(client: httpx.Client) -> None:
    log_in(client, scope="openid")
    again = choose(client, client.get("/oauth2/v2.1/authorize", params={**GOOD, "scope": "openid"}), "sakura")
    assert "friendship_status_changed" not in returned(again)
    asked = choose(
        client,
        client.get("/oauth2/v2.1/authorize", params={**GOOD, "scope": "openid", "prompt": "consent"}),
        "sakura",
    )
    assert "以下の許可" in asked.text
    wider = choose(client, client.get("/oauth2/v2.1/authorize", params=GOOD), "sakura")
    assert "以下の許可" in wider.text


def test_the_person_on_the_phone_continues_with_one_tap(client: httpx.Client) -> None:
    client.get("/?person=misaki")
    page = client.get("/oauth2/v2.1/authorize", params=GOOD)
    assert "高橋 美咲 としてログイン" in page.text
    consent = client.post(
        "/oauth2/v2.1/authorize/person", data={"ticket": ticket_of(page), "decision": "continue"}
    )
    assert "code" in returned(allow(client, consent))
    fresh = client.get("/oauth2/v2.1/authorize", params={**GOOD, "prompt": "login"})
    assert "としてログイン" not in fresh.text


def test_lines_own_browser_logs_in_by_itself_unless_told_not_to(client: httpx.Client) -> None:
    client.get("/?person=misaki")
    inside = {"User-Agent": "Mozilla/5.0 (iPhone) Safari Line/14.0.0"}
    assert "以下の許可" in client.get("/oauth2/v2.1/authorize", params=GOOD, headers=inside).text
    asked = client.get(
        "/oauth2/v2.1/authorize", params={**GOOD, "disable_auto_login": "true"}, headers=inside
    )
    assert 'data-testid="login-continue"' in asked.text


def test_prompt_none_never_shows_a_screen(client: httpx.Client) -> None:
    silent = {**GOOD, "prompt": "none"}
    assert returned(client.get("/oauth2/v2.1/authorize", params=silent))["error"] == "login_required"
    client.get("/?person=sakura")
    assert returned(client.get("/oauth2/v2.1/authorize", params=silent))["error"] == "consent_required"
    log_in(client)
    assert "code" in returned(client.get("/oauth2/v2.1/authorize", params=silent))
