"""The demo's shelves and products, with their pictures and stock."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from noren.catalog.services.categories import create_category
from noren.catalog.services.images import add_image
from noren.catalog.services.products import create_product
from noren.catalog.services.publish import publish
from noren.catalog.types import ProductDraft, VariantDraft
from noren.demo.content.types import Category, Product, ShopContent
from noren.demo.pictures import product_pictures
from noren.inventory.services.adjust import receive, set_counted
from noren.kernel.actors import Actor
from noren.kernel.money import yen
from noren.kernel.tax import TaxCategory

# What the shelves held before the past orders took from them: those must not meet an empty shelf.
_STOCK_BEFORE_THE_PAST = 400


def fill_catalogue(content: ShopContent, *, actor: Actor) -> dict[str, UUID]:
    """Create categories and products; returns the variants by SKU."""
    shelves = {category.handle: _category(category, actor) for category in content.categories}
    variants: dict[str, UUID] = {}
    for product in content.products:
        variants |= _product(product, shelves, actor)
    return variants


def settle_stock(content: ShopContent, variants: Mapping[str, UUID], *, actor: Actor) -> None:
    """Bring each variant's stock to what the content says, after the past orders were lived through."""
    for product in content.products:
        for variant in product.variants:
            set_counted(variants[variant.sku], variant.stock, actor=actor)


def _category(category: Category, actor: Actor) -> UUID:
    return create_category(category.title, handle=category.handle, actor=actor).id


def _product(product: Product, shelves: Mapping[str, UUID], actor: Actor) -> dict[str, UUID]:
    saved = create_product(_draft(product, shelves), actor=actor)
    for number, picture in enumerate(product_pictures(product)):
        add_image(
            saved.id,
            picture,
            alt=product.title if number == 0 else f"{product.title}（{number + 1}）",
            actor=actor,
        )
    made = {variant.sku: saved.variant_ids[variant.values] for variant in product.variants}
    for variant_id in made.values():
        receive(variant_id, _STOCK_BEFORE_THE_PAST, actor=actor)
    if product.published:
        publish(saved.id, actor=actor)
    return made


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
