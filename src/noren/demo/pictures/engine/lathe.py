"""Things turned on a wheel: bowls, cups, pots, tins, candles, trays.

A profile is drawn ring by ring from the foot up (upper rings hide lower ones, because the camera looks down), then from
the rim down into the hollow. The ring found at a pixel is refined between its neighbours, so the surface is smooth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from noren.demo.pictures.engine.canvas import Box
from noren.demo.pictures.engine.colour import Floats, smooth
from noren.demo.pictures.engine.light import KEY, Camera, Normals, Surroundings

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of a thing's foot stands on the canvas, in pixels."""

    x: float
    y: float


class Outline(Protocol):
    """How a thing departs from the circle: a factor on the radius by angle and by share of the height."""

    def factor(self, angle: Floats, share: Floats) -> Floats:
        """1 leaves the radius as it is."""


@dataclass(frozen=True, slots=True)
class Petals:
    """A wavy outline: so many lobes, so deep (a share of the radius); `sharp` ones meet in notches.

    `grow` is how late they appear: 0 at every height, larger only towards the top.
    """

    count: int
    depth: float
    sharp: bool = False
    grow: float = 0.0

    def factor(self, angle: Floats, share: Floats) -> Floats:
        """Lobes around the whole thing."""
        ripple = np.cos(angle * np.float32(self.count))
        if self.sharp:
            ripple = 2 * np.power(np.abs(np.sin(angle * np.float32(self.count / 2))), np.float32(0.7)) - 1
        strength = np.float32(self.depth) * np.power(np.clip(share, 0, 1), np.float32(self.grow))
        result: Floats = (1 + strength * ripple).astype(np.float32)
        return result


@dataclass(frozen=True, slots=True)
class Lip:
    """One pouring lip at `angle` (radians, 0 towards the viewer, positive to the right)."""

    angle: float
    width: float = 0.24
    depth: float = 0.24

    def factor(self, angle: Floats, share: Floats) -> Floats:
        """A single bulge that grows towards the rim."""
        away = np.angle(np.exp(1j * (angle - self.angle))).astype(np.float32) / np.float32(self.width)
        bulge = np.exp(-away * away) * np.power(np.clip(share, 0, 1), np.float32(3))
        result: Floats = (1 + np.float32(self.depth) * bulge).astype(np.float32)
        return result


@dataclass(frozen=True, slots=True)
class Surface:
    """What is seen of a turned thing, pixel by pixel inside `box`.

    `along` is the position on the profile (0 foot, 1 end), `height` and `radius` are pixels, `round` is the angle about
    the axis (0 towards the viewer). `inside` is true beyond the rim.
    """

    box: Box
    cover: Floats
    normals: Normals
    depth: Floats
    along: Floats
    height: Floats
    radius: Floats
    side: Floats
    front: Floats
    inside: Floats
    top: float
    widest: float
    rim_radius: float
    rim_along: float

    @property
    def turn(self) -> Floats:
        """Angle about the axis in radians, -π to π."""
        result: Floats = np.arctan2(self.side, self.front)
        return result


@dataclass(frozen=True, slots=True)
class _Rings:
    radius: Floats
    height: Floats
    out: Floats
    up: Floats
    rim: int
    top: float


_ANGLES = np.linspace(0, 2 * np.pi, 361, dtype=np.float32)


def curve(points: Sequence[Point], count: int = 220) -> Floats:
    """At most 254 points of a smooth line through (radius, height) points, `count` × 2, evenly spaced; doubled points make corners."""
    assert count <= 254
    pieces = [np.asarray(piece, np.float64) for piece in _pieces(points)]
    line = np.concatenate([_catmull(piece) for piece in pieces])
    steps = np.hypot(*np.diff(line, axis=0).T)
    walked = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = np.linspace(0, walked[-1], count)
    columns = [np.interp(wanted, walked, line[:, axis]) for axis in range(2)]
    return np.stack(columns, axis=1).astype(np.float32)


def _pieces(points: Sequence[Point]) -> list[list[Point]]:
    pieces: list[list[Point]] = [[points[0]]]
    for before, point in pairwise(points):
        if before == point:
            pieces.append([point])
        else:
            pieces[-1].append(point)
    return [piece for piece in pieces if len(piece) > 1]


def _catmull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centripetal enough for profiles: a Catmull–Rom line with 24 steps a span."""
    if len(points) == 2:
        return np.linspace(points[0], points[1], 25)
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    step = np.linspace(0, 1, 25)[:, None]
    spans = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        linear = (end - before) * 0.5
        spans.append(
            start
            + linear * step
            + (before - 2.5 * start + 2 * end - 0.5 * after) * step**2
            + (1.5 * (start - end) + 0.5 * (after - before)) * step**3
        )
    return np.concatenate(spans)


def _rings(profile: Floats) -> _Rings:
    radius = np.maximum(profile[:, 0], 0.3)
    height = profile[:, 1]
    slope_r = np.gradient(radius)
    slope_h = np.gradient(height)
    length = np.hypot(slope_r, slope_h) + 1e-6
    return _Rings(
        radius.astype(np.float32),
        height.astype(np.float32),
        (slope_h / length).astype(np.float32),
        (-slope_r / length).astype(np.float32),
        int(np.argmax(height)),
        max(float(height.max()), 1.0),
    )


@dataclass(frozen=True, slots=True)
class _View:
    place: Place
    camera: Camera
    stretch: float
    outline: Outline | None
    box: Box

    def ring(
        self, radius: float, height: float, top: float
    ) -> list[Point] | tuple[float, float, float, float]:
        """A ring on the canvas, relative to the box: an ellipse's corners, or a polygon if it is not round."""
        x = self.place.x - self.box.left
        y = self.place.y - height * self.camera.cosine - self.box.top
        wide, deep = radius * self.stretch, max(radius * self.camera.sine, 0.5)
        if self.outline is None:
            return (x - wide, y - deep, x + wide, y + deep)
        factor = self.outline.factor(_ANGLES, np.full_like(_ANGLES, height / top))
        columns, rows = x + wide * factor * np.sin(_ANGLES), y + deep * factor * np.cos(_ANGLES)
        return list(zip(columns.tolist(), rows.tolist(), strict=True))


def _ring_numbers(rings: _Rings, view: _View) -> Floats:
    """The index of the ring seen at each pixel, -1 outside."""
    outer = _drawn(range(rings.rim + 1), rings, view)
    if rings.rim >= len(rings.radius) - 2:
        return outer
    inner = _drawn(range(rings.rim, len(rings.radius)), rings, view)
    lip = _drawn([rings.rim], rings, view) >= 0
    return np.where(lip & (inner > rings.rim), inner, outer)


def _drawn(order: Sequence[int], rings: _Rings, view: _View) -> Floats:
    # One byte a pixel is four times faster to draw than four; 0 is outside, so ring 0 is written as 1.
    image = Image.new("L", (view.box.shape[1], view.box.shape[0]), 0)
    draw = ImageDraw.Draw(image)
    for index in order:
        ring = view.ring(float(rings.radius[index]), float(rings.height[index]), rings.top)
        if isinstance(ring, list):
            draw.polygon(ring, fill=index + 1)
        else:
            draw.ellipse(ring, fill=index + 1)
    return np.asarray(image, np.float32) - 1


def _distance(rings: _Rings, view: _View, which: NDArray[np.int32]) -> tuple[Floats, Floats, Floats]:
    """Squared distance from the axis in ring radii, and the position on the ring's level, for ring `which`."""
    down, across = view.box.grid()
    side = (across - np.float32(view.place.x)) / np.float32(view.stretch) + np.zeros_like(down)
    level = rings.height[which] * np.float32(view.camera.cosine)
    front = (down - np.float32(view.place.y) + level) / np.float32(max(view.camera.sine, 1e-3))
    squared = side * side + front * front
    radius = rings.radius[which]
    if view.outline is not None:
        share = rings.height[which] / np.float32(rings.top)
        radius = radius * view.outline.factor(np.arctan2(side, front), share)
    return squared / (radius * radius), side, front


def turned(
    profile: Floats, place: Place, camera: Camera, *, stretch: float = 1.0, outline: Outline | None = None
) -> Surface:
    """Looks at a turned thing whose `profile` (radius, height) runs from the foot over the rim to the hollow's middle.

    `stretch` widens it across; heights must rise up to the rim and fall after it.
    """
    rings = _rings(profile)
    view = _View(place, camera, stretch, outline, _box(rings, place, camera, stretch, outline))
    number = _ring_numbers(rings, view)
    cover = (number >= 0).astype(np.float32)
    lower = np.clip(number, 0, len(rings.radius) - 2).astype(np.int32)
    upper = lower + 1
    near, side, front = _distance(rings, view, lower)
    far, side_far, front_far = _distance(rings, view, upper)
    share = np.clip((1 - near) / np.where(np.abs(far - near) < 1e-5, 1e-5, far - near), 0, 1).astype(
        np.float32
    )

    def between(values: Floats) -> Floats:
        result: Floats = values[lower] + (values[upper] - values[lower]) * share
        return result

    side = side + (side_far - side) * share
    front = front + (front_far - front) * share
    height = between(rings.height)
    return Surface(
        box=view.box,
        cover=cover,
        normals=_normals(
            between(rings.out), between(rings.up), (side, front, height / np.float32(rings.top)), view
        ),
        depth=height * np.float32(camera.sine) + front * np.float32(camera.cosine),
        along=(lower + share) / np.float32(len(rings.radius) - 1),
        height=height,
        radius=np.sqrt(side * side + front * front),
        side=side,
        front=front,
        inside=(number > rings.rim).astype(np.float32),
        top=float(rings.height.max()),
        widest=float(rings.radius.max()),
        rim_radius=float(rings.radius[rings.rim]),
        rim_along=rings.rim / (len(rings.radius) - 1),
    )


def _box(rings: _Rings, place: Place, camera: Camera, stretch: float, outline: Outline | None) -> Box:
    wave = float(outline.factor(_ANGLES, np.ones_like(_ANGLES)).max()) if outline else 1.0
    reach = rings.radius * np.float32(wave)
    top = float((rings.height * camera.cosine + reach * camera.sine).max())
    bottom = float((reach * camera.sine - rings.height * camera.cosine).max())
    wide = float(reach.max()) * stretch
    return Box(
        int(place.x - wide) - 3,
        int(place.y - top) - 3,
        int(place.x + wide) + 4,
        int(place.y + max(bottom, 0)) + 4,
    )


def _normals(out: Floats, up: Floats, at: tuple[Floats, Floats, Floats], view: _View) -> Normals:
    side, front, share = at
    radius = np.sqrt(side * side + front * front) + np.float32(1e-3)
    x, z = out * side / radius, out * front / radius
    if view.outline is not None:
        angle = np.arctan2(side, front)
        step = np.float32(0.02)
        ahead = view.outline.factor(angle + step, share)
        behind = view.outline.factor(angle - step, share)
        lean = -(ahead - behind) / (2 * step) * np.abs(out)
        x, z = x + lean * front / radius, z - lean * side / radius
    x = x / np.float32(view.stretch)
    length = np.sqrt(x * x + up * up + z * z) + np.float32(1e-6)
    return Normals(x / length, up / length, z / length)


def surroundings(surface: Surface, *, foot: float = 46.0, crowding: float = 0.55) -> Surroundings:
    """How much light gets to a turned thing: less near the ground, and in a hollow what its own rim lets in."""
    near_ground = 1 - np.float32(crowding) * np.exp(-np.maximum(surface.height, 0) / np.float32(foot))
    below = np.maximum(surface.top - surface.height, 0)
    width = np.float32(max(surface.rim_radius, 1.0))
    sky_inside = 1 / (1 + np.power(below / width, np.float32(1.5)) * np.float32(0.75))
    reach = below / np.float32(KEY[1])
    escape = np.hypot(surface.side + reach * np.float32(KEY[0]), surface.front + reach * np.float32(KEY[2]))
    soft = np.float32(0.10) * width + below * np.float32(0.30)
    key_inside = smooth(1.0, 0.0, (escape - width) / (soft + 1) + np.float32(0.5))
    inside = surface.inside > 0
    key = np.where(inside, key_inside, np.float32(1))
    sky = np.where(inside, sky_inside, near_ground)
    return Surroundings(key.astype(np.float32), sky.astype(np.float32))
