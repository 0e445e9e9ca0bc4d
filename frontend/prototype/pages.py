"""Which pages the gallery shows: name → (template, context)."""

from __future__ import annotations

from typing import Final

import sample

COMMON: Final[dict[str, object]] = {"languages": sample.LANGUAGES, "messages": [], "csrf_input": "", "shop": sample.SHOP, "appearance": "light"}
HERO = {"src": "/pictures/hero.jpg", "alt": "窓辺に並んだうつわ", "width": 1680, "height": 1120}
PAGES: Final[dict[str, tuple[str, dict[str, object]]]] = {
    "home": ("storefront/home.html", {"hero": {"image": HERO, "title": "朝のお茶を、\nていねいに。", "text": "霜月の京都から、手になじむうつわと、香ばしいほうじ茶をお届けします。ひとつずつ人の手で仕上げているため、表情が少しずつ異なります。", "action": "冬のうつわを見る", "url": "/koharu/collections/fuyu"}, "new": sample.PRODUCTS[:4], "picked": sample.PRODUCTS[4:12], "picked_title": "店主のおすすめ"}),
}
