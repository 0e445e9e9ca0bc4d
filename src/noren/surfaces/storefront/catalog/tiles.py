"""Products in the shape the storefront's templates take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from noren.catalog.types import ProductCard
from noren.inventory.selectors import product_bands
from noren.inventory.types import StockBand
from noren.surfaces.storefront.pictures import picture
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import StorefrontRequest

BANDS = {
    StockBand.IN_STOCK: "in",
    StockBand.ALWAYS: "in",
    StockBand.FEW: "few",
    StockBand.SOLD_OUT: "out",
}


def tiles(request: StorefrontRequest, cards: Iterable[ProductCard]) -> list[dict[str, Any]]:
    """Return cards for `parts/tile.html`, with what there is of each."""
    listed = list(cards)
    bands = product_bands(card.id for card in listed)
    return [
        {
            "title": card.title,
            "url": address(request, "product", handle=card.handle),
            "image": picture(card.image),
            "price": card.price_from,
            "before": card.compare_at,
            "up_to": card.price_to if card.price_to != card.price_from else None,
            "stock": BANDS[bands.get(card.id, StockBand.SOLD_OUT)],
        }
        for card in listed
    ]
