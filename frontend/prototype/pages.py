"""Which pages the gallery shows: name → (template, context)."""

from __future__ import annotations

from typing import Final

import console_pages
import sample
import storefront_pages

COMMON: Final[dict[str, object]] = {
    "languages": sample.LANGUAGES,
    "messages": [],
    "csrf_input": "",
    "shop": sample.SHOP,
    "appearance": "light",
}
PAGES: Final = storefront_pages.PAGES | console_pages.PAGES
