"""The settings of a shop, as forms."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from noren.catalog.tests.factories import make_product
from noren.kernel.actors import system
from noren.kernel.clock import now
from noren.kernel.money import yen
from noren.payments.services.configure import set_method
from noren.payments.types import PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.shipping.selectors import holidays, methods
from noren.shops.models import Membership
from noren.shops.permissions import Role
from noren.shops.selectors import current_shop, legal_notice_settings, profile, shop_by_slug, theme
from noren.shops.tests.factories import PASSWORD, make_account, make_shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db
LEGAL = {
    "seller_kind": "individual",
    "seller_name": "小春 千鶴",
    "address": "京都府京都市下京区四条通0番地",
    "phone": "075-000-0000",
    "email": "hello@koharu.example.jp",
    "price_terms": "各商品のページに表示しています。",
    "extra_charges": "送料: 700円",
    "payment_terms": "代金引換",
    "delivery_time": "3営業日以内",
    "return_policy": "8日以内",
}
METHOD = {
    "name": "宅急便", "carrier": "yamato", "active": "on", "free_from": "８，０００", "lead_days_min": "1",
    "lead_days_max": "3", "cutoff_hour": "12", "closed_weekdays": ["6", "7"], "offers_date": "on",
    "date_horizon_days": "14", "offers_slot": "on",
}  # fmt: skip
LOOK = {
    "primary": "#2f4a3c", "accent": "#c73e2a", "paper": "#f7f8f5", "ink": "#1b1f24", "layout": "gallery", "radius": "0",
}  # fmt: skip


@pytest.fixture
def seller(client: Client) -> Client:
    client.post(
        "/console/sign-up",
        {"name": "こはる", "slug": "koharu", "email": "hanako@example.jp", "password": PASSWORD},
    )
    return client


def shop() -> ShopInfo:
    found = shop_by_slug("koharu")
    assert found is not None
    return found


def fees(amount: str = "700") -> dict[str, str]:
    return {f"fee_{code}": amount for code in range(1, 48)}


def test_from_an_empty_console_to_a_public_shop(seller: Client) -> None:
    answer = seller.post("/console/koharu/open", follow=True)
    assert "開店の前に" in answer.content.decode()
    assert not shop().sells
    seller.post("/console/koharu/settings/shipping/new", {**METHOD, **fees()})
    seller.post("/console/koharu/settings/legal", LEGAL)
    with shop_scope(shop().id):
        set_method(PaymentMethod.CASH_ON_DELIVERY, enabled=True, actor=system("test"))
        make_product()
    page = seller.get("/console/koharu/opening").content.decode()
    assert "準備が整いました" in page
    assert "disabled" not in page
    seller.post("/console/koharu/open")
    assert shop().sells
    assert Client().get("/koharu/legal").status_code == 200
    seller.post("/console/koharu/hide")
    assert not shop().sells


def test_every_settings_page_answers(seller: Client) -> None:
    for place in ("settings", "settings/profile", "settings/theme", "settings/legal", "settings/shipping"):
        assert seller.get(f"/console/koharu/{place}").status_code == 200, place


def test_the_profile_is_stored_and_mistakes_keep_what_was_typed(seller: Client) -> None:
    form = {"name": "小春堂", "tagline": "京都から", "prefecture": "26", "postal_code": "6008001"}
    assert seller.post("/console/koharu/settings/profile", form).status_code == 302
    with shop_scope(shop().id):
        assert (profile().name, profile().postal_code, profile().prefecture) == ("小春堂", "600-8001", 26)
    wrong = seller.post(
        "/console/koharu/settings/profile", {**form, "name": "", "email": "x", "tagline": "そのまま"}
    )
    assert wrong.status_code == 422
    assert "そのまま" in wrong.content.decode()
    assert shop().name == "小春堂"


def test_the_notice_is_drafted_from_delivery_and_stored_only_when_saved(seller: Client) -> None:
    seller.post("/console/koharu/settings/shipping/new", {**METHOD, **fees(), "fee_47": "1500"})
    page = seller.get("/console/koharu/settings/legal").content.decode()
    assert "送料(宅急便): お届け先により700円〜1,500円(税込)。商品の合計が8,000円以上のときは無料" in page
    assert "3営業日以内に発送します。" in page
    assert "hanako@example.jp" in page
    with shop_scope(shop().id):
        assert legal_notice_settings().extra_charges == ""


def test_half_a_notice_is_kept_and_says_what_is_left(seller: Client) -> None:
    answer = seller.post("/console/koharu/settings/legal", {**LEGAL, "phone": ""}, follow=True)
    assert "途中まで保存しました" in answer.content.decode()
    with shop_scope(shop().id):
        assert legal_notice_settings().seller_name == "小春 千鶴"
        assert legal_notice_settings().phone == ""


def test_delivery_is_stored_with_full_width_numbers_and_shown_again(seller: Client) -> None:
    seller.post("/console/koharu/settings/shipping/new", {**METHOD, **fees(), "fee_47": ""})
    with shop_scope(shop().id):
        stored = methods()[0]
    assert stored.free_from == yen(8000)
    assert stored.closed_weekdays == (6, 7)
    assert stored.fees == {code: yen(700) for code in range(1, 47)}
    assert stored.transit_days[1] == 2
    page = seller.get("/console/koharu/settings/shipping").content.decode()
    assert "46都道府県" in page
    change = f"/console/koharu/settings/shipping/{stored.id}"
    assert 'name="fee_13" value="700"' in seller.get(change).content.decode()
    seller.post(change, {**METHOD, **fees("800")})
    with shop_scope(shop().id):
        assert [one.fees[13] for one in methods()] == [yen(800)]


def test_a_fee_that_is_no_number_is_named_and_nothing_is_stored(seller: Client) -> None:
    answer = seller.post(
        "/console/koharu/settings/shipping/new", {**METHOD, **fees(), "fee_13": "七百", "lead_days_max": ""}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "東京都の送料" in text
    assert "発送までの日数(最長)" in text
    assert 'value="七百"' in text
    with shop_scope(shop().id):
        assert methods() == []


def test_days_off_are_added_and_taken_away_as_spans(seller: Client) -> None:
    seller.post("/console/koharu/settings/shipping/new", {**METHOD, **fees()})
    place = "/console/koharu/settings/shipping/holidays"
    year = now().year + 1
    span = {"from": f"{year}-12-29", "to": f"{year + 1}-01-03"}
    seller.post(place, span)
    with shop_scope(shop().id):
        assert len(holidays()) == 6
        assert holidays()[-1] == date(year + 1, 1, 3)
    assert seller.get("/console/koharu/settings/shipping").content.decode().count('name="remove"') == 1
    for wrong in (
        {"from": "x"},
        {"from": f"{year}-12-29", "to": f"{year}-12-01"},
        {"from": f"{year}-01-01", "to": f"{year}-12-31"},
    ):
        seller.post(place, wrong)
    seller.post(place, {**span, "remove": "1"})
    with shop_scope(shop().id):
        assert holidays() == []


def picture(mode: str = "RGBA") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new(mode, (320, 80), "#2f4a3c").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def test_the_look_is_stored_with_logo_and_the_logo_can_go(seller: Client) -> None:
    seller.post("/console/koharu/settings/theme", {**LOOK, "logo": picture()})
    with shop_scope(shop().id):
        stored = theme()
    assert (stored.primary, stored.radius, stored.layout.value) == ("#2F4A3C", 0, "gallery")
    assert stored.logo_id is not None
    seller.post("/console/koharu/settings/theme", LOOK)
    with shop_scope(shop().id):
        assert theme().logo_id == stored.logo_id
    seller.post("/console/koharu/settings/theme", {**LOOK, "remove_logo": "on"})
    with shop_scope(shop().id):
        assert theme().logo_id is None


def test_a_file_that_is_no_picture_is_refused_beside_its_field(seller: Client) -> None:
    wrong = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    answer = seller.post("/console/koharu/settings/theme", {**LOOK, "logo": wrong})
    assert answer.status_code == 422
    assert "id_logo_error" in answer.content.decode()
    with shop_scope(shop().id):
        assert theme().primary == "#1F3A5F"


def test_a_pale_color_is_corrected_and_the_seller_is_told_which(seller: Client) -> None:
    answer = seller.post("/console/koharu/settings/theme", {**LOOK, "accent": "#ffcc00"}, follow=True)
    assert "「目立たせる色」の色は、どなたにも読めるように少し調整しました" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.MANAGER, {"settings", "inbox"}), (Role.SUPPORT, {"inbox"}), (Role.PICKER, set())],
)
def test_who_lacks_the_right_is_told_so_and_changes_nothing(
    client: Client, role: Role, allowed: set[str]
) -> None:
    found, account = make_shop(slug="minami"), make_account()
    with shop_scope(found.id):
        Membership(account_id=account.id, role=role, created_at=now()).save()
    client.post("/console/log-in", {"email": account.email, "password": PASSWORD})
    for place in ("settings", "inbox"):
        expected = 200 if place in allowed else 403
        assert client.get(f"/console/minami/{place}").status_code == expected
    assert client.post("/console/minami/open").status_code == 403
    if role is not Role.MANAGER:
        assert client.post("/console/minami/settings/profile", {"name": "のっとり"}).status_code == 403
    with shop_scope(found.id):
        assert current_shop().name == "暮らしの道具 こはる"
