"""Truthful products for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from uuid import UUID

from noren.catalog.services.products import create_product
from noren.catalog.services.publish import publish
from noren.catalog.types import ProductDraft, SavedProduct, VariantDraft
from noren.kernel.actors import Actor, system
from noren.kernel.money import yen

_serial = count(1)
ACTOR = system("tests")


def product_draft(**changes: object) -> ProductDraft:
    """Return the draft of a towel without options at 1,320 yen."""
    draft = ProductDraft(
        title=f"蚊帳生地のふきん {next(_serial)}",
        description_html="<p>奈良の蚊帳生地を八枚重ねました。</p>",
        variants=(VariantDraft(price=yen(1320), sku=f"FUKIN-{next(_serial)}", weight_grams=60),),
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def sized_draft(sizes: Sequence[str] = ("S", "M", "L"), **changes: object) -> ProductDraft:
    """Return the draft of an apron in sizes at 4,400 yen."""
    variants = tuple(
        VariantDraft(price=yen(4400), options=(size,), sku=f"APRON-{size}", weight_grams=320)
        for size in sizes
    )
    return product_draft(title="リネンのエプロン", option_names=("サイズ",), variants=variants, **changes)


def make_product(
    draft: ProductDraft | None = None, *, published: bool = True, actor: Actor = ACTOR
) -> SavedProduct:
    """Enter a product and show it to buyers unless told otherwise."""
    saved = create_product(draft or product_draft(), actor=actor)
    if published:
        publish(saved.id, actor=actor)
    return saved


def make_variant(*, published: bool = True) -> UUID:
    """Enter a product of one variant and return the variant's id."""
    return next(iter(make_product(published=published).variant_ids.values()))
