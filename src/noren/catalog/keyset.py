"""Pages that go on from the last row seen. Nothing is counted and nothing is skipped over, however long the list."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from noren.catalog.models import Product

LARGEST_PAGE = 200


class ProductSort(StrEnum):
    """Orders a buyer may choose."""

    NEWEST = "newest"
    PRICE_LOW = "price_low"
    PRICE_HIGH = "price_high"


_COLUMNS: dict[ProductSort, tuple[str, bool]] = {
    ProductSort.NEWEST: ("published_at", True),
    ProductSort.PRICE_LOW: ("price_from_amount", False),
    ProductSort.PRICE_HIGH: ("price_from_amount", True),
}


def page_of(
    rows: QuerySet[Product], *, sort: ProductSort, after: str, limit: int
) -> tuple[list[Product], str]:
    """Return up to `limit` rows after the place `after`, and the place of the last one (empty at the end).

    A place that makes no sense is taken as the beginning: it comes from an address anybody may type.
    """
    column, descending = _COLUMNS[sort]
    return _page(rows, column=column, descending=descending, after=after, limit=limit)


def newest_changed(rows: QuerySet[Product], *, after: str, limit: int) -> tuple[list[Product], str]:
    """Return rows, the last changed first."""
    return _page(rows, column="updated_at", descending=True, after=after, limit=limit)


def _page(
    rows: QuerySet[Product], *, column: str, descending: bool, after: str, limit: int
) -> tuple[list[Product], str]:
    size = max(1, min(limit, LARGEST_PAGE))
    place = _read_place(after, column)
    if place is not None:
        rows = rows.filter(_beyond(column, descending, *place))
    sign = "-" if descending else ""
    found = list(rows.order_by(f"{sign}{column}", f"{sign}id")[: size + 1])
    if len(found) <= size:
        return found, ""
    return found[:size], _write_place(found[size - 1], column)


def _beyond(column: str, descending: bool, value: Any, last_id: UUID) -> Q:
    side = "lt" if descending else "gt"
    return Q(**{f"{column}__{side}": value}) | Q(**{column: value, f"id__{side}": last_id})


def _write_place(row: Product, column: str) -> str:
    value = getattr(row, column)
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return base64.urlsafe_b64encode(f"{text}|{row.pk.hex}".encode()).decode().rstrip("=")


def _read_place(after: str, column: str) -> tuple[Any, UUID] | None:
    if not after:
        return None
    parse: Callable[[str], Any] = int if column.endswith("_amount") else _moment
    try:
        padded = after + "=" * (-len(after) % 4)
        text, _, last_id = base64.urlsafe_b64decode(padded.encode()).decode().partition("|")
        value = parse(text)
        return value, UUID(last_id)
    except (ValueError, binascii.Error, UnicodeError):
        return None


def _moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("a place needs an aware time")
    return value
