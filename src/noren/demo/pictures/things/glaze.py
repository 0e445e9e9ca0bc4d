"""How fired clay looks: glaze over body, thin at the rim, pooled in the hollow, freckled with iron."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from noren.demo.pictures.engine.colour import Floats, Linear, blend, fill, linear, smooth
from noren.demo.pictures.engine.lathe import Surface
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import dots, sample, tile
from noren.demo.pictures.engine.patterns import pattern

Decoration = Callable[[Surface], Floats]


GLOSSY = Finish(shine=0.7, blur=0.14)


@dataclass(frozen=True, slots=True)
class Glaze:
    """Colours as #rrggbb; `foot` is how high the bare clay shows, in pixels; `specks` per 1,000 pixels."""

    base: str
    pool: str
    rim: str
    clay: str = "#B08A6A"
    foot: float = 20.0
    specks: float = 0.0
    speck_colour: str = "#5A4030"
    speck_size: float = 2.2
    clouds: float = 0.5
    rim_width: float = 9.0
    hollow: str | None = None
    finish: Finish = GLOSSY

    def with_hollow(self, colour: str) -> "Glaze":
        """The same glaze with another colour inside."""
        return replace(self, hollow=colour)


KOHIKI = Glaze(
    "#EFE8DC", "#E6DCCB", "#B9936E", "#A9795A", 24, 0.30, "#6B4A36", 2.0, 0.35, 6, None, Finish(0.42, 0.26)
)
AME = Glaze(
    "#7A4A2A", "#43240F", "#A67C4C", "#8C6A50", 26, 0.10, "#3A1D0C", 2.4, 1.0, 12, None, Finish(0.95, 0.10)
)
SEIJI = Glaze(
    "#B6C1B8", "#92A8A0", "#DADFD8", "#C9B8A2", 18, 0.0, "#5A4030", 2, 0.35, 10, None, Finish(0.95, 0.08)
)
WHITE = Glaze(
    "#F2F0EA", "#E9E8E3", "#F4F2ED", "#E2DBD0", 9, 0.0, "#5A4030", 2, 0.12, 4, None, Finish(0.85, 0.08)
)
GREY = Glaze(
    "#B9B5AA", "#A5A398", "#8D7F6C", "#9B7E66", 20, 0.55, "#4C4238", 2.0, 0.55, 7, None, Finish(0.45, 0.24)
)
SAKURA = Glaze(
    "#E8D3CC", "#DFC2BB", "#DDB59F", "#B48A73", 16, 0.14, "#9A6A58", 1.8, 0.45, 7, None, Finish(0.55, 0.2)
)
ASH = Glaze(
    "#B3AE8E", "#869275", "#8F7350", "#8F6C50", 34, 0.35, "#55432D", 2.4, 1.1, 10, None, Finish(0.62, 0.18)
)
BLACK = Glaze(
    "#2E2C2B", "#232222", "#6B4A36", "#6B503F", 20, 0.12, "#4A443E", 2.2, 0.5, 7, None, Finish(0.30, 0.34)
)
INDIGO = Glaze(
    "#34465A", "#222F40", "#7C6A58", "#9B7A60", 24, 0.22, "#18283C", 2.2, 0.8, 8, None, Finish(0.8, 0.13)
)
HAGI = Glaze(
    "#EBD9C9", "#E3C4B1", "#E9DDD0", "#B98466", 30, 0.08, "#A8765C", 2.4, 1.0, 8, None, Finish(0.40, 0.28)
)
BARE_BLACK = Glaze(
    "#3A3634", "#302D2B", "#4A4541", "#3A3634", 0, 0.25, "#221F1E", 1.8, 0.6, 5, None, Finish(0.22, 0.42)
)
BARE_RED = Glaze(
    "#9A5034", "#87432B", "#A9603F", "#9A5034", 0, 0.25, "#6B3320", 1.8, 0.6, 5, None, Finish(0.24, 0.40)
)
BISQUE = Glaze(
    "#D9C6AE", "#CBB59B", "#CDB79C", "#D9C6AE", 0, 0.55, "#8E6E50", 1.9, 0.7, 5, None, Finish(0.05, 0.5)
)
CHALK = Glaze(
    "#F1EDE5", "#E8E2D7", "#EFEAE1", "#DCCFBD", 0, 0.10, "#A58B70", 1.6, 0.3, 4, None, Finish(0.12, 0.42)
)
STONE_GREY = Glaze(
    "#A9A69F", "#97948D", "#A9A69F", "#A9A69F", 0, 0.5, "#6B6862", 1.8, 0.7, 4, None, Finish(0.08, 0.45)
)


def _skin(surface: Surface) -> tuple[Floats, Floats]:
    """Positions on the surface in pixels: unrolled outside, as seen from above in the hollow."""
    outside = 1 - surface.inside
    length = np.float32((surface.widest + surface.top) * 1.6)
    down = outside * surface.along * length + surface.inside * (surface.front + 5000)
    around = outside * surface.turn * np.float32(surface.widest) + surface.inside * (surface.side + 5000)
    return down.astype(np.float32), around.astype(np.float32)


def _glaze_line(surface: Surface, glaze: Glaze, seed: int) -> Floats:
    """1 on bare clay near the foot; the glaze ends in an uneven line."""
    if glaze.foot <= 0:
        return np.zeros(surface.box.shape, np.float32)
    around = surface.turn * np.float32(surface.widest * 0.6)
    wave = sample(tile(160, 2, seed), np.zeros_like(around), around) * np.float32(glaze.foot * 0.13)
    clay = smooth(glaze.foot + 2.0, glaze.foot - 2.0, surface.height + wave)
    return clay * (1 - surface.inside)


def _pooled(surface: Surface) -> Floats:
    """Where melted glaze gathers: in the hollow's depth, and towards the foot outside."""
    depth = np.clip(1 - surface.height / np.float32(max(surface.top, 1)), 0, 1)
    inside = np.power(depth, np.float32(1.3))
    outside = smooth(0.45, 1.0, depth) * np.float32(0.55)
    return np.where(surface.inside > 0, inside, outside).astype(np.float32)


def glazed(surface: Surface, glaze: Glaze, *, seed: int = 1, decoration: Decoration | None = None) -> Floats:
    """Albedo of a glazed thing; `decoration` says how much cobalt blue lies at each point."""
    down, around = _skin(surface)
    mottle = sample(tile(190, 4, seed), down, around)
    pool = np.clip(_pooled(surface) + mottle * np.float32(0.16 * glaze.clouds), 0, 1)
    result = blend(fill(surface.box.shape, linear(glaze.base)), linear(glaze.pool), pool)
    result *= (1 + mottle * np.float32(0.045 * glaze.clouds))[..., None]
    if glaze.hollow is not None:
        result = blend(result, linear(glaze.hollow), surface.inside)
    if glaze.specks:
        freckles = sample(dots(glaze.specks, glaze.speck_size, seed % 3), down, around)
        result = blend(result, linear(glaze.speck_colour), freckles * np.float32(0.75))
    if decoration is not None:
        result = blend(result, linear("#24406F"), decoration(surface))
    from_rim = np.abs(surface.along - np.float32(surface.rim_along)) * np.float32(
        (surface.widest + surface.top) * 1.6
    )
    worn = sample(tile(90, 2, seed + 1), down, around)
    rim = smooth(
        glaze.rim_width * 1.4, glaze.rim_width * 0.3, from_rim + worn * np.float32(glaze.rim_width * 0.25)
    )
    result = blend(result, linear(glaze.rim), rim * np.float32(0.85))
    return blend(result, _clay(surface, glaze, mottle), _glaze_line(surface, glaze, seed))


def _clay(surface: Surface, glaze: Glaze, mottle: Floats) -> Floats:
    clay: Linear = linear(glaze.clay)
    return fill(surface.box.shape, clay) * (1 + mottle * np.float32(0.06))[..., None]


def brushed_pattern(name: str, *, cell: int, low: float, high: float, hollow: bool = False) -> Decoration:
    """A pattern painted around a thing between two shares of its height (or in its hollow), with a hand's unevenness."""

    def paint(surface: Surface) -> Floats:
        share = surface.height / np.float32(max(surface.top, 1))
        field = pattern(name, cell)
        if hollow:
            reach = surface.radius / np.float32(surface.rim_radius)
            band = (
                smooth(high + 0.012, high - 0.012, reach)
                * smooth(low - 0.012, low + 0.012, reach)
                * surface.inside
            )
            cover = sample(field, surface.front + 4000, surface.side + 4000 + cell // 2)
        else:
            band = (
                smooth(low - 0.01, low + 0.01, share)
                * smooth(high + 0.01, high - 0.01, share)
                * (1 - surface.inside)
            )
            motifs = max(1, round(2 * np.pi * surface.widest / field.shape[1]))
            turn = surface.turn * np.float32(motifs * field.shape[1] / (2 * np.pi))
            cover = sample(field, surface.height + 4000, turn + 4000)
        down, around = _skin(surface)
        ink = np.clip(0.86 + sample(tile(60, 3, 9), down, around) * 0.06, 0.6, 1)
        result: Floats = cover * band * ink
        return result

    return paint


def painted_lines(*shares: float, width: float = 4.0) -> Decoration:
    """Rings of cobalt at shares of the radius in the hollow, drawn with a loaded brush on the wheel."""

    def paint(surface: Surface) -> Floats:
        reach = surface.radius / np.float32(surface.rim_radius)
        total = np.zeros(surface.box.shape, np.float32)
        for share in shares:
            away = np.abs(reach - np.float32(share)) * np.float32(surface.rim_radius)
            total = np.maximum(total, smooth(width, width * 0.35, away))
        down, around = _skin(surface)
        ink = np.clip(0.8 + sample(tile(120, 2, 5), down, around) * 0.15, 0.3, 1)
        result: Floats = total * surface.inside * ink
        return result

    return paint


def together(*parts: Decoration) -> Decoration:
    """Several decorations over one another."""

    def paint(surface: Surface) -> Floats:
        covers = [part(surface) for part in parts]
        result: Floats = np.maximum.reduce(covers)
        return result

    return paint
