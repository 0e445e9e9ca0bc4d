"""Colours. Light is added and multiplied in linear space; a picture is stored as the square root of it.

Gamma 2 instead of sRGB's curve: a square root is four times faster, and nobody sees the difference here.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Linear = tuple[float, float, float]


def linear(code: str) -> Linear:
    """`#rrggbb` as linear light, 0 to 1."""
    red, green, blue = (int(code[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red * red, green * green, blue * blue


def fill(shape: tuple[int, int], colour: Linear) -> Floats:
    """A plain surface, height × width × 3."""
    surface = np.empty((*shape, 3), np.float32)
    surface[:] = colour
    return surface


def toned(albedo: Floats, factor: Floats) -> Floats:
    """A surface made brighter or darker point by point; `factor` is height × width."""
    result: Floats = albedo * factor[..., None].astype(np.float32)
    return result


def cover_of(inside: NDArray[np.bool_]) -> Floats:
    """1 where true."""
    result: Floats = inside.astype(np.float32)
    return result


def blend(below: Floats, above: Floats | Linear, share: Floats) -> Floats:
    """`below` where `share` is 0, `above` where it is 1; `share` is height × width."""
    top = np.asarray(above, np.float32)
    result: Floats = below + (top - below) * share[..., None]
    return result


def smooth(low: float, high: float, values: Floats) -> Floats:
    """0 below `low`, 1 above `high` (or the other way round), an S-shaped step between."""
    step = np.clip((values - low) / (high - low), 0, 1)
    result: Floats = (step * step * (3 - 2 * step)).astype(np.float32)
    return result
