"""Addresses of products and categories: one per shop."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from noren.catalog.models import Category, Product
from noren.catalog.text import HANDLE_LIMIT, handle_from
from noren.kernel.errors import invalid

_ATTEMPTS = 200


def free_handle(wanted: str, *, title: str, product_id: UUID) -> str:
    """Return the address for a product: the wanted one, or one made from the title that nobody has.

    Raises InvalidInput naming `handle` when the wanted one is taken or can't stand in an address.
    """

    def taken(handle: str) -> bool:
        return Product.objects.filter(handle=handle).exclude(pk=product_id).exists()

    return _free(wanted, title=title, spare=f"item-{product_id.hex[-8:]}", taken=taken)


def free_category_handle(wanted: str, *, title: str, category_id: UUID) -> str:
    """Return the address for a category, as `free_handle` does for a product."""

    def taken(handle: str) -> bool:
        return Category.objects.filter(handle=handle).exclude(pk=category_id).exists()

    return _free(wanted, title=title, spare=f"shelf-{category_id.hex[-8:]}", taken=taken)


def _free(wanted: str, *, title: str, spare: str, taken: Callable[[str], bool]) -> str:
    if wanted.strip():
        return _explicit(wanted, taken)
    base = handle_from(title) or spare
    for number in range(1, _ATTEMPTS):
        handle = base if number == 1 else f"{base[: HANDLE_LIMIT - 4]}-{number}"
        if not taken(handle):
            return handle
    return f"{base[: HANDLE_LIMIT - 16]}-{spare}"


def _explicit(wanted: str, taken: Callable[[str], bool]) -> str:
    handle = handle_from(wanted)
    if not handle:
        raise invalid(
            "handle_invalid",
            "商品のアドレスには文字・数字・ハイフンを使ってください。",
            field_name="handle",
        )
    if taken(handle):
        raise invalid(
            "handle_taken",
            "このアドレスは別の商品・カテゴリーが使っています。別のアドレスにしてください。",
            field_name="handle",
        )
    return handle
