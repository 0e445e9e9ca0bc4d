"""The shop's look. Whatever is chosen, text stays readable (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from noren.kernel.actors import Actor
from noren.kernel.errors import InvalidInput, Problem
from noren.platform.media.selectors import images
from noren.platform.transactions.write import write
from noren.shops.colors import (
    FAINT_INK,
    clean_color,
    darkened_until_readable,
    is_color,
    lightened_until_readable,
    luminance,
)
from noren.shops.models import Theme
from noren.shops.selectors import theme as stored_theme
from noren.shops.services.content import raise_content_version
from noren.shops.types import SavedTheme, ThemeInfo

COLORS = ("primary", "accent", "paper", "ink")
RADII = (0, 6, 14)
# Below this a background is no paper: small print could only be kept readable by changing the color altogether.
_DARKEST_PAPER = 0.6


def save_theme(theme: ThemeInfo, *, actor: Actor) -> SavedTheme:
    """Store the look of the shop in scope.

    Colors that could not be read on the background are darkened (a background: lightened) just as far as needed, and named
    in the result. Raises InvalidInput naming each wrong field.
    """
    problems = list(_problems(theme))
    if problems:
        raise InvalidInput(*problems)
    wanted = _with_colors(theme, clean_color)
    saved = _readable(wanted)
    with write(actor) as change:
        row = Theme.objects.select_for_update().get()
        old = _columns(stored_theme())
        new = _columns(saved)
        for name, value in new.items():
            setattr(row, name, value)
        row.save()
        changed = [name for name in new if new[name] != old[name]]
        change.audit(
            "shop.theme_saved",
            row,
            old={name: old[name] for name in changed},
            new={name: new[name] for name in changed},
        )
        raise_content_version()
    corrected = tuple(name for name in COLORS if getattr(saved, name) != getattr(wanted, name))
    return SavedTheme(saved, corrected)


def _readable(theme: ThemeInfo) -> ThemeInfo:
    paper = lightened_until_readable(theme.paper, under=FAINT_INK)
    readable = _with_colors(theme, lambda color: darkened_until_readable(color, on=paper))
    return replace(readable, paper=paper)


def _with_colors(theme: ThemeInfo, turn: Callable[[str], str]) -> ThemeInfo:
    return replace(
        theme,
        primary=turn(theme.primary),
        accent=turn(theme.accent),
        paper=turn(theme.paper),
        ink=turn(theme.ink),
    )


def _columns(theme: ThemeInfo) -> dict[str, object]:
    colors: dict[str, object] = {f"{name}_color": getattr(theme, name) for name in COLORS}
    return colors | {
        "layout": theme.layout.value,
        "radius": theme.radius,
        "logo_id": theme.logo_id,
        "hero_image_id": theme.hero_image_id,
    }


def _problems(theme: ThemeInfo) -> Iterator[Problem]:
    for name in COLORS:
        if not is_color(getattr(theme, name)):
            yield Problem("color_invalid", "色は #1F3A5F の形で指定してください。", name)
    if is_color(theme.paper) and luminance(clean_color(theme.paper)) < _DARKEST_PAPER:
        yield Problem(
            "paper_too_dark",
            "背景には明るい色を選んでください。暗い背景では、小さな文字が読みにくくなります。",
            "paper",
        )
    if theme.radius not in RADII:
        yield Problem("radius_unknown", "角の丸みを選んでください。", "radius")
    chosen = {"logo": theme.logo_id, "hero": theme.hero_image_id}
    known = images([image_id for image_id in chosen.values() if image_id])
    for name, image_id in chosen.items():
        if image_id is not None and image_id not in known:
            yield Problem("image_unknown", "この画像は見つかりません。もう一度お選びください。", name)
