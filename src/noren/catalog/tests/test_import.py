"""Product files in Shopify's layout: looked at, applied, and applied again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import pytest

from noren.catalog import jobs
from noren.catalog.models import Category, Product, ProductImage, Variant
from noren.catalog.portability import OVERWRITE_STOCK, PRODUCTS
from noren.catalog.selectors import product_by_handle, product_for_editing, products_by_handles
from noren.catalog.states import ProductState
from noren.catalog.tests.factories import ACTOR, make_product, sized_draft
from noren.importexport import running
from noren.importexport.models import ImportRun
from noren.importexport.selectors import import_status
from noren.importexport.services.imports import confirm, discard, preview
from noren.importexport.states import ImportState
from noren.importexport.types import ImportPreview
from noren.inventory.models import StockMovement
from noren.inventory.selectors import stock
from noren.inventory.services.adjust import receive
from noren.kernel.errors import Conflict, InvalidInput, invalid
from noren.kernel.money import yen
from noren.kernel.tax import TaxCategory
from noren.platform.audit.models import AuditEntry
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db

TOWEL = {
    "Title": "ガーゼのタオル", "URL handle": "gauze-towel", "Description": "<p>やわらかい<script>x()</script></p>",
    "Vendor": "こはる", "Product category": "キッチン > ふきん", "Type": "布もの", "Tags": "綿, 贈り物",
    "Published on online store": "TRUE", "Status": "Active", "SKU": "T-W", "Barcode": "'4901234567894",
    "Option1 name": "色", "Option1 value": "白", "Price": "¥1,980", "Compare-at price": "2,200",
    "Inventory tracker": "shopify", "Inventory quantity": "12", "Continue selling when out of stock": "FALSE",
    "Weight value (grams)": "80.0", "Requires shipping": "TRUE", "Product image URL": "https://example.jp/t.jpg",
    "Image alt text": "白い  タオル\u00a0二枚", "Variant image URL": "https://example.jp/t-white.jpg",
}  # fmt: skip
TOWEL_BLUE = {"URL handle": "gauze-towel", "SKU": "T-B", "Option1 value": "藍", "Price": "１９８０", "Inventory tracker": "shopify", "Inventory quantity": "3"}  # fmt: skip
BOWL = {"Title": "飯碗", "URL handle": "meshiwan", "Status": "draft", "Price": "3300", "Option1 name": "Title", "Option1 value": "Default Title", "Inventory quantity": "0", "Inventory tracker": "shopify"}  # fmt: skip


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[UUID]:
    # Pictures stay where they are: fetching has tests of its own.
    monkeypatch.setattr(jobs, "fetch", refuse_to_fetch)
    with shop_scope(make_shop().id) as shop_id:
        run_due()
        yield shop_id


def refuse_to_fetch(url: str) -> bytes:
    raise invalid("url_status", "画像を取得できませんでした。", field_name="url")


def file(*rows: Mapping[str, str], encoding: str = "utf-8") -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def look(data: bytes, **options: bool) -> ImportPreview:
    return preview(PRODUCTS, data, file_name="商品.csv", options=options, actor=ACTOR)


def bring_in(data: bytes, **options: bool) -> ImportPreview:
    seen = look(data, **options)
    assert seen.problems == ()
    assert confirm(seen.import_id, actor=ACTOR) is True
    run_due()
    status = import_status(seen.import_id)
    assert status is not None
    assert status.state is ImportState.APPLIED
    assert (status.created, status.updated, status.unchanged) == (seen.creates, seen.updates, seen.unchanged)
    return seen


def counts(seen: ImportPreview) -> tuple[int, int, int]:
    return seen.creates, seen.updates, seen.unchanged


def everything() -> list[object]:
    return [
        list(Product.objects.order_by("id").values()),
        list(Variant.objects.order_by("id").values()),
        list(ProductImage.objects.order_by("id").values()),
        list(Category.objects.order_by("id").values()),
        list(StockMovement.objects.order_by("id").values()),
    ]


def problems(*rows: Mapping[str, str]) -> Sequence[tuple[int, str, str]]:
    before = everything()
    seen = look(file(*rows))
    assert everything() == before
    with pytest.raises(Conflict):
        confirm(seen.import_id, actor=ACTOR)
    run_due()
    assert everything() == before
    return [(problem.row, problem.column, problem.value) for problem in seen.problems]


def test_a_preview_counts_and_writes_nothing() -> None:
    before = everything()
    seen = look(file(TOWEL, TOWEL_BLUE, BOWL))
    assert (seen.rows_total, counts(seen), seen.clean) == (3, (2, 0, 0), True)
    run_due()
    assert everything() == before


def test_products_come_in_as_the_file_says() -> None:
    bring_in(file(TOWEL, TOWEL_BLUE, BOWL))
    towel = product_by_handle("gauze-towel")
    assert towel is not None
    assert towel.title == "ガーゼのタオル"
    assert towel.description_html == "<p>やわらかい</p>"
    assert (towel.vendor, towel.product_type, towel.tags) == ("こはる", "布もの", ("綿", "贈り物"))
    assert [info.path for info in towel.categories] == [("キッチン", "ふきん")]
    assert towel.options[0].values == ("白", "藍")
    white, blue = towel.variants
    assert (white.sku, white.barcode, white.price, white.compare_at) == (
        "T-W",
        "4901234567894",
        yen(1980),
        yen(2200),
    )
    assert (white.weight_grams, white.requires_shipping) == (80, True)
    assert [(one.source_url, one.alt) for one in towel.images] == [
        ("https://example.jp/t.jpg", "白い タオル 二枚"),
        ("https://example.jp/t-white.jpg", ""),
    ]
    assert (white.image_id, blue.image_id) == (towel.images[1].id, None)
    assert (blue.sku, blue.price, blue.compare_at) == ("T-B", yen(1980), None)
    levels = stock([white.id, blue.id])
    assert (levels[white.id].available, levels[blue.id].available) == (12, 3)
    bowl = products_by_handles(["meshiwan"])["meshiwan"]
    assert (bowl.state, bowl.options, len(bowl.variants)) == (ProductState.DRAFT, (), 1)
    assert product_by_handle("meshiwan") is None


def test_the_same_file_again_changes_nothing() -> None:
    data = file(TOWEL, TOWEL_BLUE, BOWL)
    bring_in(data)
    before = everything(), OutboxEvent.objects.count()
    seen = bring_in(data)
    assert counts(seen) == (0, 0, 2)
    assert (everything(), OutboxEvent.objects.count()) == before
    seen = bring_in(data, **{OVERWRITE_STOCK: True})
    assert counts(seen) == (0, 0, 2)
    assert (everything(), OutboxEvent.objects.count()) == before


def test_the_older_column_names_are_the_same_columns() -> None:
    older = {
        "Handle": "gauze-towel", "Title": "ガーゼのタオル", "Body (HTML)": "<p>やわらかい</p>", "Vendor": "こはる",
        "Product Category": "キッチン > ふきん", "Type": "布もの", "Tags": "綿, 贈り物", "Published": "true",
        "Option1 Name": "色", "Option1 Value": "白", "Variant SKU": "T-W", "Variant Grams": "80",
        "Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "12", "Variant Inventory Policy": "deny",
        "Variant Price": "1980", "Variant Compare At Price": "2200", "Variant Requires Shipping": "true",
        "Variant Barcode": "4901234567894", "Status": "active", "Image Src": "https://example.jp/t.jpg",
        "Image Alt Text": "白い タオル 二枚", "Variant Image": "https://example.jp/t-white.jpg",
    }  # fmt: skip
    bring_in(file(TOWEL))
    seen = look(file(older))
    assert (counts(seen), seen.problems) == ((0, 0, 1), ())
    assert counts(look(file({**older, "Variant Inventory Policy": "continue"}))) == (0, 1, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_files_are_read_as_spreadsheets_save_them(encoding: str) -> None:
    seen = look(file({**BOWL, "Title": "髙橋さんの飯碗①"}, encoding=encoding))
    assert (seen.encoding, seen.clean) == (encoding, True)
    confirm(seen.import_id, actor=ACTOR)
    run_due()
    assert products_by_handles(["meshiwan"])["meshiwan"].title == "髙橋さんの飯碗①"


def test_problems_name_row_column_and_value() -> None:
    assert problems(
        TOWEL,
        {**TOWEL_BLUE, "Price": "高い", "Inventory quantity": "三"},
        {**TOWEL_BLUE, "Option1 value": "白"},
        {**BOWL, "Price": "33.5", "Status": "公開"},
        {"Title": "", "URL handle": "", "Price": "100"} | {"Option2 value": "L"},
        {"Title": "名前だけ", "URL handle": "name-only"},
        {"URL handle": "no-title", "Price": "100"},
    ) == [
        (3, "Price", "高い"),
        (3, "Inventory quantity", "三"),
        (4, "Option1 value", "白"),
        (5, "Status", "公開"),
        (5, "Price", "33.5"),
        (6, "Option2 value", "L"),
        (6, "Option1 value", ""),
        (7, "Price", ""),
        (8, "Title", ""),
    ]


def test_two_products_of_one_address_are_told_apart() -> None:
    assert problems(
        BOWL, {**BOWL, "Title": "湯呑", "Option1 name": "", "Option1 value": "", "Price": ""}
    ) == [(3, "Title", "湯呑")]


def test_a_shifted_row_is_refused() -> None:
    data = "Title,URL handle,Price\r\n飯碗,meshiwan,3,300\r\n".encode()
    seen = look(data)
    assert [(problem.row, problem.column) for problem in seen.problems] == [(2, "Title")]


@pytest.mark.parametrize(
    "data", [b"", b"\r\n\r\n", b"\xff\xfe\x00\x01\x80", b"PK\x03\x04\x00\x00", "名前,値段\r\n碗,1".encode(), b"Title,Title\r\na,b", b"Title,Price\r\n"]
)  # fmt: skip
def test_what_is_no_product_file_is_refused_whole(data: bytes) -> None:
    with pytest.raises(InvalidInput) as refusal:
        look(data)
    assert refusal.value.problems[0].field == "file"
    assert ImportRun.objects.count() == 0


def test_columns_the_file_lacks_keep_what_the_shop_has() -> None:
    bring_in(file(TOWEL, TOWEL_BLUE))
    seen = bring_in(file({"URL handle": "gauze-towel", "Title": "ガーゼの手ぬぐい"}))
    assert counts(seen) == (0, 1, 0)


def test_a_title_alone_changes_the_title_alone() -> None:
    saved = make_product(sized_draft(("M",)))
    before = product_for_editing(saved.id)
    assert before is not None
    bring_in(file({"URL handle": saved.handle, "Title": "綿のエプロン"}))
    after = product_for_editing(saved.id)
    assert after is not None
    assert after.title == "綿のエプロン"
    assert (after.variants, after.options, after.description_html) == (
        before.variants,
        before.options,
        before.description_html,
    )


def test_variants_the_file_does_not_name_stay() -> None:
    saved = make_product(sized_draft(("S", "M")))
    row = {
        "URL handle": saved.handle,
        "Title": "リネンのエプロン",
        "Option1 name": "サイズ",
        "Option1 value": "L",
        "Price": "4800",
    }
    bring_in(file(row))
    detail = product_for_editing(saved.id)
    assert detail is not None
    assert [(one.options, one.price) for one in detail.variants] == [
        (("S",), yen(4400)), (("M",), yen(4400)), (("L",), yen(4800)),
    ]  # fmt: skip


def test_stock_of_known_variants_is_set_only_when_asked_for() -> None:
    bring_in(file(TOWEL))
    towel = product_by_handle("gauze-towel")
    assert towel is not None
    variant = towel.variants[0].id
    receive(variant, 5, actor=ACTOR)
    bring_in(file(TOWEL))
    assert stock([variant])[variant].available == 17
    assert counts(bring_in(file(TOWEL), **{OVERWRITE_STOCK: True})) == (0, 1, 0)
    assert stock([variant])[variant].available == 12


def test_negative_stock_counts_as_none_and_is_said() -> None:
    seen = bring_in(file({**TOWEL, "Inventory quantity": "-2"}))
    assert [(one.row, one.column, one.value) for one in seen.warnings] == [(2, "Inventory quantity", "-2")]


def test_our_own_column_sets_the_reduced_rate() -> None:
    bring_in(file({**BOWL, "Title": "羊羹", "税率": "軽減"}))
    assert products_by_handles(["meshiwan"])["meshiwan"].tax_category is TaxCategory.REDUCED
    assert problems({**BOWL, "税率": "12%"}) == [(2, "税率", "12%")]


def test_columns_that_are_not_read_are_named_when_they_hold_something() -> None:
    seen = look(file({**BOWL, "Google Shopping / Gender": "unisex", "Custom label 0": ""}))
    assert seen.ignored_columns == ("Google Shopping / Gender",)


def test_gift_cards_are_refused() -> None:
    assert problems({**BOWL, "Gift card": "TRUE"}) == [(2, "Gift card", "TRUE")]


def test_an_import_is_applied_once_and_a_discarded_one_never() -> None:
    seen = look(file(BOWL))
    assert confirm(seen.import_id, actor=ACTOR) is True
    assert confirm(seen.import_id, actor=ACTOR) is False
    run_due()
    assert Product.objects.count() == 1
    second = look(file(TOWEL))
    assert discard(second.import_id, actor=ACTOR) is True
    with pytest.raises(Conflict):
        confirm(second.import_id, actor=ACTOR)
    run_due()
    assert Product.objects.count() == 1


def test_a_crash_between_stretches_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"Title": f"箸置き {number}", "URL handle": f"hashioki-{number}", "Price": "440"}
        for number in range(10)
    ]
    monkeypatch.setattr(running, "STRETCH", 4)
    seen = look(file(*rows))
    confirm(seen.import_id, actor=ACTOR)
    real, calls = running._stretch, []

    def dies_on_the_second(run: ImportRun, plan: object) -> None:
        calls.append(run.done)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(run, plan)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "_stretch", dies_on_the_second)
    with pytest.raises(KeyboardInterrupt):
        running.run_import(seen.import_id)
    assert Product.objects.count() == 4
    running.run_import(seen.import_id)
    assert calls == [0, 4, 4, 8]
    assert Product.objects.count() == 10
    assert AuditEntry.objects.filter(action="product.created").count() == 10
    assert Job.objects.filter(task__endswith="apply_import").count() == 1


def test_an_import_that_meets_a_change_stops_and_says_so() -> None:
    saved = make_product(sized_draft(("S", "M")))
    seen = look(
        file(
            {
                "Title": "リネンのエプロン",
                "URL handle": saved.handle,
                "Option1 name": "サイズ",
                "Option1 value": "S",
                "Price": "1",
            }
        )
    )
    # Somebody emptied the size of the variant the file does not name.
    Variant.objects.filter(product_id=saved.id, option1="M").update(option1="")
    confirm(seen.import_id, actor=ACTOR)
    run_due()
    status = import_status(seen.import_id)
    assert status is not None
    assert (status.state, status.done) == (ImportState.FAILED, 0)
    assert status.failure is not None
    assert status.failure.column == "variants.1.options"
