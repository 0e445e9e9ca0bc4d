"""Real catalogues of thousands of products brought in through the CSV import, twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.shopify_csv import SOURCES, write

from noren.catalog.models import Product, ProductImage, Variant
from noren.catalog.portability import OVERWRITE_STOCK, PRODUCTS
from noren.catalog.selectors import product_by_handle, search
from noren.importexport.running import run_import
from noren.importexport.selectors import import_status
from noren.importexport.services.imports import confirm, preview
from noren.importexport.states import ImportState
from noren.importexport.types import ImportPreview, ImportStatus
from noren.inventory.models import StockMovement
from noren.inventory.selectors import stock
from noren.kernel.actors import system
from noren.kernel.money import yen
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

_CHECKOUT = Path(__file__).resolve().parents[1]
# Beside the checkout; a second work tree of the repository stands one folder deeper.
_BESIDE = [folder / "shared" / "data" for folder in (_CHECKOUT.parent, _CHECKOUT.parent.parent)]
DATA = next((folder for folder in _BESIDE if folder.is_dir()), _BESIDE[0])
ACTOR = system("tests")

pytestmark = [pytest.mark.django_db, pytest.mark.shared, pytest.mark.timeout(240)]


@pytest.fixture(autouse=True)
def shop() -> Iterator[None]:
    if not DATA.is_dir():
        pytest.skip("needs the folder of larger data beside the checkout")
    with shop_scope(make_shop().id):
        yield


def as_csv(source: str, path: str) -> bytes:
    out = io.StringIO(newline="")
    write(SOURCES[source](DATA / path), out)
    return out.getvalue().encode()


def look(data: bytes, *, overwrite_stock: bool = False) -> ImportPreview:
    options = {OVERWRITE_STOCK: overwrite_stock}
    return preview(PRODUCTS, data, file_name="catalogue.csv", options=options, actor=ACTOR)


def apply(seen: ImportPreview) -> ImportStatus:
    """Apply without running the jobs that would fetch pictures from the network."""
    confirm(seen.import_id, actor=ACTOR)
    while run_import(seen.import_id):
        pass
    status = import_status(seen.import_id)
    assert status is not None
    assert status.state is ImportState.APPLIED
    return status


def marks() -> list[object]:
    return [
        list(Product.objects.order_by("id").values_list("id", "updated_at", "title", "price_from_amount")),
        list(Variant.objects.order_by("id").values_list("id", "price_amount", "sku")),
        list(ProductImage.objects.order_by("id").values_list("id", "source_url", "alt")),
        StockMovement.objects.count(),
        OutboxEvent.objects.count(),
    ]


def check_second_import_changes_nothing(data: bytes, total: int) -> None:
    before = marks()
    for overwrite_stock in (False, True):
        again = look(data, overwrite_stock=overwrite_stock)
        assert (again.creates, again.updates, again.unchanged, again.problems_total) == (0, 0, total, 0)
        status = apply(again)
        assert (status.created, status.updated, status.unchanged) == (0, 0, total)
    assert marks() == before


def test_an_electronics_catalogue_of_3291_products() -> None:
    data = as_csv("bestbuy", "bestbuy/ecommerce.json")
    seen = look(data)
    assert (seen.creates, seen.problems, seen.rows_total) == (3291, (), 3291)
    assert Product.objects.count() == 0
    assert apply(seen).created == 3291

    phone = product_by_handle("4984700")
    assert phone is not None
    assert phone.title == "AT&T GoPhone - Samsung Galaxy Express 3 4G LTE with 8GB Memory Prepaid Cell Phone"
    assert phone.price_from == yen(7499)
    assert phone.vendor == "AT&T GoPhone"
    assert [info.path for info in phone.categories] == [
        ("Cell Phones", "Prepaid Phones", "All Prepaid Phones")
    ]
    assert phone.images[0].source_url.endswith("/4984700_sb.jpg")
    assert stock([phone.variants[0].id])[phone.variants[0].id].available == 49
    assert phone.handle in {card.handle for card in search("ｇａｌａｘｙ Express 3").cards}
    check_second_import_changes_nothing(data, 3291)


def test_a_gift_shops_catalogue() -> None:
    data = as_csv("online-retail", "online_retail/online_retail.csv.gz")
    seen = look(data)
    assert (seen.creates, seen.problems) == (seen.rows_total, ())
    assert apply(seen).created == seen.rows_total == Product.objects.count()
    heart = product_by_handle("85123a")
    assert heart is not None
    assert heart.title == "WHITE HANGING HEART T-LIGHT HOLDER"
    check_second_import_changes_nothing(data, seen.rows_total)


def test_errors_in_a_large_file_are_told_by_row_and_column_and_nothing_is_written() -> None:
    lines = as_csv("bestbuy", "bestbuy/ecommerce.json").decode()
    spoiled = lines.replace(",7499,", ",seventy,").replace(",Active,4984700,", ",Selling,4984700,")
    seen = look(spoiled.encode())
    assert {(problem.column, problem.value) for problem in seen.problems} == {
        ("Price", "seventy"),
        ("Status", "Selling"),
    }
    assert seen.problems[0].row == 2
    assert Product.objects.count() == 0
