"""Reading single cells. What can't be read is noted by row and column and counts as absent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from noren.catalog.rules import MAX_AMOUNT
from noren.catalog.shopify.columns import Column
from noren.importexport.tables import Row, Table
from noren.importexport.types import RowProblem
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory

_YES = {"true", "yes", "1", "はい"}
_NO = {"false", "no", "0", "いいえ"}
_MONEY_SIGNS = re.compile(r"[¥$,\s円]")
_STANDARD = {"standard", "標準", "10", "10%", "0.1"}
_REDUCED = {"reduced", "軽減", "8", "8%", "0.08"}


class Cells:
    """The cells of a table by meaning, with the problems met so far. Amounts are read in `currency`."""

    def __init__(self, table: Table, columns: Mapping[Column, str], *, currency: str) -> None:
        self._names = table.columns
        self._columns = columns
        self._currency = currency
        self.problems: list[RowProblem] = []
        self.warnings: list[RowProblem] = []

    def text(self, row: Row, column: Column) -> str | None:
        """Return a cell's text, empty when it is blank, None when the file has no such column."""
        key = self._columns.get(column)
        return None if key is None else row.cells.get(key, "")

    def has(self, column: Column) -> bool:
        """Tell whether the file has a column."""
        return column in self._columns

    def refuse(self, row: Row, column: Column, message: str, **values: str | int) -> None:
        """Note a problem with a cell."""
        self.problems.append(self._note(row, column, message, values))

    def warn(self, row: Row, column: Column, message: str) -> None:
        """Note something worth knowing about a cell."""
        self.warnings.append(self._note(row, column, message, {}))

    def name(self, column: Column) -> str:
        """Return a column's name as the file writes it."""
        return self._names.get(self._columns.get(column, ""), column.value)

    def amount(self, row: Row, column: Column) -> Money | None:
        """Return an amount of money; `¥1,980` and full-width digits are understood."""
        cell = self.text(row, column)
        if not cell:
            return None
        value = _decimal(_MONEY_SIGNS.sub("", unicodedata.normalize("NFKC", cell)))
        if value is None:
            self.refuse(row, column, "金額として読めません。「1980」のように数字で入力してください。")
            return None
        minor = value.scaleb(Money(0, self._currency).exponent)
        if minor != minor.to_integral_value():
            self.refuse(row, column, "小数は使えません。この通貨の最小の単位までで入力してください。")
            return None
        if not 0 <= minor <= MAX_AMOUNT:
            self.refuse(row, column, "金額は0〜9,999,999,999の範囲で入力してください。")
            return None
        return Money(int(minor), self._currency)

    def whole(self, row: Row, column: Column, *, largest: int) -> int | None:
        """Return a whole number, possibly negative; `12.0` is understood."""
        cell = self.text(row, column)
        if not cell:
            return None
        value = _decimal(unicodedata.normalize("NFKC", cell).replace(",", ""))
        if value is None or value != value.to_integral_value() or abs(value) > largest:
            self.refuse(
                row,
                column,
                "整数で入力してください（%(largest)sまで）。",
                largest=f"{largest:,}",
            )
            return None
        return int(value)

    def grams(self, row: Row) -> int | None:
        """Return a weight rounded up to whole grams."""
        cell = self.text(row, Column.WEIGHT)
        if not cell:
            return None
        value = _decimal(unicodedata.normalize("NFKC", cell).replace(",", ""))
        if value is None or not 0 <= value <= 1_000_000:
            self.refuse(row, Column.WEIGHT, "重さは0〜1,000,000グラムの数字で入力してください。")
            return None
        return int(value.to_integral_value(rounding="ROUND_CEILING"))

    def boolean(self, row: Row, column: Column) -> bool | None:
        """Return TRUE or FALSE, None when blank."""
        cell = self.text(row, column)
        if not cell:
            return None
        word = cell.casefold()
        if word in _YES or word in _NO:
            return word in _YES
        self.refuse(row, column, "TRUE か FALSE を入力してください。")
        return None

    def choice(self, row: Row, column: Column, allowed: tuple[str, ...]) -> str | None:
        """Return one of a few words in small letters, None when blank."""
        cell = self.text(row, column)
        if not cell:
            return None
        if cell.casefold() in allowed:
            return cell.casefold()
        self.refuse(row, column, "%(allowed)s のどれかを入力してください。", allowed=" / ".join(allowed))
        return None

    def url(self, row: Row, column: Column) -> str | None:
        """Return an http(s) address, None when blank."""
        cell = self.text(row, column)
        if not cell:
            return None
        try:
            parts = urlsplit(cell)
            valid = parts.scheme in ("http", "https") and bool(parts.hostname) and len(cell) <= 2000
        except ValueError:
            valid = False
        if valid:
            return cell
        self.refuse(row, column, "http:// か https:// で始まる画像のアドレスを入力してください。")
        return None

    def tax_category(self, row: Row) -> TaxCategory | None:
        """Return the tax category our own column names, None when blank."""
        cell = self.text(row, Column.TAX_CATEGORY)
        if not cell:
            return None
        word = unicodedata.normalize("NFKC", cell).casefold().removesuffix("税率")
        if word in _STANDARD:
            return TaxCategory.STANDARD
        if word in _REDUCED:
            return TaxCategory.REDUCED
        self.refuse(row, Column.TAX_CATEGORY, "「標準」か「軽減」を入力してください。")
        return None

    def _note(self, row: Row, column: Column, message: str, values: Mapping[str, str | int]) -> RowProblem:
        return RowProblem(row.number, self.name(column), self.text(row, column) or "", message, dict(values))


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
