"""The demo's shelves and products, with their pictures and stock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from noren.catalog.selectors import products_by_handles
from noren.catalog.services.categories import create_category
from noren.catalog.services.images import add_image, choose_variant_image
from noren.catalog.services.products import create_product
from noren.catalog.services.publish import publish
from noren.catalog.types import ProductDraft, VariantDraft
from noren.demo.content.types import Category, Product, ShopContent
from noren.demo.pictures import Picture, draw_many, product_pictures
from noren.inventory.services.adjust import receive, set_counted
from noren.kernel.actors import Actor
from noren.kernel.money import yen
from noren.kernel.tax import TaxCategory

# What the shelves held before the past orders took from them: those must not meet an empty shelf.
_STOCK_BEFORE_THE_PAST = 400


@dataclass(frozen=True, slots=True)
class Shelved:
    """A product in the shop, and its variants by their option values."""

    product: Product
    id: UUID
    variants: Mapping[tuple[str, ...], UUID]


def fill_catalogue(content: ShopContent, *, actor: Actor) -> dict[str, UUID]:
    """Create categories and products with their pictures; returns the variants by SKU."""
    shelves = {category.handle: _category(category, actor) for category in content.categories}
    shelved = [_product(product, shelves, actor) for product in content.products]
    # One picture each, so that the shop can open; the others follow while it is open already.
    _hang_pictures(content.shop.slug, shelved, actor, missing=lambda pictures, _: pictures[:1])
    for one in shelved:
        if one.product.published:
            publish(one.id, actor=actor)
    return {variant.sku: one.variants[variant.values] for one in shelved for variant in one.product.variants}


def hang_the_rest(content: ShopContent, *, actor: Actor) -> None:
    """Draw and hang the pictures that are not there yet; goes on where an earlier run was stopped."""
    found = products_by_handles([product.handle for product in content.products])
    shelved = [
        Shelved(product, there.id, {variant.options: variant.id for variant in there.variants})
        for product in content.products
        if (there := found.get(product.handle)) is not None
    ]
    hung = {handle: len(there.images) for handle, there in found.items()}
    _hang_pictures(
        content.shop.slug, shelved, actor, missing=lambda pictures, handle: pictures[hung[handle] :]
    )


def settle_stock(content: ShopContent, variants: Mapping[str, UUID], *, actor: Actor) -> None:
    """Bring each variant's stock to what the content says, after the past orders were lived through."""
    for product in content.products:
        for variant in product.variants:
            set_counted(variants[variant.sku], variant.stock, actor=actor)


def _category(category: Category, actor: Actor) -> UUID:
    made = create_category(
        category.title, handle=category.handle, description=category.description, actor=actor
    )
    return made.id


def _product(product: Product, shelves: Mapping[str, UUID], actor: Actor) -> Shelved:
    saved = create_product(_draft(product, shelves), actor=actor)
    for variant_id in saved.variant_ids.values():
        receive(variant_id, _STOCK_BEFORE_THE_PAST, actor=actor)
    return Shelved(product, saved.id, saved.variant_ids)


def _hang_pictures(
    slug: str,
    shelved: list[Shelved],
    actor: Actor,
    *,
    missing: Callable[[tuple[Picture, ...], str], tuple[Picture, ...]],
) -> None:
    by_handle = {one.product.handle: one for one in shelved}
    chosen = {handle: missing(product_pictures(slug, handle), handle) for handle in by_handle}
    wanted = {handle: pictures for handle, pictures in chosen.items() if pictures}
    for handle, drawn in _complete(wanted):
        one = by_handle[handle]
        for picture, data in drawn:
            place_id = add_image(one.id, data, alt=picture.alt, actor=actor)
            for values, variant_id in one.variants.items():
                if picture.shows and set(picture.shows) <= set(values):
                    choose_variant_image(one.id, variant_id, place_id, actor=actor)


def _complete(wanted: Mapping[str, tuple[Picture, ...]]) -> Iterator[tuple[str, list[tuple[Picture, bytes]]]]:
    """Draw in as many processes as there are cores; give each product's pictures, in order, once all are there."""
    owner = {picture.key: handle for handle, pictures in wanted.items() for picture in pictures}
    drawn: dict[str, dict[str, bytes]] = {handle: {} for handle in wanted}
    for key, data in draw_many(owner, processes=os.cpu_count() or 1):
        handle = owner[key]
        drawn[handle][key] = data
        if len(drawn[handle]) == len(wanted[handle]):
            yield handle, [(picture, drawn[handle][picture.key]) for picture in wanted[handle]]
            drawn[handle] = {}


def _draft(product: Product, shelves: Mapping[str, UUID]) -> ProductDraft:
    return ProductDraft(
        title=product.title,
        handle=product.handle,
        description_html=product.description_html,
        tax_category=TaxCategory(product.tax_category),
        tags=product.tags,
        option_names=tuple(option.name for option in product.options),
        category_ids=(shelves[product.category],),
        seo_description=product.summary,
        variants=[
            VariantDraft(
                price=yen(variant.price_yen),
                options=variant.values,
                sku=variant.sku,
                compare_at=yen(variant.compare_at_yen) if variant.compare_at_yen else None,
                weight_grams=variant.weight_grams,
            )
            for variant in product.variants
        ],
    )
