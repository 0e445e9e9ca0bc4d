"""Cloth: hung from a rod, folded into a pile, knotted into a bundle, drawn into a bag."""

from dataclasses import dataclass

import numpy as np

from noren.demo.pictures.engine.canvas import Box, Patch, merged
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth, toned
from noren.demo.pictures.engine.lathe import Petals, Place, Point, Surface, curve
from noren.demo.pictures.engine.light import Finish, Surroundings, shade
from noren.demo.pictures.engine.noise import clouds, grain, layered, sample
from noren.demo.pictures.engine.patterns import pattern
from noren.demo.pictures.engine.relief import Sheet, blurred, normals_of, sheet_shadow
from noren.demo.pictures.engine.stage import Stage, Turned
from noren.demo.pictures.engine.tube import TubeSurface, bend
from noren.demo.pictures.things.flat import Paint, Spot, put_flat, slab
from noren.demo.pictures.things.packages import cord

COTTON = Finish(0.02, 0.5, wrap=0.5)


@dataclass(frozen=True, slots=True)
class Cloth:
    """A woven ground colour, a dye, and the pattern it makes (none: plain); `cell` is its motif's width in pixels."""

    ground: str
    dye: str
    motif: str | None = None
    cell: int = 120
    coarse: float = 1.0

    def albedo(self, down: Floats, across: Floats) -> Floats:
        """The cloth's colour at positions in pixels on it."""
        shape = down.shape
        base = fill(shape, linear(self.ground))
        if self.motif is not None:
            cover = sample(pattern(self.motif, self.cell), down + 8000, across + 8000)
            uneven = np.clip(0.93 + layered(shape, 90, 3, "dye") * np.float32(0.05), 0.6, 1)
            base = blend(base, linear(self.dye), cover * uneven)
        thread = np.float32(0.9 / max(1.0, self.coarse / 1.3))
        weave = np.abs(np.sin(down * thread)) * np.abs(np.sin(across * thread))
        tone = 1 + (weave - 0.4) * np.float32(0.08 * self.coarse) + grain(shape, "lint") * np.float32(0.02)
        return toned(base, tone)

    def paint(self) -> Paint:
        """The cloth for a lying thing."""
        return lambda u, v: self.albedo(v, u)


def hung(
    stage: Stage,
    cloth: Cloth,
    *,
    left: int,
    top: int,
    wide: int,
    high: int,
    folds: float = 2.6,
    seed: int = 1,
) -> None:
    """A length of cloth over a wooden rod, in loose folds; hangs before a wall."""
    box = Box(left - 30, top, left + wide + 30, top + high + 20)
    down, across = np.indices(box.shape, dtype=np.float32)
    across -= 30
    share, side = down / high, across / wide
    sway = clouds(box.shape, (high * 0.7, wide * 0.4), "sway", seed) * np.float32(0.10)
    phase = (side + sway * share) * np.float32(folds * 2 * np.pi) + np.float32(seed)
    depth = (np.sin(phase) + 0.35 * np.sin(phase * 1.7 + 1)) * (5 + 40 * np.power(share, np.float32(0.8)))
    drift = (np.cos(phase) * 15 * share).astype(np.float32)
    hem = high - 6 + np.sin(phase) * np.float32(5)
    inside = (
        smooth(-1, 1, across + drift * 0.8 + 4)
        * smooth(1, -1, across - wide + drift * 0.8)
        * smooth(1, -1, down - hem)
    )
    crease = smooth(4, 0, np.abs(down - high * np.float32(0.5))) * np.float32(1.6)
    roll = np.sqrt(np.clip(1 - np.square(np.clip(1 - down / 34, 0, 1)), 0, 1)) * 34
    height = blurred((depth - crease + roll).astype(np.float32), 3)
    albedo = cloth.albedo(down, across + drift)
    around = Surroundings(key=np.clip(1 - 0.012 * np.maximum(-depth, 0), 0.45, 1).astype(np.float32))
    light = shade(albedo, normals_of(height, upright=True), view=(0, 0, 1), finish=COTTON, around=around)
    sheet_shadow(
        stage.canvas,
        Sheet(Box(box.left, box.top + 30, box.right, box.bottom + 30), inside, height),
        thickness=62,
        strength=0.4,
    )
    _rod(stage, left - 90, left + wide + 90, top + 16)
    stage.canvas.lay(Patch(box, light * np.float32(1.1), inside.astype(np.float32)))


def _rod(stage: Stage, left: float, right: float, y: float) -> None:
    def oak(surface: TubeSurface) -> Floats:
        fibre = clouds(surface.box.shape, (3, 120), "rod") * np.float32(0.06)
        return fill(surface.box.shape, linear("#B08A5E")) * (1 + fibre)[..., None]

    path = bend([(left, 0, 0), (right, 0, 0)], 250)
    stage.canvas.lay(stage.tube_part(path, 15, Place(0, y), oak, Finish(0.2, 0.35)))


def pile(
    stage: Stage,
    spot: Spot,
    cloths: list[Cloth],
    *,
    size: tuple[float, float],
    step: tuple[float, float] = (-10, -22),
) -> None:
    """Folded cloths on top of each other, the first lowest, each moved by `step` and a little askew."""
    reach = (size[0] / 2 + 8, size[1] / 2 + 8)
    for index, cloth in enumerate(cloths):
        here = spot.beside(index * step[0], index * step[1], ((index * 37) % 7 - 3) * 0.7)
        plain = _folded_edge(cloth)
        under = slab((size[0] / 2, size[1] / 2), edge=13, corner=9)
        put_flat(stage, here.beside(7, 9), reach, under, plain, finish=COTTON, thickness=26)
        above = slab((size[0] / 2, size[1] / 2), edge=15, corner=9, wave=5, seed=index)
        put_flat(stage, here, reach, above, cloth.paint(), finish=COTTON, thickness=12)


def _folded_edge(cloth: Cloth) -> Paint:
    """The lower layers, of which only a strip is seen."""
    share = 0.0 if cloth.motif is None else 0.35
    ground, dye = np.asarray(linear(cloth.ground)), np.asarray(linear(cloth.dye))
    tone = ground + (dye - ground) * share
    return lambda u, _v: fill(u.shape, (float(tone[0]), float(tone[1]), float(tone[2])))


def rumpled(stage: Stage, cloth: Cloth, *, seed: int = 3) -> None:
    """A close look: cloth that fills the picture, lying in broad folds."""
    box = Box(0, 0, stage.canvas.width, stage.canvas.height)
    down, across = np.indices(box.shape, dtype=np.float32)
    bent = clouds(box.shape, (620, 620), "bend", seed) * np.float32(150)
    ridge = np.sin((across * np.float32(0.5) + down + bent) / np.float32(170))
    small = clouds(box.shape, (300, 300), "crumple", seed) * np.float32(9)
    height = (np.sign(ridge) * np.power(np.abs(ridge), np.float32(0.8)) * 46 + small).astype(np.float32)
    slide = bent * np.float32(0.12)
    albedo = cloth.albedo(
        down * np.float32(0.95) + across * np.float32(0.3),
        across * np.float32(0.95) - down * np.float32(0.3) + slide,
    )
    around = Surroundings(
        key=(0.80 + 0.2 * smooth(-0.7, 0.4, ridge)), sky=(0.78 + 0.22 * smooth(-0.9, 0.2, ridge))
    )
    light = shade(albedo, normals_of(height), view=(0, 1, 0), finish=COTTON, around=around)
    stage.canvas.lay(Patch(box, light, np.ones(box.shape, np.float32)), soften=False)


def bundle(stage: Stage, place: Place, cloth: Cloth, *, width: float) -> None:
    """Something wrapped in a square of cloth, its corners knotted on top."""
    unit = width / 1000
    body = [
        (330, 0),
        (330, 0),
        (440, 30),
        (500, 170),
        (480, 330),
        (360, 450),
        (180, 530),
        (90, 590),
        (60, 640),
        (0, 650),
    ]

    def paint(surface: Surface) -> Floats:
        folds = np.sin(surface.turn * 4 + surface.along * 6) * np.sin(surface.turn * 9)
        tone = 1 + folds * np.float32(0.10) * smooth(0.35, 0.8, surface.along)
        around = surface.turn * np.float32(width * 0.36)
        return cloth.albedo(surface.along * np.float32(width * 1.1), around) * tone[..., None].astype(
            np.float32
        )

    thing = Turned(curve(body) * np.float32(unit), paint, COTTON, outline=Petals(4, 0.06, grow=0.6))
    knot = _knot(stage, place, cloth, unit)
    stage.put(thing, place, *knot)


def _knot(stage: Stage, place: Place, cloth: Cloth, unit: float) -> list[Patch]:
    def paint(surface: TubeSurface) -> Floats:
        pleat = np.sin(surface.across * 7 + surface.along * 3) * np.float32(0.09)
        return (
            cloth.albedo(surface.along * np.float32(surface.length), surface.across * np.float32(90))
            * (1 + pleat)[..., None]
        )

    def ear(*points: tuple[float, float, float]) -> list[tuple[float, float, float]]:
        return [(x * unit, y * unit, z * unit) for x, y, z in points]

    lines = [
        (ear((-20, 640, 0), (-160, 720, 40), (-330, 730, 70), (-450, 660, 90)), [50, 78, 74, 20]),
        (ear((20, 640, 0), (160, 740, -30), (330, 760, -40), (460, 700, -40)), [50, 78, 74, 20]),
        (ear((-90, 620, 50), (0, 680, 70), (90, 620, 50)), [58, 70, 58]),
    ]
    return [
        stage.tube_part(bend(points, 110), [size * unit for size in sizes], place, paint, COTTON)
        for points, sizes in lines
    ]


def drawstring(
    stage: Stage, place: Place, cloth: Cloth, *, width: float, tie: str, squat: float = 1.0
) -> None:
    """A small bag, gathered at its neck by a cord."""
    unit = width / 1000
    heights = (0, 0, 30, 260, 560, 800, 900, 960, 1060, 1130)
    radii = (360, 360, 460, 500, 480, 330, 190, 185, 270, 320)
    points: list[Point] = [(r, h * squat) for r, h in zip(radii, heights, strict=True)]
    points += [
        (320, 1130 * squat),
        (300, 1136 * squat),
        (300, 1136 * squat),
        (200, 1050 * squat),
        (0, 1000 * squat),
    ]

    def paint(surface: Surface) -> Floats:
        gathered = smooth(0.45, 0.62, surface.along)
        pleats = np.sin(surface.turn * 13) * gathered * np.float32(0.22)
        dark = np.where(surface.inside > 0, 0.45, 1)
        skin = cloth.albedo(surface.along * np.float32(width * 2.0), surface.turn * np.float32(width / 2))
        return skin * ((1 + pleats) * dark)[..., None].astype(np.float32)

    thing = Turned(
        curve(points) * np.float32(unit), paint, COTTON, stretch=1.12, outline=Petals(13, 0.07, grow=2.2)
    )
    stage.put(thing, place, *_neck_cord(stage, place, tie, unit, squat))


def _neck_cord(stage: Stage, place: Place, tie: str, unit: float, squat: float) -> list[Patch]:
    up = 925 * squat
    angles = np.linspace(-np.pi, np.pi, 30)
    ring = [(float(np.sin(a) * 228 * unit), up * unit, float(np.cos(a) * 204 * unit)) for a in angles]
    tails = [
        [
            (side * 40 * unit, up * unit, 205 * unit),
            (side * 110 * unit, (up - 150) * unit, 380 * unit),
            (side * 150 * unit, (up - 420) * unit, 530 * unit),
            (side * 120 * unit, (up - 560) * unit, 550 * unit),
        ]
        for side in (-1, 1)
    ]
    return [cord(stage, line, place, tie, thickness=17 * unit) for line in (ring, *tails)]


def stitched(
    stage: Stage,
    spot: Spot,
    motif: str,
    *,
    size: float,
    ground: str = "#2B3F5C",
    thread: str = "#EFEADF",
    cell: int = 110,
) -> None:
    """A small square of two layers of cotton with white running stitches along a pattern's lines."""
    cloth = Cloth(ground, thread)

    def paint(u: Floats, v: Floats) -> Floats:
        lines = sample(pattern(motif, cell), v + 8000, u + 8000)
        dash = smooth(-0.5, 0.0, np.sin(u * np.float32(0.3)) + np.sin(v * np.float32(0.3)))
        border = smooth(3.2, 1.6, np.abs(np.maximum(np.abs(u), np.abs(v)) - np.float32(size * 0.46)))
        stitches = np.maximum(
            smooth(0.3, 0.6, lines) * (dash if motif != "juji" else 1),
            border * smooth(-0.3, 0.3, np.sin((u - v) * np.float32(0.3))),
        )
        return blend(cloth.albedo(v, u), linear(thread), stitches)

    edge = slab((size / 2, size / 2), edge=9, corner=7, wave=1.4)
    put_flat(stage, spot, (size / 2 + 4, size / 2 + 4), edge, paint, finish=COTTON, thickness=10)


def apron(stage: Stage, cloth: Cloth) -> None:
    """A smock on a wooden hanger, before a wall."""
    middle = stage.canvas.width / 2
    box = Box(int(middle) - 520, 230, int(middle) + 520, 1500)
    down, across = np.indices(box.shape, dtype=np.float32)
    across -= 520
    share = down / np.float32(1270)
    half = 205 + 70 * smooth(0.0, 0.22, share) + 90 * smooth(0.3, 1, share)
    sleeve = (smooth(0.02, 0.10, share) * smooth(0.50, 0.47, share)) * (195 * smooth(0.0, 0.3, share))
    outline = half + sleeve * (np.abs(across) > half - 30)
    neck = np.hypot(across / 118, (down - 10) / 120)
    shoulder = down - np.abs(across) * np.float32(0.22) - 4
    hem = 1262 + np.sin(across / 70) * 5
    cover = (
        smooth(1.2, -1.2, np.abs(across) - outline)
        * smooth(0.99, 1.01, neck)
        * smooth(-1, 1, shoulder)
        * smooth(1, -1, down - hem)
    )
    sway = clouds(box.shape, (900, 260), "sway", 4) * np.float32(40)
    folds = np.sin((across + sway * share) / np.float32(40)) * 24 * smooth(0.25, 0.9, share)
    seam = -9 * np.exp(-np.square((np.abs(across) - half + 6) / 7)) * (share < 0.5)
    height = blurred((folds + seam + layered(box.shape, 190, 2, "linen") * 1.6).astype(np.float32), 3)
    pocket = (np.abs(across - 110) < 92) & (np.abs(down - 760) < 110)
    edge = np.maximum(np.abs(across - 110) - 92, np.abs(down - 760) - 110)
    albedo = cloth.albedo(down, across) * (1 - 0.22 * smooth(5, 0, np.abs(edge)) - 0.02 * pocket)[..., None]
    light = shade(albedo.astype(np.float32), normals_of(height, upright=True), view=(0, 0, 1), finish=COTTON)
    cover = cover.astype(np.float32)
    sheet_shadow(
        stage.canvas,
        Sheet(Box(box.left, box.top + 30, box.right, box.bottom + 30), cover, height),
        thickness=70,
        strength=0.4,
    )
    _hanger(stage, middle)
    stage.canvas.lay(Patch(box, light * np.float32(1.1), cover))


def _hanger(stage: Stage, middle: float) -> None:
    def oak(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear("#A98255"))

    bar = bend([(-260, -70, 0), (0, 0, 0), (260, -70, 0)], 220)
    hook = bend([(0, 0, 0), (0, 46, 0), (30, 74, 0), (6, 104, 0), (-22, 84, 0)], 160)
    parts = [
        stage.tube_part(bar, 15, Place(middle, 226), oak, Finish(0.25, 0.3)),
        stage.tube_part(hook, 5, Place(middle, 226), oak, Finish(0.7, 0.2, metal=True)),
    ]
    stage.canvas.lay(merged(parts))
