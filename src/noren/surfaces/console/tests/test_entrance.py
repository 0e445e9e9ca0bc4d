"""Sign-up, log-in, log-out, shops, preferences."""

from __future__ import annotations

import pytest
from django.test import Client

from noren.platform.accounts.models import Account
from noren.platform.accounts.types import Realm
from noren.shops.models import Shop
from noren.shops.tests.factories import PASSWORD, make_account, make_shop

pytestmark = pytest.mark.django_db
NEW = {"name": "暮らしの道具 こはる", "slug": "koharu", "email": "hanako@example.jp", "password": PASSWORD}


def log_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> int:
    return client.post("/console/log-in", {"email": email, "password": password, **more}).status_code


def test_one_form_opens_account_and_shop_and_leads_to_the_checklist(client: Client) -> None:
    answer = client.post("/console/sign-up", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/console/koharu/opening")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "開店までの準備" in page.content.decode()
    assert Account.objects.get().password.startswith("argon2")


def test_a_form_with_mistakes_names_them_all_keeps_what_was_typed_and_creates_nothing(client: Client) -> None:
    answer = client.post("/console/sign-up", {**NEW, "slug": "a b", "email": "x", "password": "short"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "暮らしの道具 こはる" in text
    assert "short" not in text
    assert text.count('aria-invalid="true"') == 3
    assert not Account.objects.exists()
    assert not Shop.objects.exists()


def test_sending_the_form_again_with_the_same_password_adds_a_shop_to_the_account(client: Client) -> None:
    client.post("/console/sign-up", NEW)
    answer = Client().post("/console/sign-up", {**NEW, "slug": "koharu-2"})
    assert answer["Location"] == "/console/koharu-2/opening"
    assert Account.objects.count() == 1


def test_a_registered_address_with_another_password_opens_nothing_and_few_may_ask(client: Client) -> None:
    client.post("/console/sign-up", NEW)
    stranger = Client(REMOTE_ADDR="203.0.113.5")
    asked = [
        stranger.post(
            "/console/sign-up", {**NEW, "slug": f"other-{number}", "password": f"guess-number-{number}"}
        )
        for number in range(6)
    ]
    assert {answer.status_code for answer in asked} == {422}
    assert Shop.objects.count() == 1
    assert not any(
        cookie.startswith("noren_staff") and stranger.cookies[cookie].value for cookie in stranger.cookies
    )
    assert "一時的に受け付けを止めています" in asked[5].content.decode()


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client: Client) -> None:
    account = make_account()
    pages = []
    for email in (account.email, "nobody@example.jp"):
        answer = client.post("/console/log-in", {"email": email, "password": "wrong-password"})
        pages.append((answer.status_code, answer.content.decode().replace(email, "…")))
    assert pages[0] == pages[1]
    assert pages[0][0] == 422


def test_after_five_wrong_guesses_the_brake_is_on_and_another_network_gets_in(client: Client) -> None:
    account = make_account()
    assert [log_in(client, account.email, "wrong") for _ in range(6)] == [422] * 5 + [429]
    assert log_in(client, account.email) == 429
    assert log_in(Client(REMOTE_ADDR="198.51.100.1"), account.email) == 302


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/console/koharu/orders", "/console/koharu/orders"),
        ("https://evil.example/", "/console/"),
        ("//evil.example", "/console/"),
        ("/console/\\evil", "/console/"),
        ("/koharu/", "/console/"),
        ("", "/console/"),
    ],
)
def test_the_log_in_leads_on_within_the_console_only(client: Client, wanted: str, target: str) -> None:
    account = make_account()
    answer = client.post("/console/log-in", {"email": account.email, "password": PASSWORD, "next": wanted})
    assert answer["Location"] == target


def test_the_session_gets_a_new_key_at_the_log_in_and_dies_at_the_log_out(client: Client) -> None:
    account = make_account()
    log_in(client, account.email)
    key = client.cookies["noren_staff"].value
    assert client.get("/console/shops").status_code == 200
    client.post("/console/log-out")
    client.cookies["noren_staff"] = key
    assert client.get("/console/shops").status_code == 302


def test_logging_out_needs_a_post_from_our_own_page(client: Client) -> None:
    account = make_account()
    log_in(client, account.email)
    assert client.get("/console/log-out").status_code == 405
    assert client.post("/console/log-out", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/console/shops").status_code == 200


def test_who_works_in_one_shop_is_led_there_others_choose(client: Client) -> None:
    assert client.get("/console/")["Location"] == "/console/log-in"
    client.post("/console/sign-up", NEW)
    assert client.get("/console/")["Location"] == "/console/koharu/"
    assert client.post("/console/shops/new", {"name": "二号店", "slug": "koharu-2"})["Location"] == (
        "/console/koharu-2/opening"
    )
    assert client.get("/console/")["Location"] == "/console/shops"
    assert client.post("/console/shops/new", {"name": "三号店", "slug": "koharu"}).status_code == 422


def test_another_sellers_shop_is_not_there(client: Client) -> None:
    make_shop(slug="minami")
    client.post("/console/sign-up", NEW)
    for place in ("opening", "settings", "settings/legal", "inbox"):
        assert client.get(f"/console/minami/{place}").status_code == 404
    assert client.post("/console/minami/open").status_code == 404


def test_an_operators_account_has_no_way_into_the_console(client: Client) -> None:
    account = make_account(realm=Realm.OPERATOR)
    assert log_in(client, account.email) == 422


def test_preferences_are_remembered_and_lead_back(client: Client) -> None:
    client.post("/console/sign-up", NEW)
    answer = client.post(
        "/console/preferences",
        {"language": "ko", "appearance": "dark"},
        headers={"Referer": "http://testserver/console/koharu/settings?x=1"},
    )
    assert answer["Location"] == "/console/koharu/settings"
    page = client.get("/console/koharu/settings").content.decode()
    assert '<html lang="ko"' in page
    assert 'data-theme="dark"' in page
    assert Account.objects.get().language == "ko"
    client.post("/console/preferences", {"language": "xx", "appearance": "<b>"})
    assert 'data-theme="dark"' in client.get("/console/koharu/settings").content.decode()
