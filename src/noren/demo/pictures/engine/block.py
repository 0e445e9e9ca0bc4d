"""Boxes that stand on the table, turned about the upright axis."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Literal

import numpy as np

from noren.demo.pictures.engine.canvas import Box
from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.lathe import Place, Point
from noren.demo.pictures.engine.light import Camera, Normals

Side = Literal["top", "left", "right"]


@dataclass(frozen=True, slots=True)
class Size:
    """Width (along the right-hand front), depth (along the left-hand front) and height in pixels."""

    width: float
    depth: float
    height: float


@dataclass(frozen=True, slots=True)
class Face:
    """One visible side; `across` and `down` are pixels on the side itself, from its upper left corner."""

    side: Side
    box: Box
    cover: Floats
    normals: Normals
    depth: Floats
    across: Floats
    down: Floats
    size: tuple[float, float]

    @property
    def to_edge(self) -> Floats:
        """Distance in pixels to the nearest edge of the side."""
        wide, high = self.size
        nearest: Floats = np.minimum(
            np.minimum(self.across, wide - self.across), np.minimum(self.down, high - self.down)
        )
        return nearest


@dataclass(frozen=True, slots=True)
class _Frame:
    """A side as an origin and two edges in the world."""

    side: Side
    origin: tuple[float, float, float]
    edge_across: tuple[float, float, float]
    edge_down: tuple[float, float, float]
    normal: tuple[float, float, float]
    size: tuple[float, float]


def _frames(size: Size, yaw: float, base: float) -> list[_Frame]:
    """The three sides seen when the box is turned by `yaw` degrees (0: only the right-hand front is seen)."""
    angle = radians(yaw)
    # The right-hand front runs along `wide`, the left-hand one along `deep`; both lie on the table.
    wide = (cos(angle), 0.0, -sin(angle))
    deep = (-sin(angle), 0.0, -cos(angle))
    corner = (
        -(wide[0] * size.width + deep[0] * size.depth) / 2,
        base + size.height,
        -(wide[2] * size.width + deep[2] * size.depth) / 2,
    )
    far = tuple(corner[axis] + deep[axis] * size.depth for axis in range(3))
    back = (far[0], far[1], far[2])
    down = (0.0, -1.0, 0.0)
    towards = (-deep[0], 0.0, -deep[2])
    return [
        _Frame("top", back, wide, towards, (0.0, 1.0, 0.0), (size.width, size.depth)),
        _Frame("right", corner, wide, down, towards, (size.width, size.height)),
        _Frame("left", back, towards, down, (-wide[0], 0.0, -wide[2]), (size.depth, size.height)),
    ]


def _seen(frame: _Frame, place: Place, camera: Camera) -> Face | None:
    """One side projected and turned back into its own coordinates, or None when it is seen edge-on."""

    def flat(vector: tuple[float, float, float]) -> Point:
        return vector[0], -vector[1] * camera.cosine + vector[2] * camera.sine

    (ax, ay), (bx, by) = flat(frame.edge_across), flat(frame.edge_down)
    area = ax * by - ay * bx
    view = camera.to_viewer
    if sum(n * v for n, v in zip(frame.normal, view, strict=True)) <= 0.01 or abs(area) < 1e-3:
        return None
    ox, oy = flat(frame.origin)
    ox, oy = ox + place.x, oy + place.y
    wide, high = frame.size
    corners = [(ox + ax * u + bx * v, oy + ay * u + by * v) for u in (0, wide) for v in (0, high)]
    box = Box(
        int(min(x for x, _ in corners)) - 2,
        int(min(y for _, y in corners)) - 2,
        int(max(x for x, _ in corners)) + 3,
        int(max(y for _, y in corners)) + 3,
    )
    rows, columns = box.grid()
    dx, dy = columns - np.float32(ox), rows - np.float32(oy)
    across = ((dx * by - dy * bx) / area).astype(np.float32)
    down = ((dy * ax - dx * ay) / area).astype(np.float32)
    inside = (across >= 0) & (across <= wide) & (down >= 0) & (down <= high)
    depth = sum(
        v * (o + a * across + b * down)
        for v, o, a, b in zip(view, frame.origin, frame.edge_across, frame.edge_down, strict=True)
    )
    plain = [np.full(box.shape, part, np.float32) for part in frame.normal]
    return Face(
        side=frame.side,
        box=box,
        cover=inside.astype(np.float32),
        normals=_rounded(Normals(*plain), frame, across, down),
        depth=np.asarray(depth, np.float32),
        across=across,
        down=down,
        size=frame.size,
    )


def _rounded(normals: Normals, frame: _Frame, across: Floats, down: Floats, bevel: float = 7.0) -> Normals:
    """Normals that lean outwards near the edges, as if the edges had been broken with a plane."""
    wide, high = frame.size
    across, down = np.clip(across, 0, wide), np.clip(down, 0, high)
    lean_a = np.exp(-(wide - across) / bevel) - np.exp(-across / bevel)
    lean_d = np.exp(-(high - down) / bevel) - np.exp(-down / bevel)
    x = normals.x + frame.edge_across[0] * lean_a + frame.edge_down[0] * lean_d
    y = normals.y + frame.edge_across[1] * lean_a + frame.edge_down[1] * lean_d
    z = normals.z + frame.edge_across[2] * lean_a + frame.edge_down[2] * lean_d
    length = np.sqrt(x * x + y * y + z * z) + np.float32(1e-6)
    return Normals(
        (x / length).astype(np.float32), (y / length).astype(np.float32), (z / length).astype(np.float32)
    )


def block(size: Size, place: Place, camera: Camera, *, yaw: float = 28.0, base: float = 0.0) -> list[Face]:
    """The visible sides of a box whose foot's middle stands at `place`, `base` pixels above the table."""
    faces = (_seen(frame, place, camera) for frame in _frames(size, yaw, base))
    return [face for face in faces if face is not None]


def footprint(size: Size, place: Place, camera: Camera, *, yaw: float = 28.0) -> list[Point]:
    """The outline of the box on the table, on the canvas."""
    angle = radians(yaw)
    wide = (cos(angle) * size.width / 2, -sin(angle) * size.width / 2)
    deep = (-sin(angle) * size.depth / 2, -cos(angle) * size.depth / 2)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [
        (place.x + a * wide[0] + b * deep[0], place.y + (a * wide[1] + b * deep[1]) * camera.sine)
        for a, b in signs
    ]
