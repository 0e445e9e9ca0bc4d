"""Pages about the shop, its frame, and what a shop shows that is not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noren.catalog.tests.factories import make_product
from noren.kernel.actors import system
from noren.payments.services.configure import set_method
from noren.payments.types import PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.shipping.tests.factories import make_method
from noren.shops.models import Shop
from noren.shops.selectors import contact_requests, profile
from noren.shops.services.legal import save_legal_notice
from noren.shops.services.profile import save_profile
from noren.shops.services.publish import hide_shop, open_shop
from noren.shops.services.suspend import suspend_shop
from noren.shops.services.theme import save_theme
from noren.shops.states import ShopState
from noren.shops.tests.factories import PASSWORD, full_notice, make_shop
from noren.shops.types import ShopInfo, ThemeInfo

pytestmark = pytest.mark.django_db
ACTOR = system("test")


@pytest.fixture
def shop() -> Iterator[ShopInfo]:
    """Return an open shop."""
    found = make_shop()
    with shop_scope(found.id):
        save_legal_notice(full_notice(), actor=ACTOR)
        make_method()
        set_method(PaymentMethod.CASH_ON_DELIVERY, enabled=True, actor=ACTOR)
        make_product()
        yield open_shop(actor=ACTOR)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_legal_page_says_what_the_shop_entered_escaped(client: Client, shop: ShopInfo) -> None:
    save_legal_notice(replace(full_notice(), return_policy="8日以内 <script>"), actor=ACTOR)
    page = text(client, f"/{shop.slug}/legal")
    for words in ("小春 千鶴", "075-000-0000", "8日以内 &lt;script&gt;", "最終更新"):
        assert words in page
    assert "特別な販売条件" not in page


def test_particulars_on_request_stay_off_every_page_and_can_be_asked_for(
    client: Client, shop: ShopInfo
) -> None:
    save_legal_notice(replace(full_notice(), disclose_on_request=True), actor=ACTOR)
    for place in ("legal", "privacy", "contact"):
        page = text(client, f"/{shop.slug}/{place}")
        for secret in ("小春 千鶴", "075-000-0000", "四条通"):
            assert secret not in page
    page = text(client, f"/{shop.slug}/legal")
    assert page.count("ご請求があったときは、遅滞なくお知らせします。") == 3
    assert f"/{shop.slug}/contact?topic=particulars" in page
    form = {"topic": "particulars", "name": "佐藤", "email": "sato@example.jp", "body": "教えてください。"}
    answer = client.post(f"/{shop.slug}/contact", form, follow=True)
    assert "受付番号 1" in answer.content.decode()
    assert [one.topic.value for one in contact_requests()] == ["particulars"]


def test_a_form_with_mistakes_keeps_what_was_typed_and_programs_are_not_recorded(
    client: Client, shop: ShopInfo
) -> None:
    answer = client.post(f"/{shop.slug}/contact", {"name": "佐藤", "email": "x", "body": "長い文章"})
    assert answer.status_code == 422
    assert "長い文章" in answer.content.decode()
    full = {
        "topic": "question",
        "name": "a",
        "email": "a@example.jp",
        "body": "b",
        "website": "http://spam.example",
    }
    assert client.post(f"/{shop.slug}/contact", full).status_code == 302
    assert contact_requests() == []


def test_public_pages_carry_the_content_version_and_personal_ones_do_not(
    client: Client, shop: ShopInfo
) -> None:
    assert client.get(f"/{shop.slug}/legal")["X-Noren-Public"].startswith(str(shop.id))
    assert "X-Noren-Public" not in client.get(f"/{shop.slug}/contact")


def test_the_style_sheet_is_named_by_its_content(client: Client, shop: ShopInfo) -> None:
    first = text(client, f"/{shop.slug}/legal").split("theme.css?v=")[1].split('"')[0]
    answer = client.get(f"/{shop.slug}/theme.css?v={first}")
    assert "immutable" in answer["Cache-Control"]
    assert "--shop-primary:#1f3a5f" in answer.content.decode()
    save_theme(ThemeInfo(primary="#2F4A3C"), actor=ACTOR)
    second = text(client, f"/{shop.slug}/legal").split("theme.css?v=")[1].split('"')[0]
    assert second != first
    answer = client.get(f"/{shop.slug}/theme.css?v={first}")
    assert answer["Cache-Control"] == "no-cache"
    assert "--shop-primary:#2f4a3c" in answer.content.decode()


def test_the_frame_of_an_unchanged_shop_costs_no_queries_and_is_never_stale(
    client: Client, shop: ShopInfo
) -> None:
    client.get(f"/{shop.slug}/robots.txt")
    client.get(f"/{shop.slug}/theme.css")
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/{shop.slug}/theme.css")
    # Is it a shop's own host, which shop, which content version: all three by the middleware, none for the frame.
    assert len(seen) == 3, [one["sql"] for one in seen]
    save_profile(replace(profile(), announcement="12月29日はお休みです。"), actor=ACTOR)
    assert "12月29日はお休みです。" in text(client, f"/{shop.slug}/legal")


def test_the_frame_of_one_shop_is_never_anothers(client: Client) -> None:
    pair = [make_shop(), make_shop()]
    Shop.objects.update(state=ShopState.OPEN)
    for number, one in enumerate(pair):
        with shop_scope(one.id):
            save_profile(replace(profile(), tagline=f"ことば{number}"), actor=ACTOR)
    pages = [text(client, f"/{one.slug}/privacy") for one in (*pair, *pair)]
    assert ["ことば0" in page for page in pages] == [True, False, True, False]
    assert ["ことば1" in page for page in pages] == [False, True, False, True]


def test_a_shop_in_preparation_shows_nothing_but_that(client: Client) -> None:
    found = make_shop()
    with shop_scope(found.id):
        save_legal_notice(full_notice(), actor=ACTOR)
    for place in ("", "legal", "contact", "cart", "products/x", "account"):
        answer = client.get(f"/{found.slug}/{place}")
        assert answer.status_code == 503, place
        assert "ただいま開店の準備をしています" in answer.content.decode()
        assert "075-000-0000" not in answer.content.decode()
    assert "Disallow: /\n" in client.get(f"/{found.slug}/robots.txt").content.decode()


def test_its_staff_look_in_by_a_link_that_opens_this_shop_only(client: Client) -> None:
    form = {"name": "こはる", "slug": "koharu", "email": "hanako@example.jp", "password": PASSWORD}
    client.post("/console/sign-up", form)
    other = make_shop()
    link = client.get("/console/koharu/preview?to=/legal")["Location"]
    answer = client.get(link)
    assert answer["Location"] == "/koharu/legal"
    page = client.get("/koharu/legal")
    assert page.status_code == 200
    assert "プレビュー中です" in page.content.decode()
    assert "X-Noren-Public" not in page
    assert client.post("/koharu/checkout/place").status_code == 409
    token = link.split("preview=")[1]
    assert client.get(f"/{other.slug}/legal?preview={token}").status_code == 503
    assert Client().get("/koharu/legal?preview=nonsense").status_code == 503
    assert client.get("/console/koharu/preview?to=https://evil.example")["Location"].startswith(
        "/koharu/?preview="
    )


def test_buyers_with_orders_reach_their_pages_after_the_shop_went_back_into_preparation(
    client: Client, shop: ShopInfo
) -> None:
    hide_shop(actor=ACTOR)
    assert client.get(f"/{shop.slug}/legal").status_code == 200
    assert client.get(f"/{shop.slug}/orders/find").status_code != 503
    assert client.get(f"/{shop.slug}/cart").status_code == 503


def test_a_stopped_shop_shows_but_takes_no_orders(client: Client, shop: ShopInfo) -> None:
    suspend_shop(reason="確認のため", actor=ACTOR)
    page = text(client, f"/{shop.slug}/legal")
    assert "新しいご注文の受付を停止しています" in page
    assert "確認のため" not in page
    for place in ("cart", "checkout", "checkout/place"):
        assert client.post(f"/{shop.slug}/{place}").status_code == 409


def test_a_closed_shop_is_gone_except_for_its_orders(client: Client, shop: ShopInfo) -> None:
    Shop.objects.filter(pk=shop.id).update(state=ShopState.CLOSED)
    assert client.get(f"/{shop.slug}/products/x").status_code == 410
    assert client.get(f"/{shop.slug}/legal").status_code == 200


def test_a_page_that_is_not_there_says_so_in_the_shops_frame(client: Client, shop: ShopInfo) -> None:
    answer = client.get(f"/{shop.slug}/no/such/page")
    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.content.decode()
    assert shop.name in answer.content.decode()


def test_an_error_gets_a_page_with_a_number_and_no_details(
    shop: ShopInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("noren.surfaces.storefront.shop.views.legal_notice", broken)
    answer = Client(raise_request_exception=False).get(f"/{shop.slug}/legal")
    assert answer.status_code == 500
    assert "うまく表示できませんでした" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_pages_speak_three_languages(client: Client, shop: ShopInfo) -> None:
    for language, words in (("ko", "문의"), ("en", "Contact")):
        client.cookies["noren_language"] = language
        assert words in text(client, f"/{shop.slug}/contact")
