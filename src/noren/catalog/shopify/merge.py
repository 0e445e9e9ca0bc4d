"""What a product will be like after a file: what the file says, over what the shop has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from noren.catalog.details import draft_of
from noren.catalog.shopify.cells import Cells
from noren.catalog.shopify.columns import OPTION_COLUMNS, Column
from noren.catalog.shopify.groups import FileProduct, FileVariant
from noren.catalog.types import ProductDetail, ProductDraft, VariantDraft, VariantInfo
from noren.importexport.tables import Row
from noren.kernel.errors import Problem
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory

Value = TypeVar("Value")

_VARIANT_FIELDS = {
    "price": Column.PRICE,
    "compare_at": Column.COMPARE_AT,
    "cost": Column.COST,
    "sku": Column.SKU,
    "barcode": Column.BARCODE,
    "weight": Column.WEIGHT,
    "options": OPTION_COLUMNS[0][1],
}
_OF_VARIANTS = (
    Column.PRICE, Column.COMPARE_AT, Column.COST, Column.SKU, Column.BARCODE, Column.WEIGHT, Column.REQUIRES_SHIPPING,
    Column.TRACKER, Column.QUANTITY, Column.CONTINUE, Column.POLICY, Column.VARIANT_IMAGE,
)  # fmt: skip
_PRODUCT_FIELDS = {
    "title": Column.TITLE,
    "vendor": Column.VENDOR,
    "product_type": Column.TYPE,
    "seo_title": Column.SEO_TITLE,
    "description": Column.DESCRIPTION,
    "options": Column.OPTION1_NAME,
    "handle": Column.HANDLE,
}


@dataclass(frozen=True, slots=True)
class Merged:
    """A draft, and which of its variants came from which of the file's, in the draft's order."""

    draft: ProductDraft
    sources: tuple[FileVariant | None, ...]


def merge(product: FileProduct, existing: ProductDetail | None, cells: Cells, *, currency: str) -> Merged:
    """Return the product as it is to be stored. Columns the file lacks keep what the shop has.

    Variants the file does not name stay, as long as the product keeps its number of axes.
    """
    base = draft_of(existing) if existing else ProductDraft(title="", variants=())
    _fit(product, existing, cells)
    variants, sources = _variants(product, existing, cells, currency=currency)
    draft = ProductDraft(
        title=product.title or base.title,
        variants=variants,
        handle=product.handle,
        description_html=_given(product.description_html, base.description_html),
        tax_category=product.tax_category or (base.tax_category if existing else TaxCategory.STANDARD),
        vendor=_given(product.vendor, base.vendor),
        product_type=_given(product.product_type, base.product_type),
        tags=base.tags if product.tags is None else product.tags,
        option_names=product.option_names,
        category_ids=base.category_ids,
        seo_title=_given(product.seo_title, base.seo_title),
        seo_description=_given(product.seo_description, base.seo_description),
    )
    return Merged(draft, sources)


def place_of(problem: Problem, merged: Merged, product: FileProduct) -> tuple[Row, Column]:
    """Say which cell a problem of a draft is about (`variants.3.price`: the price of the fourth variant's row)."""
    field_name, *rest = problem.field.split(".")
    if field_name != "variants" or not rest:
        return product.row, _PRODUCT_FIELDS.get(field_name, Column.TITLE)
    source = merged.sources[int(rest[0])]
    column = _VARIANT_FIELDS.get(rest[1] if len(rest) > 1 else "", Column.TITLE)
    return (source.row if source else product.row), column


def _fit(product: FileProduct, existing: ProductDetail | None, cells: Cells) -> None:
    """Without option columns a file speaks of no variants, or of a product's single one."""
    if existing is None or not existing.options or cells.has(Column.OPTION1_NAME):
        return
    product.option_names = tuple(option.name for option in existing.options)
    if not any(cells.has(column) for column in _OF_VARIANTS):
        product.variants.clear()
    elif len(existing.variants) == 1:
        product.variants[0].options = existing.variants[0].options
    else:
        cells.refuse(
            product.row,
            Column.OPTION1_NAME,
            "この商品にはバリエーションがあります。Option1 name と Option1 value の列を加えてください。",
        )


def _variants(
    product: FileProduct, existing: ProductDetail | None, cells: Cells, *, currency: str
) -> tuple[tuple[VariantDraft, ...], tuple[FileVariant | None, ...]]:
    same_axes = existing is not None and len(existing.options) == len(product.option_names)
    present = existing.variants if existing and same_axes else ()
    left = list(product.variants)
    drafts: list[VariantDraft] = []
    sources: list[FileVariant | None] = []
    for old in present:
        source = next((one for one in left if one.options == old.options), None)
        if source is not None:
            left.remove(source)
        drafts.append(_variant(source, old, cells, currency=currency) if source else _unchanged(old))
        sources.append(source)
    drafts.extend(_variant(source, None, cells, currency=currency) for source in left)
    return tuple(drafts), (*sources, *left)


def _variant(source: FileVariant, old: VariantInfo | None, cells: Cells, *, currency: str) -> VariantDraft:
    price = source.price if source.price is not None or old is None else old.price
    if price is None:
        _refuse_missing_price(source, cells)
    return VariantDraft(
        price=price if price is not None else Money(0, currency),
        options=source.options,
        id=old.id if old else None,
        sku=_given(source.sku, old.sku if old else ""),
        barcode=_given(source.barcode, old.barcode if old else ""),
        compare_at=source.compare_at if cells.has(Column.COMPARE_AT) or not old else old.compare_at,
        cost=source.cost if cells.has(Column.COST) or not old else old.cost,
        weight_grams=_given(source.weight_grams, old.weight_grams if old else 0),
        requires_shipping=_given(source.requires_shipping, old.requires_shipping if old else True),
    )


def _refuse_missing_price(source: FileVariant, cells: Cells) -> None:
    # A price that could not be read was refused already.
    if not cells.text(source.row, Column.PRICE):
        cells.refuse(source.row, Column.PRICE, "価格を入力してください。")


def _unchanged(old: VariantInfo) -> VariantDraft:
    return VariantDraft(
        price=old.price,
        options=old.options,
        id=old.id,
        sku=old.sku,
        barcode=old.barcode,
        compare_at=old.compare_at,
        cost=old.cost,
        weight_grams=old.weight_grams,
        requires_shipping=old.requires_shipping,
    )


def _given(value: Value | None, otherwise: Value) -> Value:
    return otherwise if value is None else value
