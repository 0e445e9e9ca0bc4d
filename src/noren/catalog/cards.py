"""Products as cards in lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from noren.catalog.models import Product, ProductCategory, ProductImage
from noren.catalog.types import ProductCard
from noren.kernel.money import Money
from noren.platform.media.selectors import image_info
from noren.platform.media.types import ImageInfo


def cards(rows: Sequence[Product]) -> tuple[ProductCard, ...]:
    """Return cards in the order of the rows: two further queries, however many there are."""
    ids = {row.pk for row in rows}
    faces = first_images(ids)
    shelves: dict[UUID, list[str]] = defaultdict(list)
    for product_id, handle in ProductCategory.objects.filter(product_id__in=ids).values_list(
        "product_id", "category__handle"
    ):
        shelves[product_id].append(handle)
    return tuple(_card(row, faces.get(row.pk), shelves[row.pk]) for row in rows)


def first_images(product_ids: Collection[UUID]) -> dict[UUID, ImageInfo]:
    """Return the first picture of each product that has one."""
    if not product_ids:
        return {}
    rows = (
        ProductImage.objects.filter(product_id__in=product_ids, image__isnull=False)
        .select_related("image", "product")
        .order_by("product_id", "position", "id")
    )
    faces: dict[UUID, ImageInfo] = {}
    for row in rows:
        if row.image is not None and row.product_id not in faces:
            faces[row.product_id] = image_info(row.image, alt=row.alt or row.product.title)
    return faces


def _card(row: Product, face: ImageInfo | None, shelves: list[str]) -> ProductCard:
    struck_out = row.compare_at_amount
    return ProductCard(
        id=row.pk,
        handle=row.handle,
        title=row.title,
        price_from=Money(row.price_from_amount, row.currency),
        price_to=Money(row.price_to_amount, row.currency),
        compare_at=None if struck_out is None else Money(struck_out, row.currency),
        image=face,
        category_handles=tuple(shelves),
    )
