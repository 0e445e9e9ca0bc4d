"""What every page of a shop shows around its content: name, look, categories."""

from __future__ import annotations

from typing import Any

from noren.catalog.selectors import top_categories
from noren.surfaces.web.request import StorefrontRequest


def shop_frame(request: StorefrontRequest) -> dict[str, Any]:
    """Return the `shop` of web/storefront_base.html."""
    return {
        "name": request.shop.name,
        "base": request.base,
        "tagline": "",
        "layout": "standard",
        "theme_version": 0,
        "logo": None,
        "categories": [{"title": info.title, "handle": info.handle} for info in top_categories()],
        "notice": "",
    }
