"""What a product must be like before it is stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from noren.catalog.text import clean_html
from noren.catalog.types import ProductDraft, VariantDraft
from noren.kernel.errors import InvalidInput, Problem
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory

MAX_OPTIONS = 3
MAX_VARIANTS = 250
MAX_TAGS = 100
TITLE_LIMIT = 255
OPTION_LIMIT = 255
SKU_LIMIT = 100
BARCODE_LIMIT = 64
ALT_LIMIT = 512
DESCRIPTION_LIMIT = 100_000
# Nobody sells one thing for a hundred million yen by mistake; more is a typing error.
MAX_AMOUNT = 9_999_999_999


@dataclass(frozen=True, slots=True)
class CleanDraft:
    """A checked draft: trimmed texts, harmless description, variants with as many options as the product has axes."""

    title: str
    description_html: str
    tax_category: TaxCategory
    vendor: str
    product_type: str
    tags: tuple[str, ...]
    option_names: tuple[str, ...]
    seo_title: str
    seo_description: str
    currency: str
    category_ids: tuple[UUID, ...]
    variants: tuple[VariantDraft, ...]


def check_draft(draft: ProductDraft, *, currency: str) -> CleanDraft:
    """Return the draft ready to store, prices in `currency`. Raises InvalidInput with a problem per field."""
    names = tuple(tidy(name) for name in draft.option_names)
    variants = tuple(_tidy_variant(variant) for variant in draft.variants)
    problems = [
        *_text_problems(draft),
        *_option_problems(names, variants),
        *(
            problem
            for index, one in enumerate(variants)
            for problem in _variant_problems(index, one, currency)
        ),
    ]
    if problems:
        raise InvalidInput(*problems)
    return CleanDraft(
        title=tidy(draft.title),
        description_html=clean_html(draft.description_html),
        tax_category=draft.tax_category,
        vendor=tidy(draft.vendor),
        product_type=tidy(draft.product_type),
        tags=tuple(dict.fromkeys(filter(None, (tidy(tag) for tag in draft.tags))))[:MAX_TAGS],
        option_names=names,
        seo_title=tidy(draft.seo_title),
        seo_description=draft.seo_description.strip(),
        currency=currency,
        category_ids=tuple(dict.fromkeys(draft.category_ids)),
        variants=variants,
    )


def tidy(text: str) -> str:
    """Return one line of text trimmed, without control characters, composed (NFC) so that equal words compare equal."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(char for char in line if unicodedata.category(char) != "Cc")


def _tidy_variant(variant: VariantDraft) -> VariantDraft:
    return replace(
        variant,
        options=tuple(tidy(value) for value in variant.options),
        sku=tidy(variant.sku),
        barcode=tidy(variant.barcode),
    )


def _text_problems(draft: ProductDraft) -> list[Problem]:
    problems = []
    if not tidy(draft.title):
        problems.append(Problem("title_missing", "商品名を入力してください。", "title"))
    limits = (
        ("title", draft.title, TITLE_LIMIT),
        ("vendor", draft.vendor, TITLE_LIMIT),
        ("product_type", draft.product_type, TITLE_LIMIT),
        ("seo_title", draft.seo_title, TITLE_LIMIT),
        ("description", draft.description_html, DESCRIPTION_LIMIT),
    )
    problems.extend(
        Problem("too_long", "%(limit)s文字以内にしてください。", name, {"limit": limit})
        for name, value, limit in limits
        if len(value) > limit
    )
    return problems


def _option_problems(names: Sequence[str], variants: Sequence[VariantDraft]) -> list[Problem]:
    if not variants:
        return [Problem("variants_missing", "バリエーションを1つ以上残してください。", "variants")]
    if len(variants) > MAX_VARIANTS:
        values = {"limit": MAX_VARIANTS}
        return [Problem("variants_too_many", "バリエーションは%(limit)s個までです。", "variants", values)]
    if len(names) > MAX_OPTIONS:
        return [Problem("options_too_many", "選択肢の種類は3つまでです。", "options")]
    if "" in names or len(set(names)) != len(names):
        return [Problem("option_names", "選択肢の名前は空にせず、重ならないようにしてください。", "options")]
    return _value_problems(len(names), variants)


def _value_problems(axes: int, variants: Sequence[VariantDraft]) -> list[Problem]:
    problems = []
    seen: set[tuple[str, ...]] = set()
    for index, variant in enumerate(variants):
        place = f"variants.{index}.options"
        if len(variant.options) != axes or "" in variant.options:
            problems.append(Problem("option_missing", "選択肢の値をすべて入力してください。", place))
        elif any(len(value) > OPTION_LIMIT for value in variant.options):
            problems.append(
                Problem("too_long", "%(limit)s文字以内にしてください。", place, {"limit": OPTION_LIMIT})
            )
        elif variant.options in seen:
            values = {"options": " / ".join(variant.options)}
            message = (
                "「%(options)s」が2つあります。どちらかを変えてください。"
                if axes
                else "選択肢のない商品のバリエーションは1つだけです。"
            )
            problems.append(Problem("option_twice", message, place, values))
        seen.add(variant.options)
    return problems


def _variant_problems(index: int, variant: VariantDraft, currency: str) -> list[Problem]:
    place = f"variants.{index}"
    problems = [
        *_amount_problems(f"{place}.price", variant.price, currency),
        *_amount_problems(f"{place}.compare_at", variant.compare_at, currency),
        *_amount_problems(f"{place}.cost", variant.cost, currency),
    ]
    if len(variant.sku) > SKU_LIMIT:
        problems.append(
            Problem("too_long", "%(limit)s文字以内にしてください。", f"{place}.sku", {"limit": SKU_LIMIT})
        )
    if len(variant.barcode) > BARCODE_LIMIT:
        values = {"limit": BARCODE_LIMIT}
        problems.append(Problem("too_long", "%(limit)s文字以内にしてください。", f"{place}.barcode", values))
    if not 0 <= variant.weight_grams <= 1_000_000:
        problems.append(Problem("weight", "重さは0〜1,000,000グラムにしてください。", f"{place}.weight"))
    return problems


def _amount_problems(place: str, amount: Money | None, currency: str) -> list[Problem]:
    if amount is None:
        return []
    if amount.currency != currency:
        values = {"currency": currency}
        return [
            Problem("currency", "金額はこのショップの通貨（%(currency)s）で入力してください。", place, values)
        ]
    if not 0 <= amount.amount <= MAX_AMOUNT:
        return [Problem("amount", "金額は0〜9,999,999,999の範囲で入力してください。", place)]
    return []
