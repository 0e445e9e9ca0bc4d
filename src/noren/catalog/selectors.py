"""Reading products and categories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet

from noren.catalog.cards import cards, first_images
from noren.catalog.keyset import ProductSort, newest_changed, page_of
from noren.catalog.models import Category, Product, ProductCategory, ProductImage, Variant
from noren.catalog.states import FetchState, ProductState
from noren.catalog.text import search_words
from noren.catalog.types import (
    CategoryInfo,
    ConsoleProduct,
    ConsoleProductPage,
    OptionInfo,
    ProductDetail,
    ProductImageInfo,
    ProductPage,
    SellableVariant,
    VariantInfo,
)
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory
from noren.platform.media.selectors import image_info
from noren.platform.media.types import ImageInfo

PAGE_LIMIT = 24
SEPARATOR = " / "


def sellable_variants(variant_ids: Iterable[UUID]) -> dict[UUID, SellableVariant]:
    """Return variants by id with what a cart shows; retired ones and those of hidden products are `published=False`."""
    wanted = set(variant_ids)
    rows = Variant.objects.filter(pk__in=wanted).select_related("product", "image__image")
    found = list(rows)
    faces = first_images({row.product_id for row in found if row.image is None})
    return {row.pk: _sellable(row, faces) for row in found}


def product_by_handle(handle: str) -> ProductDetail | None:
    """Return the published product at an address, or None."""
    row = Product.objects.filter(handle=handle, state=ProductState.PUBLISHED).first()
    return _detail(row) if row else None


def product_for_editing(product_id: UUID) -> ProductDetail | None:
    """Return a product in any state, or None."""
    row = Product.objects.filter(pk=product_id).first()
    return _detail(row) if row else None


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


def categories() -> list[CategoryInfo]:
    """Return all categories, each parent before its children, siblings in the shop's order."""
    children: dict[UUID | None, list[Category]] = defaultdict(list)
    for row in Category.objects.order_by("position", "id"):
        children[row.parent_id].append(row)
    return list(_walk(children, None, ()))


def category_by_handle(handle: str) -> CategoryInfo | None:
    """Return the category at an address, or None."""
    return next((info for info in categories() if info.handle == handle), None)


def console_products(
    *, state: ProductState | None = None, query: str = "", after: str = "", limit: int = 50
) -> ConsoleProductPage:
    """Return products for the seller's list, the last changed first. Archived ones only when asked for."""
    rows = (
        Product.objects.filter(state=state) if state else Product.objects.exclude(state=ProductState.ARCHIVED)
    )
    found, next_place = newest_changed(_matching(rows, query), after=after, limit=limit)
    faces = first_images({row.pk for row in found})
    variants: dict[UUID, list[UUID]] = defaultdict(list)
    for product_id, variant_id in (
        Variant.objects.filter(product__in=found, retired=False)
        .order_by("position")
        .values_list("product_id", "id")
    ):
        variants[product_id].append(variant_id)
    return ConsoleProductPage(
        tuple(_console_row(row, faces.get(row.pk), variants[row.pk]) for row in found), next_place
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


def _walk(
    children: Mapping[UUID | None, list[Category]], parent: UUID | None, above: tuple[str, ...]
) -> Iterable[CategoryInfo]:
    for row in children.get(parent, ()):
        path = (*above, row.title)
        yield CategoryInfo(row.pk, row.handle, row.title, row.description, row.parent_id, path)
        yield from _walk(children, row.pk, path)


def _sellable(row: Variant, faces: Mapping[UUID, ImageInfo]) -> SellableVariant:
    own = row.image.image if row.image else None
    product = row.product
    return SellableVariant(
        variant_id=row.pk,
        product_id=product.pk,
        handle=product.handle,
        product_title=product.title,
        variant_title=SEPARATOR.join(_options(row, product)),
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


def _options(row: Variant, product: Product) -> tuple[str, ...]:
    return (row.option1, row.option2, row.option3)[: len(product.option_names)]


def _detail(row: Product) -> ProductDetail:
    variants = list(Variant.objects.filter(product=row, retired=False).order_by("position", "id"))
    placed = set(ProductCategory.objects.filter(product=row).values_list("category_id", flat=True))
    pictures = ProductImage.objects.filter(product=row).select_related("image").order_by("position", "id")
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
        options=_axes(row, variants),
        variants=tuple(_variant_info(variant, row) for variant in variants),
        images=tuple(_picture(picture, row) for picture in pictures),
        categories=tuple(info for info in categories() if info.id in placed) if placed else (),
        price_from=Money(row.price_from_amount, row.currency),
        price_to=Money(row.price_to_amount, row.currency),
        compare_at=_maybe(row.compare_at_amount, row.currency),
        published_at=row.published_at,
        updated_at=row.updated_at,
    )


def _axes(row: Product, variants: list[Variant]) -> tuple[OptionInfo, ...]:
    return tuple(
        OptionInfo(name, tuple(dict.fromkeys(_options(variant, row)[index] for variant in variants)))
        for index, name in enumerate(row.option_names)
    )


def _variant_info(variant: Variant, product: Product) -> VariantInfo:
    options = _options(variant, product)
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


def _picture(picture: ProductImage, product: Product) -> ProductImageInfo:
    stored = picture.image
    info = image_info(stored, alt=picture.alt or product.title) if stored else None
    return ProductImageInfo(
        picture.pk, picture.alt, info, picture.source_url, FetchState(picture.fetch_state)
    )


def _console_row(row: Product, face: ImageInfo | None, variant_ids: list[UUID]) -> ConsoleProduct:
    return ConsoleProduct(
        id=row.pk,
        handle=row.handle,
        title=row.title,
        state=ProductState(row.state),
        price_from=Money(row.price_from_amount, row.currency),
        price_to=Money(row.price_to_amount, row.currency),
        image=face,
        variant_ids=tuple(variant_ids),
        updated_at=row.updated_at,
    )


def _maybe(amount: int | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
