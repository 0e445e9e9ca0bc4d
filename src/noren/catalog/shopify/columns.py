"""Columns of Shopify's product CSV (help.shopify.com "Using CSV files to import and export products").

The current names come first, then the older ones. Columns that stand in no entry are named in the preview as not read.
"""

from __future__ import annotations

from enum import StrEnum

from noren.importexport.tables import Table, column_key


class Column(StrEnum):
    """What a column means; the value is its current name."""

    TITLE = "Title"
    HANDLE = "URL handle"
    DESCRIPTION = "Description"
    VENDOR = "Vendor"
    CATEGORY = "Product category"
    TYPE = "Type"
    TAGS = "Tags"
    PUBLISHED = "Published on online store"
    STATUS = "Status"
    SKU = "SKU"
    BARCODE = "Barcode"
    OPTION1_NAME = "Option1 name"
    OPTION1_VALUE = "Option1 value"
    OPTION2_NAME = "Option2 name"
    OPTION2_VALUE = "Option2 value"
    OPTION3_NAME = "Option3 name"
    OPTION3_VALUE = "Option3 value"
    PRICE = "Price"
    COMPARE_AT = "Compare-at price"
    COST = "Cost per item"
    CHARGE_TAX = "Charge tax"
    TRACKER = "Inventory tracker"
    QUANTITY = "Inventory quantity"
    CONTINUE = "Continue selling when out of stock"
    POLICY = "Variant Inventory Policy"
    WEIGHT = "Weight value (grams)"
    REQUIRES_SHIPPING = "Requires shipping"
    IMAGE_URL = "Product image URL"
    IMAGE_POSITION = "Image position"
    IMAGE_ALT = "Image alt text"
    VARIANT_IMAGE = "Variant image URL"
    GIFT_CARD = "Gift card"
    SEO_TITLE = "SEO title"
    SEO_DESCRIPTION = "SEO description"
    # Not Shopify's: 標準 or 軽減, because its tax settings are no part of the file.
    TAX_CATEGORY = "税率"


_OLDER: dict[Column, tuple[str, ...]] = {
    Column.HANDLE: ("Handle",),
    Column.DESCRIPTION: ("Body (HTML)",),
    Column.PUBLISHED: ("Published",),
    Column.SKU: ("Variant SKU",),
    Column.BARCODE: ("Variant Barcode",),
    Column.PRICE: ("Variant Price",),
    Column.COMPARE_AT: ("Variant Compare At Price",),
    Column.CHARGE_TAX: ("Variant Taxable",),
    Column.TRACKER: ("Variant Inventory Tracker",),
    Column.QUANTITY: ("Variant Inventory Qty",),
    Column.WEIGHT: ("Variant Grams",),
    Column.REQUIRES_SHIPPING: ("Variant Requires Shipping",),
    Column.IMAGE_URL: ("Image Src",),
    Column.VARIANT_IMAGE: ("Variant Image",),
    Column.TAX_CATEGORY: ("Tax category",),
}

OPTION_COLUMNS = (
    (Column.OPTION1_NAME, Column.OPTION1_VALUE),
    (Column.OPTION2_NAME, Column.OPTION2_VALUE),
    (Column.OPTION3_NAME, Column.OPTION3_VALUE),
)


def find_columns(table: Table) -> dict[Column, str]:
    """Return the file's own key for each column it has; where it has both names, the current one."""
    found: dict[Column, str] = {}
    for column in Column:
        for name in (column.value, *_OLDER.get(column, ())):
            if column_key(name) in table.columns:
                found[column] = column_key(name)
                break
    return found


def unread_columns(table: Table) -> tuple[str, ...]:
    """Return the names of columns that hold something but are not read."""
    read = set(find_columns(table).values())
    filled = {key for row in table.rows for key, cell in row.cells.items() if cell}
    return tuple(name for key, name in table.columns.items() if key in filled and key not in read)
