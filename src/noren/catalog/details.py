"""Whole products, any number of them in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from noren.catalog.models import Product, ProductCategory, ProductImage, Variant
from noren.catalog.shelves import categories
from noren.catalog.states import FetchState, ProductState
from noren.catalog.types import (
    CategoryInfo,
    OptionInfo,
    ProductDetail,
    ProductDraft,
    ProductImageInfo,
    VariantDraft,
    VariantInfo,
)
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory
from noren.platform.media.selectors import image_info

SEPARATOR = " / "


@dataclass
class _Parts:
    variants: list[Variant] = field(default_factory=list)
    pictures: list[ProductImage] = field(default_factory=list)
    shelves: set[UUID] = field(default_factory=set)


def details(rows: Sequence[Product]) -> dict[UUID, ProductDetail]:
    """Return the whole of each product by id."""
    ids = [row.pk for row in rows]
    if not ids:
        return {}
    parts: dict[UUID, _Parts] = defaultdict(_Parts)
    for variant in Variant.objects.filter(product_id__in=ids, retired=False).order_by("position", "id"):
        parts[variant.product_id].variants.append(variant)
    pictures = ProductImage.objects.filter(product_id__in=ids).select_related("image")
    for picture in pictures.order_by("position", "id"):
        parts[picture.product_id].pictures.append(picture)
    placed = ProductCategory.objects.filter(product_id__in=ids).values_list("product_id", "category_id")
    for product_id, category_id in placed:
        parts[product_id].shelves.add(category_id)
    tree = categories() if any(part.shelves for part in parts.values()) else []
    return {row.pk: _detail(row, parts[row.pk], tree) for row in rows}


def draft_of(detail: ProductDetail) -> ProductDraft:
    """Return a product as it would be entered; saving it changes nothing."""
    return ProductDraft(
        title=detail.title,
        variants=tuple(_variant_draft(variant) for variant in detail.variants),
        handle=detail.handle,
        description_html=detail.description_html,
        tax_category=detail.tax_category,
        vendor=detail.vendor,
        product_type=detail.product_type,
        tags=detail.tags,
        option_names=tuple(option.name for option in detail.options),
        category_ids=tuple(info.id for info in detail.categories),
        seo_title=detail.seo_title,
        seo_description=detail.seo_description,
    )


def options_of(row: Variant, product: Product) -> tuple[str, ...]:
    """Return a variant's value for each axis its product has."""
    return (row.option1, row.option2, row.option3)[: len(product.option_names)]


def _detail(row: Product, parts: _Parts, tree: Sequence[CategoryInfo]) -> ProductDetail:
    struck_out = row.compare_at_amount
    return ProductDetail(
        id=row.pk,
        handle=row.handle,
        title=row.title,
        description_html=row.description_html,
        state=ProductState(row.state),
        tax_category=TaxCategory(row.tax_category),
        vendor=row.vendor,
        product_type=row.product_type,
        tags=tuple(row.tags),
        seo_title=row.seo_title,
        seo_description=row.seo_description,
        options=_axes(row, parts.variants),
        variants=tuple(_variant_info(variant, row) for variant in parts.variants),
        images=tuple(_picture(picture, row) for picture in parts.pictures),
        categories=tuple(info for info in tree if info.id in parts.shelves),
        price_from=Money(row.price_from_amount, row.currency),
        price_to=Money(row.price_to_amount, row.currency),
        compare_at=_maybe(struck_out, row.currency),
        published_at=row.published_at,
        updated_at=row.updated_at,
    )


def _axes(row: Product, variants: Sequence[Variant]) -> tuple[OptionInfo, ...]:
    return tuple(
        OptionInfo(name, tuple(dict.fromkeys(options_of(variant, row)[index] for variant in variants)))
        for index, name in enumerate(row.option_names)
    )


def _variant_info(variant: Variant, product: Product) -> VariantInfo:
    options = options_of(variant, product)
    return VariantInfo(
        id=variant.pk,
        title=SEPARATOR.join(options),
        options=options,
        sku=variant.sku,
        barcode=variant.barcode,
        price=Money(variant.price_amount, variant.currency),
        compare_at=_maybe(variant.compare_at_amount, variant.currency),
        cost=_maybe(variant.cost_amount, variant.currency),
        weight_grams=variant.weight_grams,
        requires_shipping=variant.requires_shipping,
        image_id=variant.image_id,
    )


def _variant_draft(variant: VariantInfo) -> VariantDraft:
    return VariantDraft(
        price=variant.price,
        options=variant.options,
        id=variant.id,
        sku=variant.sku,
        barcode=variant.barcode,
        compare_at=variant.compare_at,
        cost=variant.cost,
        weight_grams=variant.weight_grams,
        requires_shipping=variant.requires_shipping,
    )


def _picture(picture: ProductImage, product: Product) -> ProductImageInfo:
    stored = picture.image
    info = image_info(stored, alt=picture.alt or product.title) if stored else None
    return ProductImageInfo(
        picture.pk, picture.alt, info, picture.source_url, FetchState(picture.fetch_state)
    )


def _maybe(amount: int | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
