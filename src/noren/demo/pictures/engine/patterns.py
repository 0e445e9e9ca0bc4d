"""Old Japanese patterns from their geometry, as seamless tiles: 1 where there is dye, 0 where the ground shows."""

from collections.abc import Callable
from functools import lru_cache
from math import sqrt

import numpy as np
from PIL import Image, ImageDraw

from noren.demo.pictures.engine.colour import Floats, cover_of

_LARGER = 4


def _shrunk(image: Image.Image) -> Floats:
    small = image.resize((image.width // _LARGER, image.height // _LARGER), Image.Resampling.BOX)
    return np.asarray(small, np.float32) * np.float32(1 / 255)


def _grid(width: int, height: int) -> tuple[Floats, Floats]:
    down = (np.arange(height, dtype=np.float32) + 0.5)[:, None] + np.zeros((1, width), np.float32)
    across = (np.arange(width, dtype=np.float32) + 0.5)[None, :] + np.zeros((height, 1), np.float32)
    return down, across


def _reduced(field: Floats) -> Floats:
    return _shrunk(Image.fromarray((np.clip(field, 0, 1) * 255).astype(np.uint8)))


def _seigaiha(cell: int) -> Floats:
    """Waves: rows of nested arcs, each row over the one above."""
    width, height = cell * _LARGER, cell // 2 * _LARGER
    down, across = _grid(width, height)
    radius = width / 2
    result = np.zeros((height, width), np.float32)
    for row in range(-3, 8):
        middle_y = row * height / 2
        shift = 0.0 if row % 2 == 0 else width / 2
        for column in range(-1, 3):
            distance = np.hypot(across - (column * width + shift), down - middle_y) / radius
            lines = np.zeros_like(distance)
            for ring in (0.94, 0.72, 0.50, 0.28):
                lines = np.maximum(lines, (np.abs(distance - ring) < 0.052).astype(np.float32))
            result = np.where(distance < 1, lines, result)
    return _reduced(result)


def _asanoha(cell: int) -> Floats:
    """Hemp leaves: a net of triangles, each split from its middle to its corners."""
    width = cell * _LARGER
    height = round(cell * sqrt(3)) * _LARGER
    image = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(image)
    stroke = max(2, round(width * 0.036))
    for row in range(-1, 4):
        for column in range(-2, 4):
            _leaf(draw, (column + 0.5 * (row % 2)) * width, row * height / 2, (width, height), stroke)
    return _shrunk(image)


def _leaf(draw: ImageDraw.ImageDraw, x: float, y: float, size: tuple[int, int], stroke: int) -> None:
    width, height = size
    right, below = (x + width, y), (x + width / 2, y + height / 2)
    above = (x + width / 2, y - height / 2)
    for tip in (below, above):
        middle = ((x + right[0] + tip[0]) / 3, (y + right[1] + tip[1]) / 3)
        for corner in ((x, y), right, tip):
            draw.line([corner, middle], fill=255, width=stroke)
        for one, other in (((x, y), right), ((x, y), tip), (right, tip)):
            draw.line([one, other], fill=255, width=stroke)


def _ichimatsu(cell: int) -> Floats:
    half = cell // 2
    row, column = np.indices((cell, cell)) // half
    return ((row + column) % 2).astype(np.float32)


def _yagasuri(cell: int) -> Floats:
    """Arrow feathers: columns of slanting bars that meet in a spine, every second column the other way round."""
    width, height = cell * 2 * _LARGER, cell * 2 * _LARGER
    down, across = _grid(width, height)
    column = np.floor(across / (cell * _LARGER))
    share = across / (cell * _LARGER) - column
    slant = np.abs(share - 0.5) * cell * _LARGER * 1.5
    direction = np.where(column % 2 == 0, 1, -1)
    phase = (down + direction * slant) / height + column * 0.25
    feather = ((phase - np.floor(phase)) < 0.5).astype(np.float32)
    spine = (np.abs(share - 0.5) < 0.022) | (share < 0.02) | (share > 0.98)
    return _reduced(np.where(spine, 0, feather))


def _shippo(cell: int) -> Floats:
    """Seven treasures: circles that overlap by a quarter."""
    size = cell * _LARGER
    down, across = _grid(size, size)
    result = np.zeros((size, size), np.float32)
    for y in (0, 0.5, 1):
        for x in (0, 0.5, 1):
            if (x == 0.5) == (y == 0.5):
                distance = np.hypot(across - x * size, down - y * size) / size
                result = np.maximum(result, (np.abs(distance - 0.5) < 0.022).astype(np.float32))
    return _reduced(result)


def _tokusa(cell: int) -> Floats:
    """Horsetail: upright stripes, one thick, one thin."""
    across = np.arange(cell, dtype=np.float32)[None, :] / cell + np.zeros((cell, 1), np.float32)
    thick = np.abs(across - 0.3) < 0.14
    thin = np.abs(across - 0.78) < 0.035
    return (thick | thin).astype(np.float32)


def _juji(cell: int) -> Floats:
    """Small crosses in rows, as in stitched cloth."""
    down, across = np.indices((cell, cell)) / cell - 0.5
    arm = (np.abs(down) < 0.07) & (np.abs(across) < 0.30) | (np.abs(across) < 0.07) & (np.abs(down) < 0.30)
    return cover_of(arm)


def _kaya(cell: int) -> Floats:
    """Mosquito-net gauze: thin threads with open squares between them."""
    down, across = np.abs(np.indices((cell, cell)) / cell - 0.5)
    return cover_of((down < 0.11) | (across < 0.11))


_MAKERS: dict[str, Callable[[int], Floats]] = {
    "seigaiha": _seigaiha,
    "asanoha": _asanoha,
    "ichimatsu": _ichimatsu,
    "yagasuri": _yagasuri,
    "shippo": _shippo,
    "tokusa": _tokusa,
    "juji": _juji,
    "kaya": _kaya,
}


@lru_cache(maxsize=40)
def pattern(name: str, cell: int) -> Floats:
    """A seamless tile of the named pattern whose motif is `cell` pixels wide."""
    return _MAKERS[name](cell)


def tiled(name: str, cell: int, shape: tuple[int, int], *, shift: tuple[int, int] = (0, 0)) -> Floats:
    """The pattern over a whole surface."""
    tile = pattern(name, cell)
    rows = (np.arange(shape[0]) + shift[0]) % tile.shape[0]
    columns = (np.arange(shape[1]) + shift[1]) % tile.shape[1]
    return tile[np.ix_(rows, columns)]
