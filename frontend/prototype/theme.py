"""Per-shop stylesheets as the shop serves them at /{shop}/theme.css: custom properties only."""

from __future__ import annotations

THEMES = {
    "koharu": ":root{--shop-primary:#1f3a5f}",
    "minami": ":root{--shop-primary:#7a3b2e;--shop-accent:#b8431f;--shop-paper:#fbf7f0;--shop-radius:2px}",
    "hakubo": ":root{--shop-primary:#2f4a3c;--shop-paper:#f7f8f5;--shop-radius:0px}",
}
