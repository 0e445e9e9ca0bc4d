"""Where a buyer finds an order."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings

from noren.orders.types import OrderView
from noren.shops.types import ShopInfo


def order_address(shop: ShopInfo, order: OrderView) -> str:
    """Return the absolute address that opens an order's page to its buyer, logged in or not."""
    return f"{settings.NOREN.base_url}/{shop.slug}/orders/{order.number}?key={quote(order.key)}"
