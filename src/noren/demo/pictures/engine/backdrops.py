"""Tables, walls and cloths on which things are shown. Made once per process, then copied."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from noren.demo.pictures.engine.colour import Floats, Linear, fill, linear, smooth, toned
from noren.demo.pictures.engine.noise import clouds, generator, grain, layered

Bytes = np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]

_WALLS = {
    "plaster": "#E7E0D4",
    "clay": "#DACCBA",
    "mist": "#D8D9D6",
    "moss": "#CDCFC3",
    "rose": "#E4D8D1",
    "ink": "#4A4D50",
    "indigo": "#5A6B7C",
    "sand": "#E4D9C6",
}
_TABLES = {
    "linen": "#E9E2D5",
    "oak": "#C9A57B",
    "walnut": "#7E5B40",
    "stone": "#BDB9B1",
    "white": "#EFEBE4",
    "slate": "#50514F",
    "paper": "#E9E4DA",
    "tatami": "#CFC59C",
}


def wood(
    shape: tuple[int, int], colour: Linear, *, seed: int, pitch: float = 120.0, contrast: float = 1.0
) -> Floats:
    """Boards with the grain running across; `pitch` is the distance of the year rings in pixels."""
    down = np.arange(shape[0], dtype=np.float32)[:, None]
    bend = clouds(shape, (pitch * 2.4, pitch * 9), "bend", seed) * np.float32(pitch * 0.55)
    fine = clouds(shape, (pitch * 0.5, pitch * 5), "fine", seed) * np.float32(pitch * 0.10)
    phase = (down + bend + fine) / np.float32(pitch)
    ring = phase - np.floor(phase)
    late = smooth(0.3, 0.9, ring) * smooth(1.0, 0.9, ring)
    fibre = clouds(shape, (2.2, 190), "fibre", seed) + clouds(shape, (4.5, 420), "streak", seed)
    pores = smooth(1.5, 2.6, clouds(shape, (1.6, 26), "pores", seed))
    tone = 1 - np.float32(contrast) * (
        late * np.float32(0.20) + fibre * np.float32(0.035) + pores * np.float32(0.16)
    )
    warm = clouds(shape, (pitch * 3, pitch * 14), "warm", seed) * np.float32(0.05 * contrast)
    result = fill(shape, colour) * np.clip(tone, 0.2, 1.6)[..., None]
    result[..., 0] *= 1 + warm * np.float32(0.5)
    result[..., 2] *= 1 - warm
    return result


def weave(
    shape: tuple[int, int], colour: Linear, *, seed: int, pitch: float = 5.0, relief: float = 0.7
) -> Floats:
    """Plain-woven cloth seen from above, with uneven threads."""
    random = generator("weave", seed)
    down = np.arange(shape[0], dtype=np.float32)
    across = np.arange(shape[1], dtype=np.float32)
    sway = clouds(shape, (180, 180), "sway", seed) * np.float32(2.0)
    row = (down[:, None] + sway) / np.float32(pitch)
    column = (across[None, :] + sway) / np.float32(pitch)
    weft = random.normal(1, 0.12, 4096).astype(np.float32)[row.astype(np.int32) % 4096]
    warp = random.normal(1, 0.12, 4096).astype(np.float32)[column.astype(np.int32) % 4096]
    wave_row = np.abs(np.sin(row * np.float32(np.pi)))
    wave_column = np.abs(np.sin(column * np.float32(np.pi)))
    over = ((row.astype(np.int32) + column.astype(np.int32)) % 2).astype(np.float32)
    thread = over * weft * wave_row + (1 - over) * warp * wave_column
    slub = clouds(shape, (pitch, 90), "slub", seed) + clouds(shape, (90, pitch), "slab", seed)
    tone = 1 + np.float32(relief) * (
        (thread - np.float32(0.66)) * np.float32(0.16) + slub * np.float32(0.022)
    )
    return fill(shape, colour) * tone[..., None]


def plaster(shape: tuple[int, int], colour: Linear, *, seed: int, rough: float = 1.0) -> Floats:
    """A hand-smoothed earthen wall."""
    broad = layered(shape, 420, 4, "broad", seed) * np.float32(0.018 * rough)
    trowel = clouds(shape, (34, 150), "trowel", seed) * np.float32(0.012 * rough)
    sandy = grain(shape, "sand", seed) * np.float32(0.014 * rough)
    return toned(fill(shape, colour), 1 + broad + trowel + sandy)


def _surface(kind: str, shape: tuple[int, int], seed: int) -> Floats:
    """A table top of `kind` as albedo."""
    colour = linear(_TABLES[kind])
    if kind in {"oak", "walnut"}:
        return wood(shape, colour, seed=seed, pitch=150)
    if kind == "linen":
        return weave(shape, colour, seed=seed)
    if kind == "tatami":
        return _tatami(shape, colour, seed)
    return plaster(shape, colour, seed=seed, rough=1.6 if kind in {"stone", "slate"} else 0.35)


def _tatami(shape: tuple[int, int], colour: Linear, seed: int) -> Floats:
    """Rush matting: ribs that run down, crossed by fine stalks."""
    across = np.arange(shape[1], dtype=np.float32)[None, :]
    rib = np.abs(np.sin(across * np.float32(np.pi / 26)))
    stalk = clouds(shape, (4.0, 60), "stalk", seed)
    tone = 0.88 + 0.12 * np.sqrt(rib) + stalk * np.float32(0.03)
    green = clouds(shape, (9, 200), "green", seed) * np.float32(0.012)
    result = toned(fill(shape, colour), tone)
    result[..., 0] *= 1 - green
    return result


def _falloff(shape: tuple[int, int], strength: float) -> Floats:
    """Light that comes from the upper left and fades."""
    down = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None]
    across = np.linspace(0, 1, shape[1], dtype=np.float32)[None, :]
    distance = np.hypot(across - np.float32(0.18), (down - np.float32(0.12)) * np.float32(0.9))
    result: Floats = 1.13 - np.float32(strength) * np.power(distance, np.float32(1.4))
    return result


def _sunbeams(shape: tuple[int, int], seed: int) -> Floats:
    """Slanting light of a paned window with leaves before it, very soft, 0 to 1."""
    small = (shape[0] // 8, shape[1] // 8)
    down = np.arange(small[0], dtype=np.float32)[:, None]
    across = np.arange(small[1], dtype=np.float32)[None, :]
    offset = (seed * 37) % 60
    stripe = (across + down * np.float32(0.55) + offset) % 108
    rung = (down - across * np.float32(0.22) + offset) % 92
    panes = ((stripe > 10) & (rung > 9)).astype(np.float32)
    leaves = smooth(0.3, 1.5, layered(small, 22, 3, "leaves", seed))
    light = Image.fromarray((panes * (1 - leaves * np.float32(0.55)) * 255).astype(np.uint8))
    light = light.filter(ImageFilter.GaussianBlur(5))
    full = light.resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(full, np.float32) * np.float32(1 / 255)


def _finished(albedo: Floats, light: Floats) -> Bytes:
    display = np.sqrt(np.clip(albedo * light[..., None], 0, 1))
    return (display * 255 + 0.5).astype(np.uint8)


@lru_cache(maxsize=10)
def _standing(wall: str, table: str, size: tuple[int, int], horizon: float) -> Bytes:
    """A wall behind a table; the line between them is out of focus."""
    width, height = size
    seed = sum(map(ord, wall + table))
    shape = (height, width)
    back = plaster(shape, linear(_WALLS[wall]), seed=seed, rough=0.8)
    ground = _surface(table, shape, seed)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    edge = smooth(horizon - 0.012, horizon + 0.016, down + np.zeros((1, width), np.float32))
    beams = _sunbeams(shape, seed) * (1 - edge * np.float32(0.55))
    seam = np.exp(-np.abs(down - np.float32(horizon)) / np.float32(0.05)) * np.float32(0.06)
    light = _falloff(shape, 0.30) * (0.86 + beams * np.float32(0.21)) - seam
    return _finished(back + (ground - back) * edge[..., None], light)


@lru_cache(maxsize=10)
def _sweep(colour: str, size: tuple[int, int]) -> Bytes:
    """A sheet of paper that curves up behind the thing: no line at all."""
    width, height = size
    shape = (height, width)
    seed = sum(map(ord, colour))
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    curve = 1 - np.float32(0.16) * np.exp(-np.square((down - np.float32(0.42)) / np.float32(0.16)))
    paper = plaster(shape, linear(_WALLS.get(colour, colour)), seed=seed, rough=0.28)
    beams = _sunbeams(shape, seed)
    return _finished(paper, _falloff(shape, 0.27) * curve * (0.89 + beams * np.float32(0.16)))


@lru_cache(maxsize=10)
def _lying(table: str, size: tuple[int, int]) -> Bytes:
    """A table seen from straight above."""
    shape = (size[1], size[0])
    seed = sum(map(ord, table)) + 7
    beams = _sunbeams(shape, seed)
    return _finished(_surface(table, shape, seed), _falloff(shape, 0.30) * (0.86 + beams * np.float32(0.21)))


def backdrop(name: str, size: tuple[int, int]) -> Floats:
    """A fresh copy of a backdrop in display values.

    `wall/table` (optionally `wall/table@0.4` with the height of the line) stands, `sweep:wall` curves, `top:table` lies.
    """
    kind, _, rest = name.partition(":")
    if kind == "sweep":
        return _as_floats(_sweep(rest, size))
    if kind == "top":
        return _as_floats(_lying(rest, size))
    pair, _, horizon = name.partition("@")
    wall, _, table = pair.partition("/")
    return _as_floats(_standing(wall, table, size, float(horizon or 0.44)))


def _as_floats(image: Bytes) -> Floats:
    result: Floats = image.astype(np.float32) * np.float32(1 / 255)
    return result
