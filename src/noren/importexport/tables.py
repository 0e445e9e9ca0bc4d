"""Reading a CSV file as people save it: UTF-8 with or without a mark, or CP932 from a Japanese spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noren.kernel.errors import InvalidInput, invalid

MAX_BYTES = 30 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
# A product description of two million characters is none.
csv.field_size_limit(2_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is 1), cells by normalised column name, trimmed."""

    number: int
    cells: Mapping[str, str]
    # Cells beyond the last named column that are not empty: the row is probably shifted.
    surplus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file: its encoding, columns by normalised name with the name as written, and rows that are not empty."""

    encoding: str
    columns: Mapping[str, str]
    rows: Sequence[Row]


def column_key(name: str) -> str:
    """Return the form in which column names are compared: width, case and spaces don't matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def read_table(data: bytes) -> Table:
    """Parse a CSV file. Raises InvalidInput naming `file`."""
    if len(data) > MAX_BYTES:
        raise _bad("file_too_large", "ファイルが大きすぎます（30MBまで）。分けてからお試しください。")
    text, encoding = decode(data)
    if "\0" in text:
        raise _bad("file_not_csv", "CSVファイルではないようです。CSV形式で保存してください。")
    records = _records(text)
    if not records or not any(cell.strip() for cell in records[0]):
        raise _bad("file_empty", "ファイルが空です。1行目に列の名前を入れてください。")
    columns, keys = _header(records[0])
    rows = [
        _row(number, record, keys)
        for number, record in enumerate(records[1:], start=2)
        if any(cell.strip() for cell in record)
    ]
    if len(rows) > MAX_ROWS:
        raise invalid(
            "file_too_long",
            "行が多すぎます（%(limit)s行まで）。分けてからお試しください。",
            field_name="file",
            limit=MAX_ROWS,
        )
    return Table(encoding, columns, rows)


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and the name of its encoding: utf-8-sig, utf-8 or cp932. Raises InvalidInput."""
    candidates = ("utf-8-sig",) if data.startswith(b"\xef\xbb\xbf") else ("utf-8", "cp932")
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise _bad(
        "file_encoding",
        "文字コードを読み取れませんでした。UTF-8かShift_JIS（CP932）のCSVで保存してください。",
    )


def _records(text: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    try:
        # Not strict: spreadsheets write odd quotes, and what comes out wrong is shown in the preview.
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _bad(
            "file_not_csv", 'CSVとして読めませんでした。引用符（"）の閉じ忘れがないかご確認ください。'
        ) from error


def _header(cells: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    if len(cells) > MAX_COLUMNS:
        raise _bad("file_columns", "列が多すぎます。CSVの区切りがカンマかご確認ください。")
    columns: dict[str, str] = {}
    keys = [column_key(cell) for cell in cells]
    for key, cell in zip(keys, cells, strict=True):
        if key and key in columns:
            raise invalid(
                "column_twice",
                "列「%(column)s」が2つあります。片方を消してください。",
                field_name="file",
                column=cell.strip(),
            )
        if key:
            columns[key] = cell.strip()
    return columns, keys


def _row(number: int, record: Sequence[str], keys: Sequence[str]) -> Row:
    cells = {key: cell.strip() for key, cell in zip(keys, record, strict=False) if key}
    unnamed = [cell for key, cell in zip(keys, record, strict=False) if not key]
    surplus = tuple(cell for cell in [*unnamed, *record[len(keys) :]] if cell.strip())
    return Row(number, cells, surplus)


def _bad(code: str, message: str) -> InvalidInput:
    return invalid(code, message, field_name="file")
