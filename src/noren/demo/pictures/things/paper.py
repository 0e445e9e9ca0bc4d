"""Letter paper, envelopes, stitched books, brushes."""

import numpy as np

from noren.demo.pictures.engine.colour import Floats, blend, cover_of, fill, linear, smooth
from noren.demo.pictures.engine.lathe import Place
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import clouds, layered, sample
from noren.demo.pictures.engine.patterns import pattern
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.engine.tube import TubeSurface, bend
from noren.demo.pictures.things.cloth import Cloth
from noren.demo.pictures.things.flat import Paint, Spot, put_flat, slab

SHEET = Finish(0.04, 0.5)


def washi(colour: str, *, seed: int = 1, lines: float = 0.0) -> Paint:
    """Handmade paper; `lines` is the distance of faint ruled lines in pixels, running down as Japanese is written."""

    def paint(u: Floats, _v: Floats) -> Floats:
        fibres = smooth(2.0, 3.0, clouds(u.shape, (2.5, 50), "a", seed)) + smooth(
            2.1, 3.0, clouds(u.shape, (46, 3), "b", seed)
        )
        tone = 1 + layered(u.shape, 80, 3, "washi", seed) * np.float32(0.016) - fibres * np.float32(0.06)
        if lines:
            ruled = np.abs(np.mod(u + np.float32(5000), lines) - np.float32(lines / 2))
            tone -= smooth(1.6, 0.6, ruled) * np.float32(0.20)
        return fill(u.shape, linear(colour)) * tone[..., None]

    return paint


def sheets(
    stage: Stage, spot: Spot, paint: Paint, *, size: tuple[float, float], count: int = 3, fan: float = 2.4
) -> None:
    """Sheets on top of each other, fanned by `fan` degrees each."""
    half = (size[0] / 2, size[1] / 2)
    for index in range(count):
        here = spot.beside(index * 5.0, -index * 4.0, (index - (count - 1) / 2) * fan)
        put_flat(
            stage,
            here,
            half,
            slab(half, edge=3, corner=1.5, wave=1.2, seed=index),
            paint,
            finish=SHEET,
            thickness=7,
        )


def envelope(
    stage: Stage, spot: Spot, colour: str, *, size: tuple[float, float], lining: str = "#8E9C88"
) -> None:
    """A long envelope, its flap closed."""
    half = (size[0] / 2, size[1] / 2)
    base = washi(colour, seed=4)

    def paint(u: Floats, v: Floats) -> Floats:
        albedo = base(u, v)
        flap = v + np.float32(half[1] - size[1] * 0.13)
        shadow = smooth(7, 0, flap) * (flap > 0) * np.float32(0.16)
        edge = smooth(1.6, 0.4, np.abs(flap))
        albedo = albedo * (1 - shadow)[..., None]
        return blend(albedo.astype(np.float32), linear(lining), edge * np.float32(0.5))

    put_flat(stage, spot, half, slab(half, edge=4, corner=3, wave=1.0), paint, finish=SHEET, thickness=11)


def _plover(u: Floats, v: Floats, size: float) -> Floats:
    """A plover in flight, as printed on small envelopes: a round body, a pointed wing, a tail."""
    x, y = u / size, v / size
    body = np.hypot((x + 0.05) / 0.42, (y - 0.02) / 0.27) < 1
    head = np.hypot(x - 0.34, y + 0.13) < 0.155
    beak = (x > 0.44) & (x < 0.62) & (np.abs(y + 0.12) < (0.62 - x) * 0.28)
    wing = (y < 0) & (np.abs(x + 0.10 + y * 0.5) < 0.2 * (1 + y / 0.62)) & (y > -0.62)
    tail = (x < -0.3) & (x > -0.72) & (np.abs(y - 0.02) < (x + 0.78) * 0.25)
    return cover_of(body | head | beak | wing | tail)


def _plum(u: Floats, v: Floats, size: float) -> Floats:
    """A plum blossom: five round petals and a pale eye."""
    total = np.zeros_like(u)
    for index in range(5):
        angle = index * 2 * np.pi / 5
        away = np.hypot(
            u / size - np.float32(0.31 * np.sin(angle)), v / size + np.float32(0.31 * np.cos(angle))
        )
        total = np.maximum(total, smooth(0.26, 0.245, away))
    return total * smooth(0.09, 0.11, np.hypot(u, v) / np.float32(size))


def _gourd(u: Floats, v: Floats, size: float) -> Floats:
    """A gourd: a small ball on a large one, with a stalk."""
    x, y = u / size, v / size
    lower, upper = np.hypot(x, y - 0.20) < 0.34, np.hypot(x, y + 0.24) < 0.215
    stalk = (np.abs(x - (y + 0.45) * 0.3) < 0.03) & (y < -0.4) & (y > -0.62)
    return cover_of(lower | upper | stalk)


_MOTIFS = {"plum": _plum, "plover": _plover, "gourd": _gourd}


def small_envelope(
    stage: Stage, spot: Spot, motif: str, colour: str, *, size: tuple[float, float] = (330, 510)
) -> None:
    """A little money envelope with one printed motif and a flap."""
    half = (size[0] / 2, size[1] / 2)
    base = washi("#F3EDE1", seed=7)

    def paint(u: Floats, v: Floats) -> Floats:
        albedo = base(u, v)
        print_ = _MOTIFS[motif](u, v - np.float32(size[1] * 0.06), size[0] * 0.62)
        rough = np.clip(0.92 + layered(u.shape, 30, 2, "stencil") * np.float32(0.10), 0.4, 1)
        albedo = blend(albedo, linear(colour), print_.astype(np.float32) * rough)
        flap = v + np.float32(half[1] - size[1] * 0.16)
        return albedo * (1 - smooth(6, 0, flap) * (flap > 0) * np.float32(0.17))[..., None].astype(np.float32)

    put_flat(stage, spot, half, slab(half, edge=4, corner=3, wave=0.8), paint, finish=SHEET, thickness=12)


def stitched_book(
    stage: Stage, spot: Spot, cover: Cloth, *, size: tuple[float, float] = (600, 850), thread: str = "#EDE6D6"
) -> None:
    """A book bound with thread along its right edge, as old Japanese books are."""
    half = (size[0] / 2, size[1] / 2)
    put_flat(
        stage,
        spot.beside(9, 10),
        half,
        slab(half, edge=4, corner=2),
        washi("#F1EBDD", seed=3),
        finish=SHEET,
        thickness=24,
    )
    inset = half[0] - size[0] * 0.085

    def paint(u: Floats, v: Floats) -> Floats:
        albedo = cover.albedo(v, u)
        slip = slab((size[0] * 0.085, size[1] * 0.26), edge=2)(
            u + np.float32(half[0] * 0.62), v + np.float32(half[1] * 0.36)
        )[0]
        albedo = blend(albedo, linear("#F4EEE0"), slip)
        along = np.abs(u - np.float32(inset)) < 2.6
        holes = [size[1] * share for share in (-0.42, -0.14, 0.14, 0.42)]
        across = np.zeros(u.shape, bool)
        for hole in holes:
            across |= (np.abs(v - np.float32(hole)) < 2.6) & (u > inset)
        strand = ((along & (np.abs(v) < half[1])) | across).astype(np.float32)
        groove = smooth(8, 2, np.abs(u - np.float32(inset))) * np.float32(0.18)
        return blend(albedo * (1 - groove)[..., None], linear(thread), strand)

    put_flat(stage, spot, half, slab(half, edge=6, corner=4, wave=0.8), paint, finish=SHEET, thickness=8)


def seal_book(stage: Stage, spot: Spot, cloth: Cloth, *, size: tuple[float, float] = (560, 840)) -> None:
    """A folding book with a thick cover of brocade and a paper slip for its title."""
    half = (size[0] / 2, size[1] / 2)
    put_flat(
        stage,
        spot.beside(14, 15),
        half,
        slab(half, edge=5, corner=3),
        washi("#F3EDDF", seed=5),
        finish=SHEET,
        thickness=40,
    )

    def paint(u: Floats, v: Floats) -> Floats:
        albedo = cloth.albedo(v, u)
        sheen = sample(pattern("tokusa", 8), v + 8000, u + 8000) * np.float32(0.10)
        slip = slab((size[0] * 0.12, size[1] * 0.30), edge=2)(
            u + np.float32(half[0] * 0.52), v + np.float32(half[1] * 0.22)
        )[0]
        return blend(albedo * (1 + sheen)[..., None], linear("#F2EADB"), slip)

    put_flat(stage, spot, half, slab(half, edge=9, corner=7), paint, finish=Finish(0.14, 0.4), thickness=12)


def ruled_pad(
    stage: Stage, spot: Spot, flower_colour: str, leaf_colour: str, *, size: tuple[float, float] = (360, 810)
) -> None:
    """A narrow writing pad with four faint lines and one small plant in its lower corner."""
    half = (size[0] / 2, size[1] / 2)
    put_flat(
        stage,
        spot.beside(8, 9),
        half,
        slab(half, edge=3, corner=2),
        washi("#EFE8DA", seed=5),
        finish=SHEET,
        thickness=20,
    )
    base = washi("#F6F1E6", seed=6, lines=size[0] * 0.21)

    def paint(u: Floats, v: Floats) -> Floats:
        albedo = base(u, v)
        x, y = u - np.float32(size[0] * 0.20), v - np.float32(size[1] * 0.37)
        stem = smooth(3.4, 1.6, np.abs(x + np.sin(y / 42) * 9)) * (y > -60) * (y < 96)
        leaves = (np.hypot((x - 30) / 34, (y - 34 + x * 0.4) / 12) < 1) | (
            np.hypot((x + 32) / 32, (y - 58 - x * 0.4) / 11) < 1
        )
        albedo = blend(
            albedo, linear(leaf_colour), np.maximum(stem, leaves).astype(np.float32) * np.float32(0.75)
        )
        return blend(albedo, linear(flower_colour), _plum(x - 4, y + 86, 96) * np.float32(0.85))

    put_flat(stage, spot, half, slab(half, edge=4, corner=2, wave=0.8), paint, finish=SHEET, thickness=7)


def brush(stage: Stage, spot: Spot, *, length: float = 1180) -> None:
    """A small writing brush of bamboo, lying."""

    def shaft(surface: TubeSurface) -> Floats:
        fibre = clouds(surface.box.shape, (3, 60), "shaft") * np.float32(0.05)
        node = smooth(0.006, 0.002, np.abs(np.mod(surface.along * 3.0, 1) - np.float32(0.45)))
        body = fill(surface.box.shape, linear("#B98F55")) * (1 + fibre)[..., None]
        return blend(body, linear("#6E4A26"), node * np.float32(0.8))

    def hair(surface: TubeSurface) -> Floats:
        strand = clouds(surface.box.shape, (3, 40), "hair") * np.float32(0.16)
        tone = blend(
            fill(surface.box.shape, linear("#9A6A3C")),
            linear("#2E2018"),
            smooth(0.45, 1.0, surface.along) * np.float32(0.8),
        )
        return tone * (1 + strand)[..., None]

    def ferrule(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear("#2B2521"))

    place = Place(spot.x, spot.y)
    tip = length / 2

    def line(start: float, end: float) -> list[tuple[float, float, float]]:
        ax, ay = spot.point(start, 0)
        bx, by = spot.point(end, 0)
        return [(ax - spot.x, 22, ay - spot.y), (bx - spot.x, 22, by - spot.y)]

    parts = [
        (line(-tip, tip - 210), [19.0, 20.0], shaft, Finish(0.35, 0.25)),
        (line(tip - 214, tip - 170), [23.0, 24.0], ferrule, Finish(0.6, 0.15)),
        (line(tip - 172, tip), [21.0, 25.0, 19.0, 2.0], hair, Finish(0.12, 0.4)),
    ]
    stage.tube_shadow(bend(line(-tip, tip), 160), 19, Place(spot.x, spot.y), strength=0.5)
    for points, sizes, paint, finish in parts:
        stage.canvas.lay(stage.tube_part(bend(points, 200), sizes, place, paint, finish))
