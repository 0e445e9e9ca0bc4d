"""A shop's theme as a style sheet: custom properties only, see frontend/src/styles/tokens.css."""

from __future__ import annotations

from noren.shops.colors import readable_on
from noren.shops.types import ThemeInfo


def stylesheet(theme: ThemeInfo) -> str:
    """Return the rules of /theme.css. All values are checked colors and numbers: nothing typed by a seller gets in."""
    properties = {
        "primary": theme.primary,
        "on-primary": readable_on(theme.primary),
        "accent": theme.accent,
        "on-accent": readable_on(theme.accent),
        "paper": theme.paper,
        "ink": theme.ink,
        "radius": f"{theme.radius}px",
    }
    return ":root{" + ";".join(f"--shop-{name}:{value.lower()}" for name, value in properties.items()) + "}\n"
