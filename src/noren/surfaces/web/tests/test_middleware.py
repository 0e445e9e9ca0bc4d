"""From the address to the shop; what is refused at the door."""

from __future__ import annotations

import pytest
from django.test import Client

from noren.shops.tests.factories import make_shop
from noren.surfaces.web.language import choose_language

pytestmark = pytest.mark.django_db


def test_an_unknown_shop_is_not_found(client: Client) -> None:
    assert client.get("/no-such-shop/").status_code == 404


def test_a_post_from_another_site_is_refused(client: Client) -> None:
    shop = make_shop()
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        assert client.post(f"/{shop.slug}/cart", headers=headers).status_code == 403


def test_every_answer_carries_the_policy_and_is_not_stored(client: Client) -> None:
    answer = client.get("/no-such-shop/")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_choosing_a_language_is_remembered_and_leaves_the_address_clean(client: Client) -> None:
    shop = make_shop()
    answer = client.get(f"/{shop.slug}/search?q=茶&lang=ko")
    assert answer.status_code == 302
    assert answer["Location"] == f"/{shop.slug}/search?q=%E8%8C%B6"
    assert answer.cookies["noren_language"].value == "ko"


@pytest.mark.parametrize(
    ("cookie", "accept", "expected"),
    [
        (None, None, "ja"),
        ("ko", "en-US", "ko"),
        ("xx", "en-US,en;q=0.9", "en"),
        (None, "fr,ko;q=0.8", "ko"),
        (None, "fr", "ja"),
    ],
)
def test_the_language_is_the_cookies_then_the_browsers_then_the_shops(
    cookie: str | None, accept: str | None, expected: str
) -> None:
    assert choose_language(cookie=cookie, accept=accept) == expected
