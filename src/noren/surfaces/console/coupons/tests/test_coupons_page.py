"""The seller makes coupons and stops them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import Client

from noren.kernel.actors import staff
from noren.kernel.clock import JST
from noren.kernel.money import yen
from noren.platform.accounts.sessions import StaffSessionStore
from noren.platform.tenancy.scope import shop_scope
from noren.promotions.models import Coupon
from noren.promotions.selectors import coupons
from noren.promotions.types import CouponKind
from noren.shops.models import Membership
from noren.shops.tests.factories import make_account, make_shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db

FORM = {
    "code": "ａｋｉ500",
    "title": "秋の500円引き",
    "kind": "amount",
    "value": "５００",
    "minimum": "3,000",
    "starts_on": "2026-12-01",
    "ends_on": "2026-12-31",
    "uses_limit": "100",
    "uses_per_customer": "",
}


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[ShopInfo]:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    monkeypatch.setitem(engine.env.globals, "asset", lambda _entry: "")
    made = make_shop(actor=staff(make_account().id))
    with shop_scope(made.id):
        yield made


def seller(role: str = "owner") -> Client:
    row = Membership.objects.get()
    Membership.objects.filter(pk=row.pk).update(role=role)
    session = StaffSessionStore()
    session["account_id"] = str(row.account_id)
    session.save()
    client = Client()
    client.cookies["noren_staff"] = session.session_key or ""
    return client


def page(shop: ShopInfo) -> str:
    return f"/console/{shop.slug}/settings/coupons"


def test_a_coupon_is_made_as_typed_and_its_last_day_counts_whole(shop: ShopInfo) -> None:
    client = seller()
    answer = client.post(page(shop), FORM)
    assert answer.status_code == 302
    (made,) = coupons()
    assert (made.code, made.kind, made.value, made.minimum) == ("AKI500", CouponKind.AMOUNT, 500, yen(3000))
    assert (made.uses_limit, made.uses_per_customer) == (100, None)
    assert made.starts_at == datetime(2026, 12, 1, tzinfo=JST)
    assert made.ends_at == datetime(2026, 12, 31, tzinfo=JST) + timedelta(days=1)
    text = client.get(page(shop)).content.decode()
    for words in ("AKI500", "500円引き", "3,000円以上", "12月31日(木)", "0/100回使われました"):
        assert words in text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "あき"}, "3〜32文字にしてください。"),
        ({"kind": "percent", "value": "101"}, "割引率は1〜100の数字で入力してください。"),
        ({"value": "たくさん"}, "整数を数字で入力してください。"),
        ({"ends_on": "2026-11-30"}, "終了日時は開始日時より後にしてください。"),
        ({"starts_on": "12月"}, "日付を入力してください。"),
    ],
)
def test_odd_input_is_said_and_makes_nothing(shop: ShopInfo, wrong: dict[str, str], words: str) -> None:
    answer = seller().post(page(shop), {**FORM, **wrong})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "秋の500円引き" in text
    assert not Coupon.objects.exists()


def test_a_coupon_is_stopped_and_begun_again(shop: ShopInfo) -> None:
    client = seller()
    client.post(page(shop), FORM)
    address = f"{page(shop)}/{Coupon.objects.get().pk}"
    for word, active in (("no", False), ("no", False), ("yes", True)):
        assert client.post(address, {"active": word}).status_code == 302
        assert Coupon.objects.get().active is active


def test_only_who_may_manages_coupons(shop: ShopInfo) -> None:
    assert Client().post(page(shop), FORM)["Location"].startswith("/console/log-in")
    assert seller("picker").post(page(shop), FORM).status_code == 403
    assert not Coupon.objects.exists()
    assert seller("manager").get(page(shop)).status_code == 200
