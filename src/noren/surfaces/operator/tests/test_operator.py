"""What operators see and do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from noren.platform.accounts.types import Realm
from noren.platform.audit.models import AuditEntry
from noren.platform.tenancy.scope import shop_scope
from noren.shops.models import Shop
from noren.shops.selectors import shop_by_slug, suspension
from noren.shops.states import ShopState
from noren.shops.tests.factories import PASSWORD, make_account, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client: Client) -> Client:
    account = make_account(realm=Realm.OPERATOR)
    answer = client.post("/operator/log-in", {"email": account.email, "password": PASSWORD})
    assert answer["Location"] == "/operator/"
    return client


def state(slug: str) -> ShopState:
    found = shop_by_slug(slug)
    assert found is not None
    return found.state


def open_shop(slug: str) -> None:
    made = make_shop(slug=slug)
    Shop.objects.filter(pk=made.id).update(state=ShopState.OPEN)


def test_sellers_and_strangers_are_kept_out(client: Client) -> None:
    open_shop("koharu")
    account = make_account()
    client.post("/console/log-in", {"email": account.email, "password": PASSWORD})
    client.cookies["noren_operator"] = client.cookies["noren_staff"].value
    for place in ("/operator/", "/operator/shops", "/operator/shops/koharu"):
        assert client.get(place)["Location"].startswith("/operator/log-in")
    assert client.post("/operator/shops/koharu", {"action": "suspend", "reason": "x"}).status_code == 302
    assert state("koharu") is ShopState.OPEN
    assert client.post("/operator/log-in", {"email": account.email, "password": PASSWORD}).status_code == 422


def test_shops_are_listed_by_state_and_found_by_name_or_address(operator: Client) -> None:
    make_shop(slug="minami", name="南菓子店")
    open_shop("koharu")
    everything = operator.get("/operator/shops").content.decode()
    assert "南菓子店" in everything
    assert "/koharu/" in everything
    only_open = operator.get("/operator/shops?state=open").content.decode()
    assert "南菓子店" not in only_open
    assert "南菓子店" in operator.get("/operator/shops?q=菓子").content.decode()
    assert "南菓子店" not in operator.get("/operator/shops?q=koharu").content.decode()


def test_a_shop_is_stopped_and_let_sell_again_with_reasons_on_record(operator: Client) -> None:
    open_shop("koharu")
    assert operator.post("/operator/shops/koharu", {"action": "suspend", "reason": ""}).status_code == 422
    assert state("koharu") is ShopState.OPEN
    operator.post("/operator/shops/koharu", {"action": "suspend", "reason": "表示の確認のため"})
    assert state("koharu") is ShopState.SUSPENDED
    assert "表示の確認のため" in operator.get("/operator/shops/koharu").content.decode()
    operator.post("/operator/shops/koharu", {"action": "reopen", "reason": "確認できた"})
    assert state("koharu") is ShopState.OPEN
    found = shop_by_slug("koharu")
    assert found is not None
    with shop_scope(found.id):
        assert suspension() is None
        kinds = AuditEntry.objects.filter(action__in=["shop.suspended", "shop.reopened"])
        assert {entry.actor_kind for entry in kinds} == {"operator"}
        assert kinds.count() == 2


def test_a_seller_reads_why_the_shop_was_stopped(operator: Client) -> None:
    seller = Client()
    form = {"name": "こはる", "slug": "koharu", "email": "hanako@example.jp", "password": PASSWORD}
    seller.post("/console/sign-up", form)
    Shop.objects.update(state=ShopState.OPEN)
    operator.post("/operator/shops/koharu", {"action": "suspend", "reason": "表示の確認のため"})
    assert "表示の確認のため" in seller.get("/console/koharu/opening").content.decode()
    assert "理由を見る" in seller.get("/console/koharu/settings").content.decode()
    seller.post("/console/koharu/open")
    assert state("koharu") is ShopState.SUSPENDED


def test_a_shop_in_preparation_can_not_be_stopped(operator: Client) -> None:
    make_shop(slug="minami")
    operator.post("/operator/shops/minami", {"action": "suspend", "reason": "x"})
    assert state("minami") is ShopState.PREPARING


def test_unknown_shops_and_log_out(operator: Client) -> None:
    assert operator.get("/operator/shops/nobody").status_code == 404
    operator.post("/operator/log-out")
    assert operator.get("/operator/shops").status_code == 302


def test_operators_pages_can_be_bound_to_a_host(operator: Client, settings: object) -> None:
    bound = replace(settings.NOREN, operator_host="operator.example")  # type: ignore[attr-defined]
    settings.NOREN = bound  # type: ignore[attr-defined]
    assert operator.get("/operator/shops").status_code == 404
    assert operator.get("/operator/log-in").status_code == 404
