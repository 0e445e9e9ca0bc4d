"""A seller's work on products, as a browser sends it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from noren.catalog.models import Product, Variant
from noren.catalog.selectors import categories, product_by_handle, product_for_editing
from noren.catalog.services.categories import create_category
from noren.catalog.states import ProductState
from noren.catalog.tests.factories import ACTOR, make_product, product_draft, sized_draft
from noren.catalog.types import ProductDetail, SavedProduct, VariantDraft
from noren.importexport.models import ImportRun
from noren.inventory.models import StockMovement
from noren.inventory.selectors import stock
from noren.inventory.services.adjust import receive
from noren.kernel.actors import staff
from noren.kernel.money import yen
from noren.kernel.tax import TaxCategory
from noren.platform.jobs.services.run import run_due
from noren.platform.tenancy.scope import shop_scope
from noren.shops.models import Membership
from noren.shops.permissions import Role
from noren.shops.tests.factories import PASSWORD, make_account, make_shop
from noren.surfaces.console.products.entry import JOINT

pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    """A seller at the console of her shop. Requests are made out of scope, as a server makes them."""

    client: Client
    slug: str
    shop_id: UUID

    def get(self, path: str) -> Any:
        return self.client.get(f"/console/{self.slug}{path}")

    def post(self, path: str, data: dict[str, object] | None = None) -> Any:
        return self.client.post(f"/console/{self.slug}{path}", data or {})

    def make(self, *args: object, **options: object) -> SavedProduct:
        with shop_scope(self.shop_id):
            return make_product(*args, **options)  # type: ignore[arg-type]

    def detail(self, product_id: UUID) -> ProductDetail:
        with shop_scope(self.shop_id):
            found = product_for_editing(product_id)
        assert found is not None
        return found

    def pieces(self, variant_id: UUID) -> int:
        with shop_scope(self.shop_id):
            return stock([variant_id])[variant_id].net

    def receive(self, variant_id: UUID, count: int) -> None:
        with shop_scope(self.shop_id):
            receive(variant_id, count, actor=ACTOR)


@pytest.fixture
def desk(settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = tmp_path
    account = make_account()
    shop = make_shop(actor=staff(account.id))
    client = Client()
    sent = client.post("/console/log-in", {"email": account.email, "password": PASSWORD})
    assert sent.status_code == 302
    return Desk(client, shop.slug, shop.id)


def text(response: Any) -> str:
    return unescape(response.content.decode())


def photo(name: str = "a.jpg", color: str = "red") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), color).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


FORM: dict[str, object] = {
    "title": "ガーゼのふきん",
    "description": "やわらかい布です。\n\n・綿100%\n・日本製",
    "price": "１，３２０円",
    "tax": "standard",
    "published": "yes",
    "variant-0-options": "",
    "variant-0-sku": "G-1",
    "variant-0-weight": "60",
    "variant-0-stock": "12",
    "new_category": "ふきん",
    "tags": "綿、贈り物",
    "action": "save",
}


def test_one_form_enters_photographs_and_publishes_a_product_with_its_stock(desk: Desk) -> None:
    sent = desk.post("/products/new", FORM | {"new_images": [photo(), photo("b.jpg", "blue")]})
    assert sent.status_code == 302
    with shop_scope(desk.shop_id):
        found = product_by_handle("ガーゼのふきん")
    assert found is not None
    assert (found.price_from, found.tags, found.variants[0].weight_grams) == (yen(1320), ("綿", "贈り物"), 60)
    assert found.description_html == "<p>やわらかい布です。</p><ul><li>綿100%</li><li>日本製</li></ul>"
    assert [info.title for info in found.categories] == ["ふきん"]
    assert len(found.images) == 2
    assert desk.pieces(found.variants[0].id) == 12
    page = text(desk.get(f"/products/{found.id}"))
    assert "やわらかい布です。\n\n・綿100%" in page
    assert f"/{desk.slug}/products/ガーゼのふきん" in page


def test_errors_stand_at_their_fields_and_lose_nothing_that_was_typed(desk: Desk) -> None:
    sent = desk.post("/products/new", FORM | {"title": "", "price": "たかい", "new_images": [photo()]})
    page = text(sent)
    assert sent.status_code == 422
    for part in (
        "商品名を入力してください。",
        "0以上の数字で入力してください。",
        'value="たかい"',
        "綿、贈り物",
        'value="new-',
    ):
        assert part in page
    with shop_scope(desk.shop_id):
        assert Product.objects.count() == 0
        assert categories() == []


def test_a_photograph_that_is_none_is_refused_and_nothing_is_saved(desk: Desk) -> None:
    bad = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    sent = desk.post("/products/new", FORM | {"new_images": [bad]})
    assert sent.status_code == 422
    assert "画像として読めませんでした" in text(sent)
    with shop_scope(desk.shop_id):
        assert Product.objects.count() == 0


def test_axes_make_combinations_before_anything_is_saved(desk: Desk) -> None:
    axes = {
        "axis_name_0": "色",
        "axis_values_0": "藍、白",
        "axis_name_1": "サイズ",
        "axis_values_1": "S,M",
        "action": "build-variants",
    }
    page = text(desk.post("/products/new", FORM | axes))
    for name in ("藍 / S", "藍 / M", "白 / S", "白 / M"):
        assert name in page
    with shop_scope(desk.shop_id):
        assert Product.objects.count() == 0


def rows(detail: ProductDetail) -> dict[str, object]:
    """The form's fields for the variants a product has."""
    fields: dict[str, object] = {}
    for index, variant in enumerate(detail.variants):
        fields |= {
            f"variant-{index}-options": JOINT.join(variant.options),
            f"variant-{index}-id": str(variant.id),
            f"variant-{index}-sku": variant.sku,
            f"variant-{index}-price": str(variant.price.amount),
            f"variant-{index}-weight": str(variant.weight_grams),
        }
    return fields


def entry(detail: ProductDetail, **changes: object) -> dict[str, object]:
    axes = {f"axis_name_{index}": option.name for index, option in enumerate(detail.options)}
    values = {f"axis_values_{index}": "、".join(option.values) for index, option in enumerate(detail.options)}
    base = {
        "title": detail.title,
        "price": "4400",
        "handle": detail.handle,
        "tax": "standard",
        "published": "yes",
    }
    return {**base, **axes, **values, **rows(detail), "action": "save", **changes}


def test_a_renamed_value_keeps_its_variant_and_stock(desk: Desk) -> None:
    saved = desk.make(sized_draft(("S", "M")))
    small = saved.variant_ids[("S",)]
    desk.receive(small, 7)
    sent = desk.post(f"/products/{saved.id}", entry(desk.detail(saved.id), axis_values_0="小、M"))
    assert sent.status_code == 302
    renamed = desk.detail(saved.id).variants[0]
    assert (renamed.id, renamed.options) == (small, ("小",))
    assert desk.pieces(small) == 7


def test_a_new_value_is_looked_at_before_it_is_saved(desk: Desk) -> None:
    saved = desk.make(sized_draft(("S", "M")))
    before = desk.detail(saved.id)
    sent = desk.post(f"/products/{saved.id}", entry(before, axis_values_0="S、M、L"))
    assert sent.status_code == 200
    assert desk.detail(saved.id) == before
    added = {"variant-2-options": "L", "variant-2-price": "4600", "variant-2-stock": "3"}
    assert (
        desk.post(f"/products/{saved.id}", entry(before, axis_values_0="S、M、L", **added)).status_code == 302
    )
    large = desk.detail(saved.id).variants[2]
    assert (large.options, large.price, desk.pieces(large.id)) == (("L",), yen(4600), 3)


def test_what_the_form_does_not_show_survives_it(desk: Desk) -> None:
    variants = (
        VariantDraft(price=yen(900), barcode="4901234567894", cost=yen(400), requires_shipping=False),
    )
    draft = product_draft(
        variants=variants, vendor="こはる", seo_title="ふきん", tax_category=TaxCategory.REDUCED
    )
    saved = desk.make(draft)
    before = desk.detail(saved.id)
    desk.post(f"/products/{saved.id}", entry(before, price="950", tax="reduced"))
    after = desk.detail(saved.id)
    assert (after.vendor, after.seo_title, after.tax_category) == ("こはる", "ふきん", TaxCategory.REDUCED)
    one = after.variants[0]
    assert (one.price, one.barcode, one.cost, one.requires_shipping) == (
        yen(950),
        "4901234567894",
        yen(400),
        False,
    )


def test_photographs_are_ordered_described_and_removed(desk: Desk) -> None:
    desk.post(
        "/products/new", FORM | {"new_images": [photo(), photo("b.jpg", "blue"), photo("c.jpg", "green")]}
    )
    with shop_scope(desk.shop_id):
        product_id = Product.objects.get().pk
    first, _, third = (place.id for place in desk.detail(product_id).images)
    wanted = {"image": [str(third), str(first)], f"alt-{third}": "緑の布"}
    desk.post(f"/products/{product_id}", entry(desk.detail(product_id), **wanted))
    assert [(place.id, place.alt) for place in desk.detail(product_id).images] == [
        (third, "緑の布"),
        (first, ""),
    ]


def test_a_draft_is_deleted_and_what_was_public_put_away(desk: Desk) -> None:
    draft, public = desk.make(published=False), desk.make()
    desk.post(f"/products/{draft.id}", {"action": "delete"})
    desk.post(f"/products/{public.id}", {"action": "delete"})
    with shop_scope(desk.shop_id):
        assert [row.pk for row in Product.objects.all()] == [public.id]
    desk.post(f"/products/{public.id}", {"action": "archive"})
    assert desk.detail(public.id).state is ProductState.ARCHIVED


def test_many_are_hidden_at_once(desk: Desk) -> None:
    saved = [desk.make() for _ in range(3)]
    desk.post("/products/bulk", {"action": "hide", "product": [str(saved[0].id), str(saved[1].id), "x"]})
    assert [desk.detail(one.id).published for one in saved] == [False, False, True]
    page = text(desk.get("/products?state=published"))
    assert desk.detail(saved[2].id).title in page
    assert desk.detail(saved[0].id).title not in page


def test_stock_is_received_counted_and_guarded(desk: Desk) -> None:
    saved = desk.make()
    variant = next(iter(saved.variant_ids.values()))
    desk.post(
        f"/products/{saved.id}/stock", {"variant-0-delta": "10", "variant-0-expected": "0", "reason": "初回"}
    )
    assert desk.pieces(variant) == 10
    desk.post(f"/products/{saved.id}/stock", {"variant-0-counted": "８", "variant-0-expected": "10"})
    assert desk.pieces(variant) == 8
    late = desk.post(f"/products/{saved.id}/stock", {"variant-0-counted": "20", "variant-0-expected": "10"})
    assert late.status_code == 422
    assert "入力の間に在庫数が 10 から 8 に変わりました" in text(late)
    assert desk.post(f"/products/{saved.id}/stock", {"variant-0-delta": "すこし"}).status_code == 422
    assert desk.pieces(variant) == 8
    with shop_scope(desk.shop_id):
        assert StockMovement.objects.count() == 2
    assert "数え直し" in text(desk.get(f"/products/{saved.id}/stock"))


def csv(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "products.csv", "\r\n".join(["Title,Price,Status,Inventory quantity", *rows]).encode("cp932")
    )


def test_a_file_is_looked_at_applied_and_reported(desk: Desk) -> None:
    sent = desk.post("/products/import", {"file": csv("急須,9900,active,4", "湯呑,2750,draft,")})
    where = sent["Location"].removeprefix(f"/console/{desk.slug}")
    page = text(desk.get(where))
    assert "2件を登録する" in page
    assert "Shift_JIS" in page
    with shop_scope(desk.shop_id):
        assert Product.objects.count() == 0
    desk.post(where, {"action": "apply"})
    assert "登録しています" in text(desk.get(where))
    with shop_scope(desk.shop_id):
        run_due()
    assert "新しく2件、変更0件です。" in text(desk.get(where))


def test_a_file_with_errors_can_not_be_applied(desk: Desk) -> None:
    sent = desk.post("/products/import", {"file": csv("急須,たかい,active,4")})
    where = sent["Location"].removeprefix(f"/console/{desk.slug}")
    page = text(desk.get(where))
    for part in ("直すところが1件あります", "たかい", "Price"):
        assert part in page
    assert "件を登録する" not in page
    desk.post(where, {"action": "apply"})
    with shop_scope(desk.shop_id):
        run_due()
        assert Product.objects.count() == 0
    assert desk.post("/products/import", {}).status_code == 422
    assert desk.post("/products/import", {"file": SimpleUploadedFile("a.csv", b"")}).status_code == 422


def test_the_template_can_be_imported(desk: Desk) -> None:
    template = desk.get("/products/import/template.csv")
    sent = desk.post("/products/import", {"file": SimpleUploadedFile("t.csv", template.content)})
    where = sent["Location"].removeprefix(f"/console/{desk.slug}")
    assert "1件を登録する" in text(desk.get(where))


def test_shelves_are_made_moved_and_removed(desk: Desk) -> None:
    desk.post("/products/categories", {"title": "うつわ"})
    desk.post("/products/categories", {"title": "布もの"})
    assert desk.post("/products/categories", {"title": ""}).status_code == 422
    with shop_scope(desk.shop_id):
        first, second = (info.id for info in categories())
    desk.post(f"/products/categories/{second}", {"action": "up"})
    desk.post(f"/products/categories/{first}", {"action": "rename", "title": "器"})
    with shop_scope(desk.shop_id):
        assert [info.title for info in categories()] == ["布もの", "器"]
    desk.post(f"/products/categories/{first}", {"action": "delete"})
    with shop_scope(desk.shop_id):
        assert [info.title for info in categories()] == ["布もの"]


PATHS = (
    "/products",
    "/products/new",
    "/products/import",
    "/products/categories",
    "/products/{id}",
    "/products/{id}/stock",
)


def test_who_does_not_work_here_finds_nothing(desk: Desk) -> None:
    saved = desk.make()
    stranger, outside = make_account(), Client()
    outside.post("/console/log-in", {"email": stranger.email, "password": PASSWORD})
    for path in PATHS:
        address = f"/console/{desk.slug}{path.format(id=saved.id)}"
        assert outside.get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_a_role_without_the_right_is_refused_and_nothing_changes(desk: Desk) -> None:
    saved = desk.make()
    before = desk.detail(saved.id)
    with shop_scope(desk.shop_id):
        Membership.objects.update(role=Role.ACCOUNTANT)
    for path in PATHS:
        assert desk.get(path.format(id=saved.id)).status_code == 403
    assert desk.post(f"/products/{saved.id}", entry(before, title="別の名前")).status_code == 403
    assert desk.post("/products/import", {"file": csv("急須,9900,active,4")}).status_code == 403
    assert desk.detail(saved.id) == before
    with shop_scope(desk.shop_id):
        assert ImportRun.objects.count() == 0
        assert Variant.objects.count() == 1


def test_another_shops_product_is_not_found(desk: Desk) -> None:
    other = make_shop()
    with shop_scope(other.id):
        saved = make_product()
        shelf = create_category("よその棚", actor=ACTOR)
    for path in (f"/products/{saved.id}", f"/products/{saved.id}/stock"):
        assert desk.get(path).status_code == 404
        assert desk.post(path, {"action": "archive", "variant-0-delta": "5"}).status_code == 404
    desk.post("/products/bulk", {"action": "archive", "product": [str(saved.id)]})
    desk.post(f"/products/categories/{shelf.id}", {"action": "delete"})
    with shop_scope(other.id):
        detail = product_for_editing(saved.id)
        assert detail is not None
        assert detail.published
        assert [info.title for info in categories()] == ["よその棚"]
