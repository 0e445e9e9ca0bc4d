"""Colors people can read: contrast by WCAG 2.2 §1.4.3 (AA: 4.5 to 1 for text). Pure."""

from __future__ import annotations

import re
from typing import Final

AA: Final = 4.5
_HEX: Final = re.compile(r"^#[0-9A-F]{6}$")
# The grey of small print, which lies on the shop's paper.
FAINT_INK: Final = "#6D7177"
_STEPS: Final = 100


def clean_color(text: str) -> str:
    """Return a color as it is stored: `#RRGGBB` in upper case."""
    return text.strip().upper()


def is_color(text: str) -> bool:
    """Tell whether `text` is a color that `clean_color` makes right."""
    return _HEX.match(clean_color(text)) is not None


def luminance(color: str) -> float:
    """Return the relative luminance of #RRGGBB, 0 to 1."""
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21."""
    dark, bright = sorted((luminance(first), luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


def readable_on(color: str) -> str:
    """Return what text on `color` is written in: white, ink or black, the first that is readable. One always is."""
    return next(ink for ink in ("#FFFFFF", "#1B1F24", "#000000") if contrast(ink, color) >= AA)


def darkened_until_readable(color: str, *, on: str) -> str:
    """Return `color`, or the brightest darker shade of it that is readable on a light background."""
    return _toward(color, "#000000", against=on)


def lightened_until_readable(paper: str, *, under: str) -> str:
    """Return `paper`, or the darkest lighter shade of it on which `under` is readable."""
    return _toward(paper, "#FFFFFF", against=under)


def _toward(color: str, end: str, *, against: str) -> str:
    for step in range(_STEPS + 1):
        mixed = _mix(color, end, step / _STEPS)
        if contrast(mixed, against) >= AA:
            return mixed
    return end


def _mix(color: str, end: str, share: float) -> str:
    parts = (
        round(int(color[start : start + 2], 16) * (1 - share) + int(end[start : start + 2], 16) * share)
        for start in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
