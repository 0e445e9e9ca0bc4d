"""Random fields: clouds, grain and scattered dots; the same seed gives the same field everywhere."""

from functools import lru_cache

import numpy as np
from PIL import Image

from noren.demo.pictures.engine.colour import Floats

TILE = 1024


def generator(*seed: int | str) -> np.random.Generator:
    """A generator that depends only on `seed`."""
    text = "/".join(str(part) for part in seed)
    return np.random.Generator(np.random.PCG64(int.from_bytes(text.encode(), "little")))


def clouds(shape: tuple[int, int], cell: tuple[float, float], *seed: int | str) -> Floats:
    """Smooth noise around 0 with a deviation near 1; `cell` is the size of a cloud, down and across, in pixels."""
    rows = max(2, round(shape[0] / cell[0]) + 2)
    columns = max(2, round(shape[1] / cell[1]) + 2)
    coarse = generator("clouds", *seed).standard_normal((rows, columns)).astype(np.float32)
    box = (0.5, 0.5, columns - 0.5, rows - 0.5)
    image = Image.fromarray(coarse).resize((shape[1], shape[0]), Image.Resampling.BICUBIC, box=box)
    return np.asarray(image, np.float32) * np.float32(1.4)


def layered(shape: tuple[int, int], cell: float, octaves: int, *seed: int | str) -> Floats:
    """Clouds of several sizes, each half as large and half as strong as the one before."""
    total = np.zeros(shape, np.float32)
    for octave in range(octaves):
        size = max(1.0, cell / 2**octave)
        total += clouds(shape, (size, size), octave, *seed) * np.float32(0.5**octave)
    return total


def grain(shape: tuple[int, int], *seed: int | str) -> Floats:
    """Independent noise for each pixel, deviation 1."""
    return generator("grain", *seed).standard_normal(shape).astype(np.float32)


@lru_cache(maxsize=12)
def tile(cell: float, octaves: int, seed: int) -> Floats:
    """A seamless square of layered noise, TILE pixels wide, for wrapping around things."""
    total = np.zeros((TILE, TILE), np.float32)
    for octave in range(octaves):
        count = max(2, round(TILE / cell * 2**octave))
        coarse = generator("tile", seed, octave).standard_normal((count, count)).astype(np.float32)
        edge = min(4, count)
        padded = np.pad(coarse, edge, mode="wrap")
        box = (edge, edge, edge + count, edge + count)
        image = Image.fromarray(padded).resize((TILE, TILE), Image.Resampling.BICUBIC, box=box)
        total += np.asarray(image, np.float32) * np.float32(1.4 * 0.5**octave)
    return total


def sample(field: Floats, down: Floats, across: Floats) -> Floats:
    """Values of a seamless `field` at positions in pixels; positions outside wrap around."""
    rows = down.astype(np.int32) % field.shape[0]
    columns = across.astype(np.int32) % field.shape[1]
    result: Floats = field[rows, columns]
    return result


@lru_cache(maxsize=8)
def dots(density: float, size: float, seed: int) -> Floats:
    """A seamless square of soft dots of varied size (0 to 1), `density` of them per 1,000 square pixels."""
    random = generator("dots", seed)
    field = np.zeros((TILE, TILE), np.float32)
    for _ in range(int(density * TILE * TILE / 1000)):
        _add_dot(field, random, size * float(random.lognormal(-0.35, 0.55)))
    return field


def _add_dot(field: Floats, random: np.random.Generator, radius: float) -> None:
    row, column = random.integers(0, TILE, 2)
    reach = int(radius + 2)
    offsets = np.arange(-reach, reach + 1)
    distance = np.hypot(offsets[:, None], offsets[None, :] * random.uniform(0.8, 1.25))
    strength = np.clip(radius - distance + 0.5, 0, 1) * random.uniform(0.45, 1)
    rows, columns = np.ix_((row + offsets) % TILE, (column + offsets) % TILE)
    field[rows, columns] = np.maximum(field[rows, columns], strength.astype(np.float32))
