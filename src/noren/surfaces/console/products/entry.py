"""What a seller typed into the product form: kept as typed, turned into a draft, turned back into the form."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from noren.catalog.rules import MAX_OPTIONS, MAX_VARIANTS, tidy
from noren.catalog.text import html_from_text, text_from_html
from noren.catalog.types import ProductDetail, ProductDraft, VariantDraft, VariantInfo
from noren.kernel.errors import InvalidInput, Problem
from noren.kernel.japanese import normalize
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory

# How the values of an axis are joined in a hidden field; no keyboard types it.
JOINT = "\x1f"
_LIST = re.compile(r"[、,，\n]")


@dataclass
class VariantEntry:
    """A row of the variants' table, as typed. `options` is empty for a product without axes."""

    options: tuple[str, ...] = ()
    id: str = ""
    sku: str = ""
    price: str = ""
    weight: str = ""
    stock: str = ""
    remove: bool = False


@dataclass
class ProductEntry:
    """The whole form, as typed."""

    title: str = ""
    description: str = ""
    price: str = ""
    before: str = ""
    tax: str = TaxCategory.STANDARD.value
    tags: str = ""
    handle: str = ""
    published: str = "yes"
    categories: list[str] = field(default_factory=list)
    new_category: str = ""
    axis_names: list[str] = field(default_factory=lambda: [""] * MAX_OPTIONS)
    axis_values: list[str] = field(default_factory=lambda: [""] * MAX_OPTIONS)
    variants: list[VariantEntry] = field(default_factory=lambda: [VariantEntry()])


def entry_from(detail: ProductDetail) -> ProductEntry:
    """Return the form of a stored product."""
    values = [[*option.values] for option in detail.options]
    return ProductEntry(
        title=detail.title,
        description=text_from_html(detail.description_html),
        price=str(detail.price_from.amount),
        before=_common_before(detail),
        tax=detail.tax_category.value,
        tags="、".join(detail.tags),
        handle=detail.handle,
        published="yes" if detail.published else "no",
        categories=[str(info.id) for info in detail.categories],
        axis_names=_padded([option.name for option in detail.options]),
        axis_values=_padded(["、".join(one) for one in values]),
        variants=[_variant_entry(variant) for variant in detail.variants],
    )


def read_entry(data: QueryDict) -> ProductEntry:
    """Return the form as sent. Rows are read as long as they have numbers in line."""
    return ProductEntry(
        title=data.get("title", ""),
        description=data.get("description", ""),
        price=data.get("price", ""),
        before=data.get("before", ""),
        tax=data.get("tax", TaxCategory.STANDARD.value),
        tags=data.get("tags", ""),
        handle=data.get("handle", ""),
        published=data.get("published", "no"),
        categories=data.getlist("category"),
        new_category=data.get("new_category", ""),
        axis_names=[data.get(f"axis_name_{axis}", "") for axis in range(MAX_OPTIONS)],
        axis_values=[data.get(f"axis_values_{axis}", "") for axis in range(MAX_OPTIONS)],
        variants=_rows(data),
    )


def arrange(entry: ProductEntry) -> bool:
    """Bring the rows in line with the axes: new values add combinations, gone ones take theirs away.

    A value that took another's place keeps its rows. Returns whether rows were added.
    """
    axes = _axes(entry)
    rows = [row for row in entry.variants if len(row.options) == len(axes)]
    if len(rows) == len(entry.variants) and rows and axes:
        _rename(rows, axes)
        known = [{row.options[axis] for row in rows} for axis in range(len(axes))]
        rows = [row for row in rows if all(row.options[axis] in axes[axis] for axis in range(len(axes)))]
        added = [
            VariantEntry(options=options, price=entry.price)
            for options in itertools.islice(itertools.product(*axes), MAX_VARIANTS + 1)
            if any(options[axis] not in known[axis] for axis in range(len(axes)))
        ]
        entry.variants = [*rows, *added]
        return bool(added)
    if not axes:
        entry.variants = rows[:1] or [VariantEntry(price=entry.price)]
        return False
    combinations = itertools.islice(itertools.product(*axes), MAX_VARIANTS + 1)
    entry.variants = [VariantEntry(options=options, price=entry.price) for options in combinations]
    return True


def to_draft(entry: ProductEntry, detail: ProductDetail | None, *, currency: str) -> ProductDraft:
    """Return what is to be stored; what the form does not show is kept. Raises InvalidInput naming the form's fields."""
    reader = _Reader(currency)
    kept = {str(variant.id): variant for variant in detail.variants} if detail else {}
    before = reader.amount("before", entry.before)
    same_before = detail is not None and normalize(entry.before) == _common_before(detail)
    alone = not any(row.options for row in entry.variants)
    variants = []
    for index, row in enumerate(entry.variants):
        if row.remove:
            continue
        old = kept.get(row.id)
        field_name = "price" if alone else f"variant-{index}-price"
        price = reader.amount(field_name, entry.price if alone else row.price, required=True)
        weight = reader.whole(f"variant-{index}-weight", row.weight)
        compare_at = old.compare_at if old and same_before else before
        variants.append(_variant_draft(row, old, price, compare_at, weight))
    if reader.problems:
        # All at once: what the rules would say of an empty name comes with what can't be read.
        nameless = (
            [] if tidy(entry.title) else [Problem("title_missing", "商品名を入力してください。", "title")]
        )
        raise InvalidInput(*nameless, *reader.problems)
    return ProductDraft(
        title=entry.title,
        variants=tuple(variants),
        handle=entry.handle,
        description_html=_description(entry, detail),
        tax_category=_tax(entry.tax),
        vendor=detail.vendor if detail else "",
        product_type=detail.product_type if detail else "",
        tags=tuple(filter(None, (tidy(tag) for tag in _LIST.split(entry.tags)))),
        option_names=tuple(name for name in (tidy(one) for one in entry.axis_names) if name),
        category_ids=_ids(entry.categories),
        seo_title=detail.seo_title if detail else "",
        seo_description=detail.seo_description if detail else "",
    )


def first_stock(entry: ProductEntry) -> dict[tuple[str, ...], int]:
    """Return the pieces typed for rows that are new, by options. Raises InvalidInput."""
    reader = _Reader("JPY")
    found = {
        tuple(tidy(value) for value in row.options): reader.whole(f"variant-{index}-stock", row.stock)
        for index, row in enumerate(entry.variants)
        if not row.id and not row.remove
    }
    if reader.problems:
        raise InvalidInput(*reader.problems)
    return {options: pieces for options, pieces in found.items() if pieces}


class _Reader:
    """Reads numbers as typed, noting what can't be read."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self.problems: list[Problem] = []

    def amount(self, name: str, typed: str, *, required: bool = False) -> Money | None:
        value = self.whole(name, typed.replace("円", "").replace("¥", "").replace("￥", ""))
        if value is None and required and not any(problem.field == name for problem in self.problems):
            self.problems.append(Problem("price_missing", "価格を入力してください。", name))
        return None if value is None else Money(value, self._currency)

    def whole(self, name: str, typed: str) -> int | None:
        plain = normalize(typed).replace(",", "").replace(" ", "")
        if not plain:
            return None
        if not (plain.isascii() and plain.isdecimal()) or len(plain) > 12:
            self.problems.append(Problem("not_a_number", "0以上の数字で入力してください。", name))
            return None
        return int(plain)


def form_field(name: str, entry: ProductEntry) -> str:
    """Return the form's field for a draft's (`variants.1.price`: the second row that stays)."""
    first, *rest = name.split(".")
    if first == "options" or (first == "variants" and not rest):
        return "axis_name_0"
    if first != "variants":
        return {"compare_at": "before"}.get(first, first)
    staying = [index for index, row in enumerate(entry.variants) if not row.remove]
    part = rest[1] if len(rest) > 1 else "price"
    if len(staying) == 1 and not entry.variants[staying[0]].options and part in ("price", "compare_at"):
        return {"compare_at": "before"}.get(part, part)
    return f"variant-{staying[int(rest[0])]}-{part}"


def labels() -> dict[str, str]:
    """Return what the form calls its fields, for the summary of errors."""
    return {
        "title": _("商品名"),
        "price": _("価格(税込)"),
        "before": _("通常価格"),
        "handle": _("アドレス"),
        "axis_name_0": _("選択肢"),
        "image": _("写真"),
        "categories": _("カテゴリー"),
        "new_category": _("新しいカテゴリー"),
        "description": _("説明"),
    }


def _rows(data: QueryDict) -> list[VariantEntry]:
    rows = []
    for index in range(MAX_VARIANTS + 1):
        place = f"variant-{index}"
        if f"{place}-options" not in data:
            break
        given = data.get(f"{place}-options", "")
        rows.append(
            VariantEntry(
                options=tuple(given.split(JOINT)) if given else (),
                id=data.get(f"{place}-id", ""),
                sku=data.get(f"{place}-sku", ""),
                price=data.get(f"{place}-price", ""),
                weight=data.get(f"{place}-weight", ""),
                stock=data.get(f"{place}-stock", ""),
                remove=f"{place}-remove" in data,
            )
        )
    return rows or [VariantEntry()]


def _axes(entry: ProductEntry) -> list[list[str]]:
    axes = []
    for name, values in zip(entry.axis_names, entry.axis_values, strict=True):
        found = list(dict.fromkeys(filter(None, (tidy(value) for value in _LIST.split(values)))))
        if tidy(name) and found:
            axes.append(found)
    return axes


def _rename(rows: list[VariantEntry], axes: list[list[str]]) -> None:
    for axis, values in enumerate(axes):
        old = list(dict.fromkeys(row.options[axis] for row in rows))
        if len(old) != len(values):
            continue
        renamed = {
            was: now for was, now in zip(old, values, strict=True) if was not in values and now not in old
        }
        for row in rows:
            options = list(row.options)
            options[axis] = renamed.get(options[axis], options[axis])
            row.options = tuple(options)


def _variant_draft(
    row: VariantEntry,
    old: VariantInfo | None,
    price: Money | None,
    compare_at: Money | None,
    weight: int | None,
) -> VariantDraft:
    return VariantDraft(
        price=price or Money(0, price.currency if price else "JPY"),
        options=row.options,
        id=old.id if old else None,
        sku=row.sku,
        barcode=old.barcode if old else "",
        compare_at=compare_at,
        cost=old.cost if old else None,
        weight_grams=weight or 0,
        requires_shipping=old.requires_shipping if old else True,
    )


def _variant_entry(variant: VariantInfo) -> VariantEntry:
    return VariantEntry(
        options=variant.options,
        id=str(variant.id),
        sku=variant.sku,
        price=str(variant.price.amount),
        weight=str(variant.weight_grams or ""),
    )


def _common_before(detail: ProductDetail) -> str:
    amounts = {variant.compare_at.amount if variant.compare_at else 0 for variant in detail.variants}
    return str(amounts.pop()) if len(amounts) == 1 and amounts != {0} else ""


def _description(entry: ProductEntry, detail: ProductDetail | None) -> str:
    if detail and entry.description.replace("\r\n", "\n").strip() == text_from_html(detail.description_html):
        return detail.description_html
    return html_from_text(entry.description)


def _tax(given: str) -> TaxCategory:
    return TaxCategory(given) if given in list(TaxCategory) else TaxCategory.STANDARD


def _ids(given: list[str]) -> tuple[UUID, ...]:
    found = []
    for text in given:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)


def _padded(texts: list[str]) -> list[str]:
    return [*texts, *[""] * MAX_OPTIONS][:MAX_OPTIONS]
