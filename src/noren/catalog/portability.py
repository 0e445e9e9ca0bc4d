"""Products in files: Shopify's layout in, through the `importexport` engine."""

from __future__ import annotations

from noren.catalog.shopify.cells import Cells
from noren.catalog.shopify.columns import Column, find_columns, unread_columns
from noren.catalog.shopify.groups import gather
from noren.catalog.shopify.plan import ProductPlan
from noren.importexport.tables import Table
from noren.importexport.types import Options
from noren.kernel.errors import invalid
from noren.shops.selectors import current_shop

PRODUCTS = "products"
OVERWRITE_STOCK = "overwrite_stock"


class ProductFiles:
    """The `products` resource. Option `overwrite_stock` also sets the stock of variants the shop already has."""

    key = PRODUCTS

    def plan(self, table: Table, options: Options) -> ProductPlan:
        """Understand a product file. Raises InvalidInput naming `file` when it has neither titles nor handles."""
        columns = find_columns(table)
        if Column.TITLE not in columns and Column.HANDLE not in columns:
            raise invalid(
                "columns_missing",
                "商品のCSVではないようです。1行目に「Title」か「URL handle」の列が必要です。",
                field_name="file",
            )
        if not table.rows:
            raise invalid(
                "rows_missing", "商品の行がありません。2行目から商品を入れてください。", field_name="file"
            )
        currency = current_shop().currency
        cells = Cells(table, columns, currency=currency)
        return ProductPlan(
            gather(table, cells),
            cells,
            currency=currency,
            overwrite_stock=bool(options.get(OVERWRITE_STOCK)),
            ignored_columns=unread_columns(table),
        )
