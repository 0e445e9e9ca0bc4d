"""The page of one product."""

from __future__ import annotations

from typing import Any

from noren.catalog.selectors import products_page
from noren.catalog.text import plain_text
from noren.catalog.types import ProductDetail, VariantInfo
from noren.inventory.selectors import bands
from noren.inventory.types import StockBand
from noren.kernel.tax import TaxCategory
from noren.shops.selectors import legal_notice, profile
from noren.surfaces.storefront.catalog.delivery import (
    DEFAULT_PREFECTURE,
    delivery_list,
    opening_line,
    prefectures,
)
from noren.surfaces.storefront.catalog.tiles import BANDS, tiles
from noren.surfaces.storefront.pictures import picture
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest

RELATED = 4
MOST_AT_ONCE = 99
SUMMARY_LENGTH = 120
_ORDER = ("in", "few", "out")


def product_context(request: StorefrontRequest, detail: ProductDetail) -> dict[str, Any]:
    """Return what storefront/product.html shows; the same for every buyer."""
    found = bands(variant.id for variant in detail.variants)
    prefecture = profile().prefecture or DEFAULT_PREFECTURE
    return {
        "trail": _trail(request, detail),
        "product": _product(request, detail, found),
        "summary": detail.seo_description or plain_text(detail.description_html)[:SUMMARY_LENGTH],
        "prefectures": prefectures(),
        "shipping": opening_line(detail.price_from, prefecture),
        "delivery": delivery_list(),
        "returns": legal_notice().return_policy,
        "related": tiles(request, _related(detail)),
    }


def _product(
    request: StorefrontRequest, detail: ProductDetail, found: dict[Any, StockBand]
) -> dict[str, Any]:
    places = {place.id: index for index, place in enumerate(_shown(detail))}
    variants = [_variant(variant, found[variant.id], places) for variant in detail.variants]
    return {
        "title": detail.title,
        "handle": detail.handle,
        "url": address(request, "product", handle=detail.handle),
        "images": [picture(place.image) for place in _shown(detail)],
        "price": detail.price_from,
        "before": detail.compare_at,
        "up_to": detail.price_to if detail.price_to != detail.price_from else None,
        "stock": min((variant["stock"] for variant in variants), key=_ORDER.index, default="out"),
        "description": detail.description_html,
        "maximum": MOST_AT_ONCE,
        "axes": [{"name": option.name, "values": list(option.values)} for option in detail.options],
        "variants": variants,
        "reduced_tax": detail.tax_category is TaxCategory.REDUCED,
        "brand": detail.vendor,
    }


def _shown(detail: ProductDetail) -> list[Any]:
    return [place for place in detail.images if place.image is not None]


def _variant(variant: VariantInfo, band: StockBand, places: dict[Any, int]) -> dict[str, Any]:
    higher = variant.compare_at is not None and variant.compare_at > variant.price
    return {
        "id": str(variant.id),
        "values": list(variant.options),
        "price": variant.price,
        "before": variant.compare_at if higher else None,
        "stock": BANDS[band],
        "picture": places.get(variant.image_id),
    }


def _trail(request: StorefrontRequest, detail: ProductDetail) -> list[tuple[str, str]]:
    shelf = [
        (info.title, address(request, "collection", handle=info.handle)) for info in detail.categories[:1]
    ]
    return [(request.shop.name, address(request, "home")), *shelf, (detail.title, "")]


def _related(detail: ProductDetail) -> list[Any]:
    if not detail.categories:
        return []
    cards = products_page(category=detail.categories[0].id, limit=RELATED + 1).cards
    return [card for card in cards if card.id != detail.id][:RELATED]
