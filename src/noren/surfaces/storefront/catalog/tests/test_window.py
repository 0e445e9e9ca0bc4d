"""The shop window as buyers see it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from noren.catalog.services.categories import create_category
from noren.catalog.services.images import add_image
from noren.catalog.services.publish import unpublish
from noren.catalog.tests.factories import ACTOR, make_product, product_draft, sized_draft
from noren.catalog.types import VariantDraft
from noren.inventory.services.adjust import receive
from noren.kernel.clock import clock_at
from noren.kernel.money import yen
from noren.kernel.tax import TaxCategory
from noren.platform.tenancy.scope import shop_scope
from noren.shipping.services.settings import save_method
from noren.shipping.types import MethodSettings
from noren.shops.models import Shop
from noren.shops.tests.factories import make_shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Settings, tmp_path: Path) -> ShopInfo:
    settings.MEDIA_ROOT = tmp_path
    made = make_shop()
    Shop.objects.filter(pk=made.id).update(state="open")
    return made


def page(shop: ShopInfo, path: str, **query: str) -> Any:
    return Client().get(f"/{shop.slug}{path}", query)


def text(response: Any) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def deliver(shop: ShopInfo) -> None:
    method = MethodSettings(
        id=None, name="ヤマト運輸 宅急便", carrier="yamato", active=True, free_from=yen(8800), lead_days_min=2,
        lead_days_max=4, cutoff_hour=12, closed_weekdays=(6,), offers_date=True, date_horizon_days=14, offers_slot=True,
        fees={code: yen(1480 if code in (1, 47) else 880) for code in range(1, 47)}, transit_days={},
    )  # fmt: skip
    with shop_scope(shop.id):
        save_method(method, actor=ACTOR)


def test_a_new_shop_says_it_is_getting_ready(shop: ShopInfo) -> None:
    assert "ただいま準備中です" in text(page(shop, "/"))


def test_home_shows_what_is_new_and_what_there_is_of_it(shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        shelf = create_category("うつわ", actor=ACTOR)
        few = make_product(product_draft(title="飯碗", category_ids=(shelf.id,)))
        receive(next(iter(few.variant_ids.values())), 2, actor=ACTOR)
        make_product(product_draft(title="湯呑"))
        make_product(product_draft(title="下書きの皿"), published=False)
    shown = text(page(shop, "/"))
    for part in (
        "飯碗",
        "湯呑",
        "残りわずか",
        "売り切れ",
        "1,320円",
        "税込",
        f"/{shop.slug}/collections/うつわ",
    ):
        assert part in shown or part.encode().hex() in shown
    assert "下書きの皿" not in shown


def test_public_pages_are_kept_until_the_shop_changes(shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        saved = make_product()
        variant = next(iter(saved.variant_ids.values()))
    marks = [page(shop, path)["X-Noren-Public"] for path in ("/", "/search", f"/products/{saved.handle}")]
    assert len(set(marks)) == 1
    with shop_scope(shop.id):
        receive(variant, 20, actor=ACTOR)
    assert page(shop, "/")["X-Noren-Public"] != marks[0]


def test_a_product_shows_price_tax_stock_and_shipping_before_the_cart(shop: ShopInfo) -> None:
    deliver(shop)
    with shop_scope(shop.id):
        variants = (VariantDraft(price=yen(864), compare_at=yen(980)),)
        saved = make_product(
            product_draft(title="ほうじ茶", variants=variants, tax_category=TaxCategory.REDUCED)
        )
        receive(next(iter(saved.variant_ids.values())), 20, actor=ACTOR)
        out = io.BytesIO()
        Image.new("RGB", (800, 600), "green").save(out, "PNG")
        add_image(saved.id, out.getvalue(), alt="茶葉", actor=ACTOR)
    shown = text(page(shop, f"/products/{saved.handle}"))
    for part in (
        "864円",
        "980円",
        "軽減税率対象",
        "在庫あり",
        "880円",
        "ご注文から2〜4営業日で発送します",
        'alt="茶葉"',
        "8,800円以上のお買い上げで送料無料",
    ):
        assert part in shown
    source = re.search(r'srcset="(/media/[^ ]+) 320w', shown)
    assert source is not None
    served = Client().get(source.group(1))
    assert (served.status_code, served["Content-Type"]) == (200, "image/webp")
    assert "immutable" in served["Cache-Control"]


def test_shipping_to_another_prefecture_is_told_with_its_day(shop: ShopInfo) -> None:
    deliver(shop)
    with shop_scope(shop.id):
        saved = make_product()
    # Monday 2026-11-23, 10:00 in Japan.
    with clock_at(datetime(2026, 11, 23, 1, 0, tzinfo=UTC)):
        answer: dict[str, Any] = page(
            shop, f"/products/{saved.handle}/shipping-estimate", prefecture="1"
        ).json()
    assert (answer["prefecture"], answer["text"]) == ("北海道", "1,480円")
    assert answer["arrives"].startswith("最短 11月")
    nowhere = page(shop, f"/products/{saved.handle}/shipping-estimate", prefecture="47").json()
    assert (nowhere["text"], nowhere["arrives"]) == ("–", "この地域へはお届けしていません")
    for wrong in ("0", "48", "x", ""):
        assert page(shop, f"/products/{saved.handle}/shipping-estimate", prefecture=wrong).status_code == 404


def test_variants_are_offered_with_their_own_price_and_stock(shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        saved = make_product(sized_draft(("S", "M")))
        receive(saved.variant_ids[("M",)], 30, actor=ACTOR)
    shown = text(page(shop, f"/products/{saved.handle}"))
    found = re.search(r'<script type="application/json" id="variant-data">(.*?)</script>', shown, re.DOTALL)
    assert found is not None
    assert '"stock": "out"' in found.group(1)
    assert '"stock": "in"' in found.group(1)


def test_a_sold_out_product_can_not_be_put_into_the_cart(shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        saved = make_product()
    shown = text(page(shop, f"/products/{saved.handle}"))
    assert "この商品は売り切れです。" in shown
    assert "/cart/lines" not in shown


def test_hidden_unknown_and_other_shops_products_are_not_found(shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        hidden = make_product()
        unpublish(hidden.id, actor=ACTOR)
    other = make_shop()
    with shop_scope(other.id):
        elsewhere = make_product(product_draft(handle="yoso"))
    for handle in (hidden.handle, elsewhere.handle, "nothing"):
        assert page(shop, f"/products/{handle}").status_code == 404
        assert page(shop, f"/products/{handle}/shipping-estimate", prefecture="13").status_code == 404
    assert page(shop, "/collections/nothing").status_code == 404


def test_a_shelf_is_walked_page_by_page(shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        shelf = create_category("うつわ", actor=ACTOR)
        create_category("飯碗", parent_id=shelf.id, actor=ACTOR)
        for number in range(30):
            price = (VariantDraft(price=yen(1000 + number)),)
            make_product(product_draft(title=f"小皿{number:02}番", variants=price, category_ids=(shelf.id,)))
    first = text(page(shop, "/collections/うつわ", sort="price_low"))
    assert re.findall(r"小皿(\d\d)番</a>", first) == [f"{number:02}" for number in range(24)]
    assert "飯碗" in first
    after = re.search(r'rel="next" href="\?([^"]+)"', first)
    assert after is not None
    second = unescape(Client().get(f"/{shop.slug}/collections/うつわ?{after.group(1)}").content.decode())
    assert re.findall(r"小皿(\d\d)番</a>", second) == [f"{number:02}" for number in range(24, 30)]


def test_search_finds_in_any_writing_and_helps_when_it_finds_nothing(shop: ShopInfo) -> None:
    with shop_scope(shop.id):
        create_category("布もの", actor=ACTOR)
        make_product(product_draft(title="ガーゼのタオル"))
    assert "ガーゼのタオル" in text(page(shop, "/search", q="ｶﾞｰｾﾞ"))
    nothing = text(page(shop, "/search", q='<script>"'))
    assert "お探しの商品が見つかりませんでした" in nothing
    assert "布もの" in nothing
    assert b'<script>"' not in page(shop, "/search", q='<script>"').content
    assert "すべての商品" in text(page(shop, "/search"))


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "이 상품은 품절입니다."), ("en", "This product is sold out.")]
)
def test_the_window_speaks_korean_and_english(shop: ShopInfo, language: str, words: str) -> None:
    with shop_scope(shop.id):
        saved = make_product()
    shown = Client(headers={"accept-language": language}).get(f"/{shop.slug}/products/{saved.handle}")
    assert words in unescape(shown.content.decode())
