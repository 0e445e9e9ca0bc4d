"""One light for all pictures: a large north window at the left, a bright room, a pale table.

World axes: x to the right, y up, z towards the viewer. The camera has no perspective and looks down by `elevation`.
"""

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

import numpy as np

from noren.demo.pictures.engine.colour import Floats, smooth

Vector = tuple[float, float, float]


def _unit(x: float, y: float, z: float) -> Vector:
    length = sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


KEY = _unit(-0.66, 0.72, 0.14)
KEY_COLOUR = (1.04, 1.00, 0.94)
SKY_COLOUR = (0.37, 0.385, 0.40)
BOUNCE_COLOUR = (0.25, 0.235, 0.215)
FILL = _unit(0.8, 0.25, 0.55)
_WINDOW = _unit(-0.62, 0.62, 0.48)
_WINDOW_ACROSS = _unit(0.61, 0.0, 0.79)


@dataclass(frozen=True, slots=True)
class Camera:
    """How steeply the picture looks down, in degrees: 0 from the side, 90 from above."""

    elevation: float

    @property
    def sine(self) -> float:
        """How much of a lying circle's depth is seen."""
        return sin(radians(self.elevation))

    @property
    def cosine(self) -> float:
        """How much of a standing thing's height is seen."""
        return cos(radians(self.elevation))

    @property
    def to_viewer(self) -> Vector:
        """Unit vector towards the camera."""
        return 0.0, self.sine, self.cosine


@dataclass(frozen=True, slots=True)
class Normals:
    """Unit normals, three arrays of one shape."""

    x: Floats
    y: Floats
    z: Floats

    def dot(self, vector: Vector) -> Floats:
        """Scalar product with one direction."""
        result: Floats = (
            self.x * np.float32(vector[0]) + self.y * np.float32(vector[1]) + self.z * np.float32(vector[2])
        )
        return result

    def bent(self, across: Floats, up: Floats) -> "Normals":
        """Tilted by small amounts and made unit length again."""
        x, y = self.x + across, self.y + up
        length = np.sqrt(x * x + y * y + self.z * self.z) + np.float32(1e-6)
        return Normals(x / length, y / length, self.z / length)


@dataclass(frozen=True, slots=True)
class Finish:
    """How a surface answers light: `shine` 0 (chalk) to 1 (glass-like glaze), `blur` of what it mirrors."""

    shine: float = 0.0
    blur: float = 0.25
    wrap: float = 0.4
    metal: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reaches a point: 1 is everything, 0 nothing."""

    key: Floats | float = 1.0
    sky: Floats | float = 1.0


OPEN = Surroundings()


def _mirrored(normals: Normals, view: Vector) -> Normals:
    twice = np.float32(2) * normals.dot(view)
    return Normals(
        twice * normals.x - np.float32(view[0]),
        twice * normals.y - np.float32(view[1]),
        twice * normals.z - np.float32(view[2]),
    )


def _window(direction: Normals, blur: float) -> Floats:
    """Brightness of the window with its cross bars, seen along `direction`."""
    ahead = direction.dot(_WINDOW)
    up = _cross(_WINDOW, _WINDOW_ACROSS)
    safe = np.maximum(ahead, np.float32(0.05))
    across = np.abs(direction.dot(_WINDOW_ACROSS) / safe)
    height = np.abs(direction.dot(up) / safe)
    pane = smooth(0.42 + blur, 0.42 - blur * 0.6, across) * smooth(0.62 + blur, 0.62 - blur * 0.6, height)
    if blur < 0.2:
        bar = 0.022 + blur * 0.2
        pane *= 1 - smooth(bar, 0.0, across) * 0.7
        pane *= 1 - smooth(bar, 0.0, np.abs(height - np.float32(0.2))) * 0.45
    result: Floats = np.where(ahead > 0.05, pane, 0).astype(np.float32)
    return result


def _cross(one: Vector, other: Vector) -> Vector:
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def _reflection(normals: Normals, view: Vector, finish: Finish, open_to: Floats | float) -> Floats:
    mirror = _mirrored(normals, view)
    facing = np.clip(normals.dot(view), 0, 1)
    grazing = np.power(1 - facing, np.float32(4))
    fresnel = (0.05 + 0.6 * grazing) if not finish.metal else (0.62 + 0.38 * grazing)
    window = _window(mirror, finish.blur) * np.float32(5.2 if not finish.metal else 1.7)
    card = smooth(0.5, 1.0, mirror.dot(FILL)) * np.float32(0.55)
    room = np.clip(mirror.y * 0.5 + 0.35, 0.05, 1) * np.float32(0.55)
    result: Floats = (fresnel * finish.shine * (window + card + room) * open_to).astype(np.float32)
    return result


def shade(
    albedo: Floats, normals: Normals, *, view: Vector, finish: Finish, around: Surroundings = OPEN
) -> Floats:
    """Linear light that leaves a surface towards `view`; `albedo` is height × width × 3."""
    result = np.empty(albedo.shape, np.float32)
    # In strips, so that the many intermediate values stay in the processor's cache.
    rows = max(8, 60_000 // max(1, albedo.shape[1]))
    for top in range(0, albedo.shape[0], rows):
        part = slice(top, top + rows)
        strip = Normals(normals.x[part], normals.y[part], normals.z[part])
        light = Surroundings(_strip(around.key, part), _strip(around.sky, part))
        result[part] = _shaded(albedo[part], strip, view, finish, light)
    return result


def _strip(field: Floats | float, part: slice) -> Floats | float:
    return field if isinstance(field, float) else field[part]


def _shaded(albedo: Floats, normals: Normals, view: Vector, finish: Finish, around: Surroundings) -> Floats:
    wrapped = (normals.dot(KEY) + np.float32(finish.wrap)) / np.float32(1 + finish.wrap)
    key = np.clip(wrapped, 0, None) * around.key
    fill = np.clip(normals.dot(FILL), 0, None) * np.float32(0.14) * around.sky
    sky = (normals.y * np.float32(0.5) + np.float32(0.5)) * around.sky
    bounce = (np.float32(0.5) - normals.y * np.float32(0.5)) * around.sky
    mirror = _reflection(normals, view, finish, around.sky) if finish.shine > 0 else None
    result = np.empty(albedo.shape, np.float32)
    for channel in range(3):
        arriving = key * np.float32(KEY_COLOUR[channel]) + sky * np.float32(SKY_COLOUR[channel]) + fill
        arriving += bounce * np.float32(BOUNCE_COLOUR[channel])
        leaving = albedo[..., channel] * arriving
        if mirror is not None:
            tint = albedo[..., channel] if finish.metal else np.float32(1)
            leaving = leaving * np.float32(0.25 if finish.metal else 1) + mirror * tint
        result[..., channel] = leaving
    return result
