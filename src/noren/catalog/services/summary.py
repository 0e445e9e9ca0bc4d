"""The copies on a product's row by which lists sort and search."""

from __future__ import annotations

from uuid import UUID

from noren.catalog.models import Product, ProductCategory, Variant
from noren.catalog.text import plain_text, search_copy
from noren.kernel.clock import now


def refresh_summary(product_id: UUID) -> None:
    """Write price range, struck-out price, search copy and time of change anew. Call inside the write that changed them."""
    product = Product.objects.get(pk=product_id)
    variants = list(
        Variant.objects.filter(product=product, retired=False).order_by("price_amount", "position")
    )
    cheapest = variants[0] if variants else None
    Product.objects.filter(pk=product_id).update(
        price_from_amount=cheapest.price_amount if cheapest else 0,
        price_to_amount=variants[-1].price_amount if variants else 0,
        compare_at_amount=_struck_out(cheapest),
        search_text=_search_text(product, variants),
        updated_at=now(),
    )


def _struck_out(cheapest: Variant | None) -> int | None:
    if cheapest is None or not cheapest.compare_at_amount:
        return None
    return cheapest.compare_at_amount if cheapest.compare_at_amount > cheapest.price_amount else None


def _search_text(product: Product, variants: list[Variant]) -> str:
    shelves = ProductCategory.objects.filter(product=product).values_list("category__title", flat=True)
    options = dict.fromkeys(
        value for row in variants for value in (row.option1, row.option2, row.option3) if value
    )
    return search_copy(
        [
            product.title,
            *product.tags,
            product.vendor,
            product.product_type,
            *shelves,
            *options,
            *(row.sku for row in variants),
            *(row.barcode for row in variants),
            plain_text(product.description_html),
        ]
    )
