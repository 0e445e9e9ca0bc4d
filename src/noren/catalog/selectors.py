"""Reading products and categories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from noren.catalog.cards import cards, first_images
from noren.catalog.details import SEPARATOR, details, draft_of, options_of
from noren.catalog.keyset import ProductSort, newest_changed, page_of
from noren.catalog.models import Product, ProductCategory, Variant
from noren.catalog.shelves import categories, category_by_handle, top_categories
from noren.catalog.states import ProductState
from noren.catalog.text import search_words
from noren.catalog.types import (
    ConsoleProduct,
    ConsoleProductPage,
    ProductDetail,
    ProductPage,
    SellableVariant,
)
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory
from noren.platform.media.selectors import image_info
from noren.platform.media.types import ImageInfo

__all__ = [
    "categories", "category_by_handle", "console_products", "draft_of", "has_published_products", "product_by_handle",
    "product_for_editing", "products_by_handles", "products_page", "search", "sellable_variants", "shelf_pictures",
    "top_categories",
]  # fmt: skip

PAGE_LIMIT = 24
# Enough to find a picture for each shelf without reading the whole shop.
_LOOKED_AT = 500


def sellable_variants(variant_ids: Iterable[UUID]) -> dict[UUID, SellableVariant]:
    """Return variants by id with what a cart shows; retired ones and those of hidden products are `published=False`."""
    wanted = set(variant_ids)
    rows = Variant.objects.filter(pk__in=wanted).select_related("product", "image__image")
    found = list(rows)
    faces = first_images({row.product_id for row in found if row.image is None})
    return {row.pk: _sellable(row, faces) for row in found}


def product_by_handle(handle: str) -> ProductDetail | None:
    """Return the published product at an address, or None."""
    rows = Product.objects.filter(handle=handle, state=ProductState.PUBLISHED)
    return next(iter(details(list(rows)).values()), None)


def product_for_editing(product_id: UUID) -> ProductDetail | None:
    """Return a product in any state, or None."""
    return details(list(Product.objects.filter(pk=product_id))).get(product_id)


def products_by_handles(handles: Collection[str]) -> dict[str, ProductDetail]:
    """Return products in any state by their addresses, in five queries however many."""
    found = details(list(Product.objects.filter(handle__in=handles)))
    return {detail.handle: detail for detail in found.values()}


def products_page(
    *,
    category: UUID | None = None,
    query: str = "",
    sort: ProductSort = ProductSort.NEWEST,
    after: str = "",
    limit: int = PAGE_LIMIT,
) -> ProductPage:
    """Return published products: on a shelf and those below it, matching all words of `query`, from `after` on."""
    rows = Product.objects.filter(state=ProductState.PUBLISHED)
    if category is not None:
        rows = _on_shelf(rows, category)
    found, next_place = page_of(_matching(rows, query), sort=sort, after=after, limit=limit)
    return ProductPage(cards(found), next_place)


def search(
    query: str, *, sort: ProductSort = ProductSort.NEWEST, after: str = "", limit: int = PAGE_LIMIT
) -> ProductPage:
    """Return published products that hold every word of `query`, width and kana folded; no words give nothing."""
    if not search_words(query):
        return ProductPage((), "")
    return products_page(query=query, sort=sort, after=after, limit=limit)


def shelf_pictures() -> dict[UUID, ImageInfo]:
    """Return a picture for each top category that has one: of the newest product on it or below it."""
    tops: dict[UUID, UUID] = {}
    for info in categories():
        tops[info.id] = tops[info.parent_id] if info.parent_id else info.id
    newest = ProductCategory.objects.filter(
        product__state=ProductState.PUBLISHED, product__images__image__isnull=False
    ).order_by("-product__published_at", "product_id")
    chosen: dict[UUID, UUID] = {}
    for category_id, product_id in newest.values_list("category_id", "product_id")[:_LOOKED_AT]:
        chosen.setdefault(tops[category_id], product_id)
    faces = first_images(set(chosen.values()))
    return {
        category_id: faces[product_id] for category_id, product_id in chosen.items() if product_id in faces
    }


def console_products(
    *, state: ProductState | None = None, query: str = "", after: str = "", limit: int = 50
) -> ConsoleProductPage:
    """Return products for the seller's list, the last changed first. Archived ones only when asked for."""
    rows = (
        Product.objects.filter(state=state) if state else Product.objects.exclude(state=ProductState.ARCHIVED)
    )
    found, next_place = newest_changed(_matching(rows, query), after=after, limit=limit)
    faces = first_images({row.pk for row in found})
    parts = _console_parts(found)
    return ConsoleProductPage(
        tuple(_console_row(row, faces.get(row.pk), parts[row.pk]) for row in found), next_place
    )


def has_published_products() -> bool:
    """Tell whether buyers would find anything; a shop needs it before it opens."""
    return Product.objects.filter(state=ProductState.PUBLISHED).exists()


def _matching(rows: QuerySet[Product], query: str) -> QuerySet[Product]:
    for word in search_words(query):
        rows = rows.filter(search_text__contains=word)
    return rows


def _on_shelf(rows: QuerySet[Product], category_id: UUID) -> QuerySet[Product]:
    below = {category_id}
    for info in categories():
        if info.parent_id in below:
            below.add(info.id)
    placed = ProductCategory.objects.filter(category_id__in=below).values("product_id")
    return rows.filter(pk__in=placed)


def _sellable(row: Variant, faces: Mapping[UUID, ImageInfo]) -> SellableVariant:
    own = row.image.image if row.image else None
    product = row.product
    return SellableVariant(
        variant_id=row.pk,
        product_id=product.pk,
        handle=product.handle,
        product_title=product.title,
        variant_title=SEPARATOR.join(options_of(row, product)),
        sku=row.sku,
        price=Money(row.price_amount, row.currency),
        tax_category=TaxCategory(product.tax_category),
        image=image_info(own, alt=row.image.alt or product.title)
        if own and row.image
        else faces.get(product.pk),
        requires_shipping=row.requires_shipping,
        weight_grams=row.weight_grams,
        published=product.state == ProductState.PUBLISHED and not row.retired,
    )


@dataclass
class _ConsoleParts:
    variant_ids: list[UUID] = field(default_factory=list)
    shelves: list[str] = field(default_factory=list)
    sku: str = ""


def _console_parts(found: Sequence[Product]) -> dict[UUID, _ConsoleParts]:
    parts: dict[UUID, _ConsoleParts] = defaultdict(_ConsoleParts)
    variants = Variant.objects.filter(product__in=found, retired=False).order_by("position", "id")
    for product_id, variant_id, sku in variants.values_list("product_id", "id", "sku"):
        part = parts[product_id]
        part.sku = part.sku or sku
        part.variant_ids.append(variant_id)
    placed = ProductCategory.objects.filter(product__in=found)
    for product_id, title in placed.values_list("product_id", "category__title"):
        parts[product_id].shelves.append(title)
    return parts


def _console_row(row: Product, face: ImageInfo | None, parts: _ConsoleParts) -> ConsoleProduct:
    return ConsoleProduct(
        id=row.pk,
        handle=row.handle,
        title=row.title,
        state=ProductState(row.state),
        price_from=Money(row.price_from_amount, row.currency),
        price_to=Money(row.price_to_amount, row.currency),
        image=face,
        variant_ids=tuple(parts.variant_ids),
        category_titles=tuple(parts.shelves),
        sku=parts.sku,
        updated_at=row.updated_at,
    )
