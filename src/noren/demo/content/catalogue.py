"""Reads the shops' TOML files into the frozen shapes of `types`."""

from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from itertools import product as combinations
from tomllib import loads
from typing import TypedDict

from noren.demo.content.types import Category, Option, Product, TaxCategory, Temperature, Variant


class ValueRow(TypedDict, total=False):
    """One value of an option; `extra` yen and `weight` grams are added to the product's own."""

    name: str
    code: str
    extra: int
    weight: int


class OptionRow(TypedDict):
    """One axis as the files write it."""

    name: str
    values: list[ValueRow]


class ProductRow(TypedDict, total=False):
    """One product as the files write it; `stock` counts the variants, the last option changing fastest."""

    handle: str
    code: str
    title: str
    summary: str
    price: int
    compare_at: int
    weight: int
    tax: TaxCategory
    temperature: Temperature
    shipping_note: str
    tags: list[str]
    season: list[int]
    popularity: int
    draft: bool
    options: list[OptionRow]
    stock: list[int]
    text: str
    spec: list[list[str]]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What a file says once for all of its products."""

    sku_prefix: str
    category: str
    tax: TaxCategory


AMBIENT_NOTE = "常温便でお送りします。ご注文の確認から2営業日以内に発送します。"


def read_text(shop: str, *path: str) -> str:
    """The text of a content file of `shop`."""
    return files("noren.demo.content").joinpath(shop, *path).read_text(encoding="utf-8")


def paragraphs(text: str) -> str:
    """Plain text with blank lines between paragraphs, as simple HTML."""
    blocks = (block.strip() for block in text.strip().split("\n\n"))
    return "\n".join(f"<p>{escape(block)}</p>" for block in blocks if block)


def _specification(rows: list[list[str]]) -> str:
    """Pairs of name and value as an HTML table with row headings."""
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in rows
    )
    return f"<table><tbody>{body}</tbody></table>"


def _variant(row: ProductRow, choice: tuple[ValueRow, ...], *, stock: int, sku_prefix: str) -> Variant:
    extra = sum(value.get("extra", 0) for value in choice)
    compare_at = row.get("compare_at")
    return Variant(
        sku="-".join([sku_prefix, row["code"], *(value["code"] for value in choice)]),
        values=tuple(value["name"] for value in choice),
        price_yen=row["price"] + extra,
        compare_at_yen=None if compare_at is None else compare_at + extra,
        stock=stock,
        weight_grams=row["weight"] + sum(value.get("weight", 0) for value in choice),
    )


def _variants(row: ProductRow, sku_prefix: str) -> tuple[Variant, ...]:
    """Every combination of the options' values; raises ValueError when the stock list has another length."""
    choices = list(combinations(*(option["values"] for option in row.get("options", []))))
    pairs = zip(choices, row["stock"], strict=True)
    return tuple(_variant(row, choice, stock=stock, sku_prefix=sku_prefix) for choice, stock in pairs)


def _product(row: ProductRow, shelf: _Shelf) -> Product:
    options = row.get("options", [])
    return Product(
        handle=row["handle"],
        title=row["title"],
        category=shelf.category,
        summary=row["summary"],
        description_html=f"{paragraphs(row['text'])}\n{_specification(row['spec'])}",
        tax_category=row.get("tax", shelf.tax),
        options=tuple(
            Option(axis["name"], tuple(value["name"] for value in axis["values"])) for axis in options
        ),
        variants=_variants(row, shelf.sku_prefix),
        temperature=row.get("temperature", "ambient"),
        shipping_note=row.get("shipping_note", AMBIENT_NOTE),
        tags=tuple(row["tags"]),
        published=not row.get("draft", False),
        season=tuple(row.get("season", [])),
        popularity=row.get("popularity", 3),
    )


@cache
def read_categories(shop: str) -> tuple[Category, ...]:
    """The shelves of `shop` in the order of its file."""
    return tuple(Category(**row) for row in loads(read_text(shop, "categories.toml"))["category"])


@cache
def read_products(shop: str, sku_prefix: str) -> tuple[Product, ...]:
    """The products of `shop`, shelf by shelf; SKUs are `PREFIX-CODE[-VALUE…]`."""
    found: list[Product] = []
    for category in read_categories(shop):
        document = loads(read_text(shop, "products", f"{category.handle}.toml"))
        shelf = _Shelf(sku_prefix, document["category"], document.get("tax", "standard"))
        found.extend(_product(row, shelf) for row in document["product"])
    return tuple(found)
