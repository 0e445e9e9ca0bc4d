"""Things that lie on the table and are seen from straight above, turned by any angle."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from noren.demo.pictures.engine.canvas import Box
from noren.demo.pictures.engine.colour import Floats, smooth
from noren.demo.pictures.engine.lathe import Point
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import layered
from noren.demo.pictures.engine.relief import Sheet, lay_sheet, sheet_shadow
from noren.demo.pictures.engine.stage import Stage

# Both take local coordinates in pixels, measured from the thing's middle: along its own x and y.
Shape = Callable[[Floats, Floats], tuple[Floats, Floats]]
Paint = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a lying thing on the canvas, and how far it is turned, in degrees clockwise."""

    x: float
    y: float
    turn: float = 0.0

    def beside(self, across: float, down: float, turn: float = 0.0) -> "Spot":
        """Another spot, moved in canvas directions and turned further."""
        return Spot(self.x + across, self.y + down, self.turn + turn)

    def point(self, u: float, v: float) -> Point:
        """Where a local point lies on the canvas."""
        angle = radians(self.turn)
        return self.x + u * cos(angle) - v * sin(angle), self.y + u * sin(angle) + v * cos(angle)


def local(spot: Spot, reach: tuple[float, float]) -> tuple[Box, Floats, Floats]:
    """A box around a turned thing of half width and half height `reach`, with local coordinates for its pixels."""
    angle = radians(spot.turn)
    wide = abs(reach[0] * cos(angle)) + abs(reach[1] * sin(angle)) + 6
    high = abs(reach[0] * sin(angle)) + abs(reach[1] * cos(angle)) + 6
    box = Box(int(spot.x - wide), int(spot.y - high), int(spot.x + wide) + 1, int(spot.y + high) + 1)
    down, across = box.grid()
    x, y = across - np.float32(spot.x), down - np.float32(spot.y)
    u = x * np.float32(cos(angle)) + y * np.float32(sin(angle))
    v = y * np.float32(cos(angle)) - x * np.float32(sin(angle))
    return box, u.astype(np.float32), v.astype(np.float32)


def put_flat(
    stage: Stage,
    spot: Spot,
    reach: tuple[float, float],
    shape: Shape,
    paint: Paint,
    *,
    finish: Finish,
    thickness: float,
    strength: float = 0.5,
) -> None:
    """Lays a thing on the table; `thickness` sets its shadow."""
    box, u, v = local(spot, reach)
    cover, height = shape(u, v)
    sheet = Sheet(box, cover.astype(np.float32), height.astype(np.float32))
    sheet_shadow(stage.canvas, sheet, thickness=thickness, strength=strength)
    lay_sheet(stage.canvas, sheet, paint(u, v), finish)


def slab(
    half: tuple[float, float], *, edge: float = 6.0, corner: float = 3.0, wave: float = 0.0, seed: int = 1
) -> Shape:
    """A rectangle with rounded edges (`edge` pixels) and corners; `wave` lets soft cloth or paper rise and fall."""

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        away_u, away_v = np.abs(u) - np.float32(half[0] - corner), np.abs(v) - np.float32(half[1] - corner)
        outside = np.hypot(np.maximum(away_u, 0), np.maximum(away_v, 0))
        distance = outside + np.minimum(np.maximum(away_u, away_v), 0) - np.float32(corner)
        cover = np.clip(0.5 - distance, 0, 1)
        lift = np.sqrt(
            np.clip(1 - np.square(np.clip(1 + distance / np.float32(edge), 0, 1)), 0, 1)
        ) * np.float32(edge)
        if wave:
            lift = lift + layered(u.shape, 260, 3, "wave", seed) * np.float32(wave)
        return cover.astype(np.float32), lift.astype(np.float32)

    return shape


def disc(radius: float, *, dome: float = 0.3, edge: float = 1.0) -> Shape:
    """A round cake: `dome` is its height in radii, falling off over the outer `edge` share."""

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        away = np.hypot(u, v) / np.float32(radius)
        cover = np.clip((1 - away) * np.float32(radius) + 0.5, 0, 1)
        inner = np.clip((away - (1 - edge)) / edge, 0, 1)
        return cover, np.sqrt(1 - inner * inner) * np.float32(radius * dome)

    return shape


def flower(
    radius: float, petals: int, *, notch: float = 0.16, dome: float = 0.35, centre: float = 0.22
) -> Shape:
    """A flower in relief, with grooves between its petals and a sunken middle."""

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        away, turn = np.hypot(u, v) / np.float32(radius), np.arctan2(u, -v)
        lobe = np.abs(np.cos(turn * np.float32(petals / 2)))
        reach = 1 - np.float32(notch) * np.power(1 - lobe, np.float32(1.5))
        cover = np.clip((reach - away) * np.float32(radius) + 0.5, 0, 1)
        dish = np.sqrt(np.clip(1 - np.square(np.clip(away / reach, 0, 1)), 0, 1))
        groove = smooth(0.16, 0.0, 1 - np.power(1 - lobe, np.float32(2.2))) * smooth(0.15, 0.5, away)
        heart = np.exp(-np.square(away / np.float32(centre)))
        height = (
            (dish - 0.35 * groove - 0.28 * heart + 0.12 * np.exp(-np.square((away - centre) / 0.08)))
            * radius
            * dome
        )
        return cover.astype(np.float32), height.astype(np.float32)

    return shape
