"""The statement as a CSV file: UTF-8 with a mark, which spreadsheet programs in Japan need to read it rightly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noren.kernel.clock import to_jst
from noren.kernel.money import decimal_text
from noren.settlement.selectors import all_statement_lines
from noren.settlement.types import Month, StatementLine
from noren.settlement.wording import kind_text, method_text

_MARK = "\ufeff"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def statement_csv(month: Month) -> Iterator[str]:
    """Yield a month's statement row by row, each ending with CRLF."""
    yield _MARK + _row(
        [
            _("日時"),
            _("注文番号"),
            _("摘要"),
            _("支払い方法"),
            _("金額"),
            _("決済手数料"),
            _("販売手数料"),
            _("差引"),
            _("通貨"),
            _("キャンペーン"),
        ]
    )
    for line in all_statement_lines(month):
        yield _row(_cells(line))


def _cells(line: StatementLine) -> list[str]:
    return [
        to_jst(line.at).strftime("%Y-%m-%d %H:%M:%S"),
        _safe(line.number),
        kind_text(line.kind),
        method_text(line.method),
        decimal_text(line.amount),
        decimal_text(line.payment_fee),
        decimal_text(line.sales_fee),
        decimal_text(line.net),
        line.amount.currency,
        _safe(line.campaign),
    ]


def _safe(text: str) -> str:
    # A cell that begins like a formula is one, to a spreadsheet (CWE-1236).
    return f"'{text}" if text.startswith(_RISKY) else text


def _row(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
