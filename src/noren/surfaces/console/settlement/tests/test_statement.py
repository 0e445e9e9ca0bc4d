"""The statement as the seller reads it, and the two things he settles by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from noren.kernel.clock import clock_at
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.payments.models import Incident, Refund
from noren.payments.services.end import cancel, record_received
from noren.payments.services.refund import request_refund
from noren.payments.tests.factories import SETUP, accept, make_payment
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.settlement.services.fees import begin_campaign
from noren.settlement.services.sales import post_captured, post_completed, post_refunded
from noren.shops.tests.factories import make_shop
from noren.shops.types import ShopInfo
from noren.surfaces.console.payments.tests.test_settings import logged_in

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def shop() -> Iterator[ShopInfo]:
    made = make_shop()
    with shop_scope(made.id), clock_at(NOVEMBER):
        accept(PaymentMethod.BANK_TRANSFER)
        yield made


@pytest.fixture
def seller() -> Client:
    return logged_in("owner")


def sold(amount: int = 10_000) -> PaymentInfo:
    info = make_payment(PaymentMethod.BANK_TRANSFER, amount=yen(amount))
    record_received(info.id, amount=yen(amount), actor=SETUP)
    post_captured(info.id, amount=yen(amount))
    return info


def test_the_page_shows_a_month_that_adds_up(seller: Client, shop: ShopInfo) -> None:
    info = sold(10_000)
    post_completed(info.payable.id)
    post_refunded(info.id, refund_id=uuid7(), amount=yen(2_000))
    text = seller.get(f"/console/{shop.slug}/sales").content.decode()
    assert '<dd data-testid="net">7,800円</dd>' in text
    for words in ("10,000円", "2,000円", "200円", "取引完了（売上確定）", "KH-100001"):
        assert words in text


def test_an_empty_month_says_so(seller: Client, shop: ShopInfo) -> None:
    text = seller.get(f"/console/{shop.slug}/sales?period=2026-10").content.decode()
    assert "この期間の売上はありません" in text


def test_the_file_has_each_posting_and_its_sums_are_the_statements(seller: Client, shop: ShopInfo) -> None:
    info = sold(10_000)
    post_completed(info.payable.id)
    answer = seller.get(f"/console/{shop.slug}/sales/export?period=2026-11")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{shop.slug}-2026-11.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["差引"] for row in rows] == ["10000", "-250"]
    assert rows[0]["日時"] == "2026-11-23 12:00:00"
    assert rows[0]["支払い方法"] == "銀行振込"


def test_the_campaign_is_announced_with_its_last_day(seller: Client, shop: ShopInfo) -> None:
    begin_campaign("開店応援", starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30))
    text = seller.get(f"/console/{shop.slug}/sales").content.decode()
    assert "「開店応援」により、2026年11月30日までのお支払い分は販売手数料が無料です。" in text


def test_a_refund_by_hand_is_noted(seller: Client, shop: ShopInfo) -> None:
    info = sold()
    request_refund(info.id, amount=yen(500), reason="返品", key="k", actor=SETUP)
    refund = Refund.objects.get()
    here = f"/console/{shop.slug}/sales"
    assert "お客様に返金してください" in seller.get(here).content.decode()
    assert seller.post(f"{here}/refunds/{refund.pk}").status_code == 302
    assert Refund.objects.get().state == "confirmed"
    assert "お客様に返金してください" not in seller.get(here).content.decode()


def test_an_incident_is_shown_and_settled_with_words(seller: Client, shop: ShopInfo) -> None:
    info = make_payment(PaymentMethod.BANK_TRANSFER)
    cancel(info.id, actor=SETUP)
    record_received(info.id, amount=yen(4950), actor=SETUP)
    incident = Incident.objects.get()
    here = f"/console/{shop.slug}/sales"
    assert "終了したご注文に入金がありました" in seller.get(here).content.decode()
    seller.post(f"{here}/incidents/{incident.pk}", {"resolution": " "})
    assert Incident.objects.get().resolved_at is None
    seller.post(f"{here}/incidents/{incident.pk}", {"resolution": "お客様の口座へ返金しました"})
    assert Incident.objects.get().resolution == "お客様の口座へ返金しました"
    assert "終了したご注文に入金がありました" not in seller.get(here).content.decode()


def test_pages_of_postings(seller: Client, shop: ShopInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noren.surfaces.console.settlement.views.PAGE", 2)
    for _ in range(3):
        sold(1_000)
    text = seller.get(f"/console/{shop.slug}/sales").content.decode()
    assert text.count('class="cell-head"><time') == 2
    next_page = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert seller.get(next_page).content.decode().count('class="cell-head"><time') == 1


@pytest.mark.parametrize("query", ["period=2026-13", "period=x", "after=y"])
def test_a_garbled_address_is_not_there(seller: Client, shop: ShopInfo, query: str) -> None:
    assert seller.get(f"/console/{shop.slug}/sales?{query}").status_code == 404


@pytest.mark.parametrize("role", ["picker", "product", "support"])
def test_who_may_not_see_the_money_sees_nothing(shop: ShopInfo, role: str) -> None:
    client = logged_in(role)
    assert client.get(f"/console/{shop.slug}/sales").status_code == 403
    assert client.get(f"/console/{shop.slug}/sales/export").status_code == 403


def test_who_may_not_refund_can_not_note_one(shop: ShopInfo) -> None:
    info = sold()
    request_refund(info.id, amount=yen(500), reason="返品", key="k", actor=SETUP)
    refund = Refund.objects.get()
    answer = logged_in("picker").post(f"/console/{shop.slug}/sales/refunds/{refund.pk}")
    assert answer.status_code == 403
    assert Refund.objects.get().state == "requested"


def test_things_of_nobody_are_not_there(seller: Client, shop: ShopInfo) -> None:
    assert seller.post(f"/console/{shop.slug}/sales/refunds/{uuid7()}").status_code == 404
    gone = seller.post(f"/console/{shop.slug}/sales/incidents/{uuid7()}", {"resolution": "済み"})
    assert gone.status_code == 404
