"""Rows of a file gathered into products: those with one handle belong together, blank cells repeat nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from noren.catalog.rules import ALT_LIMIT, tidy
from noren.catalog.shopify.cells import Cells
from noren.catalog.shopify.columns import OPTION_COLUMNS, Column
from noren.catalog.states import ProductState
from noren.catalog.stock import StockWish
from noren.catalog.text import handle_from
from noren.importexport.tables import Row, Table
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory

MAX_PIECES = 9_999_999


@dataclass
class FileVariant:
    """A variant as a file has it; None where the file has no such column or an empty cell that means "as before"."""

    row: Row
    options: tuple[str, ...]
    price: Money | None
    sku: str | None
    barcode: str | None
    compare_at: Money | None
    cost: Money | None
    weight_grams: int | None
    requires_shipping: bool | None
    image_url: str | None
    stock: StockWish


@dataclass
class FileImage:
    """A picture named by its address."""

    row: Row
    url: str
    alt: str
    position: int


@dataclass
class FileProduct:
    """A product as a file has it; None where the file has no such column."""

    row: Row
    handle: str
    title: str | None
    description_html: str | None = None
    vendor: str | None = None
    product_type: str | None = None
    tags: tuple[str, ...] | None = None
    category_path: tuple[str, ...] = ()
    option_names: tuple[str, ...] = ()
    tax_category: TaxCategory | None = None
    state: ProductState | None = None
    seo_title: str | None = None
    seo_description: str | None = None
    variants: list[FileVariant] = field(default_factory=list)
    images: list[FileImage] = field(default_factory=list)


def gather(table: Table, cells: Cells) -> list[FileProduct]:
    """Return the products of a file in the order they first appear; problems go to `cells`."""
    products: dict[str, FileProduct] = {}
    for handle, row in _handled(table, cells):
        product = products.get(handle)
        if product is None:
            product = products[handle] = _product(row, handle, cells)
        else:
            _check_same(product, row, cells)
        if product.row is row or _is_variant(row, cells):
            product.variants.append(_variant(row, product, cells))
        _add_image(product, row, cells)
    for product in products.values():
        product.images.sort(key=lambda image: image.position)
    return list(products.values())


def _handled(table: Table, cells: Cells) -> Iterator[tuple[str, Row]]:
    handle = ""
    for row in table.rows:
        if row.surplus:
            cells.refuse(
                row,
                Column.TITLE,
                'セルの数が見出しより多い行です。カンマや改行を含む文章が「"」で囲まれているかご確認ください。',
            )
        named = cells.text(row, Column.HANDLE) or ""
        title = cells.text(row, Column.TITLE) or ""
        if named or title:
            handle = handle_from(named or title)
        if handle:
            yield handle, row
        elif named or title:
            cells.refuse(
                row,
                Column.HANDLE if named else Column.TITLE,
                "商品のアドレスにできる文字がありません。文字か数字を含めてください。",
            )
        else:
            cells.refuse(
                row, Column.TITLE, "どの商品の行か分かりません。URL handle か Title を入力してください。"
            )


def _product(row: Row, handle: str, cells: Cells) -> FileProduct:
    if cells.boolean(row, Column.GIFT_CARD):
        cells.refuse(row, Column.GIFT_CARD, "ギフトカードは取り込めません。この商品の行を消してください。")
    if cells.boolean(row, Column.CHARGE_TAX) is False:
        cells.warn(row, Column.CHARGE_TAX, "非課税にはできません。消費税を含む価格として取り込みます。")
    tags = cells.text(row, Column.TAGS)
    return FileProduct(
        row=row,
        handle=handle,
        title=cells.text(row, Column.TITLE) or None,
        description_html=cells.text(row, Column.DESCRIPTION),
        vendor=cells.text(row, Column.VENDOR),
        product_type=cells.text(row, Column.TYPE),
        tags=None if tags is None else tuple(filter(None, (tag.strip() for tag in tags.split(",")))),
        category_path=_category_path(row, cells),
        option_names=_option_names(row, cells),
        tax_category=cells.tax_category(row),
        state=_state(row, cells),
        seo_title=cells.text(row, Column.SEO_TITLE),
        seo_description=cells.text(row, Column.SEO_DESCRIPTION),
    )


def _check_same(product: FileProduct, row: Row, cells: Cells) -> None:
    title = cells.text(row, Column.TITLE)
    if title and title != product.title:
        cells.refuse(
            row,
            Column.TITLE,
            "%(first)s行目の商品と同じアドレス（%(handle)s）に、別の商品名があります。URL handle を分けてください。",
            first=product.row.number,
            handle=product.handle,
        )


def _category_path(row: Row, cells: Cells) -> tuple[str, ...]:
    """Shopify's taxonomy path; without one, the seller's own type is a shelf."""
    path = cells.text(row, Column.CATEGORY) or cells.text(row, Column.TYPE) or ""
    return tuple(filter(None, (title.strip() for title in path.split(">"))))


def _option_names(row: Row, cells: Cells) -> tuple[str, ...]:
    names = []
    for name_column, value_column in OPTION_COLUMNS:
        name, value = cells.text(row, name_column) or "", cells.text(row, value_column) or ""
        # How Shopify writes a product without options.
        if (name, value) == ("Title", "Default Title"):
            return ()
        if value and not name:
            cells.refuse(row, name_column, "選択肢の値があるのに名前（色、サイズなど）がありません。")
        if name:
            names.append(name)
    return tuple(names)


def _state(row: Row, cells: Cells) -> ProductState | None:
    status = cells.choice(row, Column.STATUS, ("active", "draft", "archived"))
    published = cells.boolean(row, Column.PUBLISHED)
    if status == "archived":
        return ProductState.ARCHIVED
    if status == "draft" or published is False:
        return ProductState.DRAFT
    return ProductState.PUBLISHED if status == "active" or published else None


def _is_variant(row: Row, cells: Cells) -> bool:
    telling = (Column.PRICE, Column.SKU, *(value for _, value in OPTION_COLUMNS))
    return any(cells.text(row, column) for column in telling)


def _variant(row: Row, product: FileProduct, cells: Cells) -> FileVariant:
    values = [tidy(cells.text(row, value_column) or "") for _, value_column in OPTION_COLUMNS]
    axes = len(product.option_names)
    # Spreadsheets guard long numbers with an apostrophe.
    barcode = cells.text(row, Column.BARCODE)
    for (_, column), value in list(zip(OPTION_COLUMNS, values, strict=True))[axes:]:
        if value and value != "Default Title":
            cells.refuse(row, column, "この選択肢の名前が、商品の最初の行にありません。")
    return FileVariant(
        row=row,
        options=tuple(values[:axes]),
        price=cells.amount(row, Column.PRICE),
        sku=cells.text(row, Column.SKU),
        barcode=None if barcode is None else barcode.lstrip("'"),
        compare_at=cells.amount(row, Column.COMPARE_AT),
        cost=cells.amount(row, Column.COST),
        weight_grams=cells.grams(row),
        requires_shipping=cells.boolean(row, Column.REQUIRES_SHIPPING),
        image_url=cells.url(row, Column.VARIANT_IMAGE),
        stock=_stock(row, cells),
    )


def _stock(row: Row, cells: Cells) -> StockWish:
    tracker = cells.text(row, Column.TRACKER)
    quantity = cells.whole(row, Column.QUANTITY, largest=MAX_PIECES)
    if quantity is not None and quantity < 0:
        cells.warn(row, Column.QUANTITY, "マイナスの在庫は0として取り込みます。")
        quantity = 0
    goes_on = cells.boolean(row, Column.CONTINUE)
    policy = cells.choice(row, Column.POLICY, ("deny", "continue"))
    if goes_on is None and policy is not None:
        goes_on = policy == "continue"
    return StockWish(quantity, None if tracker is None else bool(tracker), goes_on)


def _add_image(product: FileProduct, row: Row, cells: Cells) -> None:
    url = cells.url(row, Column.IMAGE_URL)
    position = cells.whole(row, Column.IMAGE_POSITION, largest=10_000)
    if url and all(image.url != url for image in product.images):
        alt = tidy(cells.text(row, Column.IMAGE_ALT) or "")[:ALT_LIMIT]
        product.images.append(FileImage(row, url, alt, position or len(product.images) + 1))
