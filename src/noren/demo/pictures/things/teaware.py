"""Pots for tea, their lids, spouts and handles; tins, whisks and what is poured."""

from dataclasses import replace
from math import cos, radians, sin

import numpy as np

from noren.demo.pictures.engine.canvas import Patch
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth
from noren.demo.pictures.engine.lathe import Lip, Place, Point, Surface, curve, turned
from noren.demo.pictures.engine.light import KEY, Finish, Surroundings, shade
from noren.demo.pictures.engine.noise import clouds, sample, tile
from noren.demo.pictures.engine.patterns import pattern
from noren.demo.pictures.engine.stage import Stage, Turned
from noren.demo.pictures.engine.tube import Path, TubeSurface, bend
from noren.demo.pictures.things.glaze import Glaze, glazed
from noren.demo.pictures.things.vessels import vessel

# Closed bodies: the hollow is not seen, the rim carries the lid.
KYUSU = (
    (250, 0), (250, 0), (262, 16), (420, 100), (498, 280), (488, 420), (400, 540), (300, 580), (300, 580),
    (296, 590), (270, 590), (270, 590), (250, 560), (0, 540),
)  # fmt: skip
DOBIN = (
    (260, 0), (260, 0), (270, 20), (440, 120), (500, 330), (470, 520), (340, 640), (250, 660), (250, 660),
    (246, 670), (226, 670), (226, 670), (210, 640), (0, 620),
)  # fmt: skip
LID = (
    (300, 0),
    (300, 0),
    (306, 14),
    (306, 14),
    (270, 40),
    (150, 66),
    (70, 74),
    (44, 92),
    (66, 128),
    (50, 152),
    (0, 160),
)
FLAT_LID = (
    (500, 0),
    (500, 0),
    (506, 20),
    (506, 20),
    (470, 52),
    (250, 92),
    (120, 100),
    (96, 120),
    (122, 168),
    (90, 196),
    (0, 202),
)


def tube_glaze(glaze: Glaze, *, rim: bool = True) -> "PaintGlaze":
    """Paint for handles and spouts of the same clay."""
    return PaintGlaze(glaze, rim)


class PaintGlaze:
    """Albedo of a glazed tube: the glaze's own colour, worn thin at the mouth."""

    def __init__(self, glaze: Glaze, rim: bool) -> None:
        self.glaze = glaze
        self.rim = rim

    def __call__(self, surface: TubeSurface) -> Floats:
        """The colour at each point of the tube."""
        down, across = (
            surface.along * np.float32(surface.length),
            surface.across * np.float32(40) + np.float32(500),
        )
        mottle = sample(tile(120, 3, 4), down, across)
        result = fill(surface.box.shape, linear(self.glaze.base)) * (1 + mottle * np.float32(0.05))[..., None]
        if not self.rim:
            return result
        mouth = smooth(0.955, 0.995, surface.along)
        return blend(result, linear(self.glaze.rim), mouth * np.float32(0.8))


def lid(glaze: Glaze, *, width: float, base: float, points: tuple[Point, ...] = LID, seed: int = 3) -> Turned:
    """A lid with a knob whose edge lies `base` pixels above the table."""
    line = curve(points, 140)
    line *= np.float32(width / 2 / line[:, 0].max())
    line[:, 1] += np.float32(base)

    def paint(surface: Surface) -> Floats:
        return glazed(surface, replace(glaze, foot=0, rim_width=0.1), seed=seed)

    return Turned(line, paint, glaze.finish)


def kyusu(stage: Stage, place: Place, glaze: Glaze, *, width: float, seed: int = 2) -> None:
    """A teapot with a side handle: handle to the right and forward, spout to the left."""
    unit = width / 1000
    body = vessel(KYUSU, glaze, width=width, seed=seed)
    cover = lid(glaze, width=590 * unit, base=574 * unit)
    handle = bend(_times(unit, (300, 330, 330), (440, 400, 450), (640, 520, 640)), 130)
    spout = bend(_times(unit, (-380, 250, 30), (-530, 340, 60), (-590, 470, 80), (-680, 570, 90)), 120)
    paint = tube_glaze(glaze)
    stage.tube_shadow(handle, 60 * unit, place)
    parts = [
        stage.turned_part(cover, place),
        stage.tube_part(handle, [74 * unit, 58 * unit, 70 * unit, 84 * unit], place, paint, glaze.finish),
        stage.tube_part(spout, [140 * unit, 96 * unit, 62 * unit, 48 * unit], place, paint, glaze.finish),
        _opening(stage, handle, 56 * unit, place),
        _opening(stage, spout, 30 * unit, place),
    ]
    stage.put(body, place, *parts)


def _times(unit: float, *points: tuple[float, float, float]) -> list[tuple[float, float, float]]:
    return [(x * unit, y * unit, z * unit) for x, y, z in points]


def _opening(stage: Stage, line: Path, radius: float, place: Place) -> Patch:
    """The dark mouth at the end of a hollow handle or a spout."""
    ahead = line[-1] - line[-4]
    ahead = ahead / np.linalg.norm(ahead)
    tip = line[-1] + ahead * radius * 0.75 + np.array([0, 0.16, 0.22]) * radius
    path = np.stack([tip, tip + ahead * 3])

    def dark(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear("#15110F"))

    return stage.tube_part(path, radius, place, dark, Finish())


def bamboo(surface: TubeSurface) -> Floats:
    """Bent bamboo with nodes, honey-coloured."""
    result = fill(surface.box.shape, linear("#C39A5E"))
    fibre = sample(tile(50, 3, 8), surface.along * np.float32(60), surface.across * np.float32(90) + 500)
    result *= (1 + fibre * np.float32(0.05))[..., None]
    node = np.abs(np.mod(surface.along * 7 + np.float32(0.5), 1) - np.float32(0.5))
    return blend(result, linear("#7B5730"), smooth(0.03, 0.008, node) * np.float32(0.8))


def dobin(stage: Stage, place: Place, glaze: Glaze, *, width: float) -> None:
    """A big pot with a bamboo bail."""
    unit = width / 1000
    body = vessel(DOBIN, glaze, width=width, seed=5)
    cover = lid(glaze, width=500 * unit, base=654 * unit)
    arch = (
        (-400, 560, 0),
        (-450, 860, 0),
        (-270, 1130, 0),
        (0, 1200, 0),
        (270, 1130, 0),
        (450, 860, 0),
        (400, 560, 0),
    )
    bail = bend(_times(unit, *arch), 260)
    spout = bend(_times(unit, (-360, 280, 200), (-520, 380, 280), (-590, 560, 320), (-660, 640, 350)), 120)
    ears = [
        bend(_times(unit, (side * 380, 540, -34), (side * 420, 620, 0), (side * 380, 540, 34)), 40)
        for side in (-1, 1)
    ]
    paint = tube_glaze(glaze)
    stage.tube_shadow(bail, 20 * unit, place, strength=0.25)
    parts = [
        stage.turned_part(cover, place),
        stage.tube_part(bail, 26 * unit, place, bamboo, Finish(0.35, 0.3)),
        stage.tube_part(spout, [130 * unit, 92 * unit, 60 * unit, 46 * unit], place, paint, glaze.finish),
        _opening(stage, spout, 30 * unit, place),
        *(stage.tube_part(ear, 26 * unit, place, tube_glaze(glaze, rim=False), glaze.finish) for ear in ears),
    ]
    stage.put(body, place, *parts)


def houhin(stage: Stage, place: Place, glaze: Glaze, *, width: float) -> None:
    """A handleless pot with a lip and a flat lid."""
    points = (
        (240, 0), (240, 0), (250, 30), (250, 30), (400, 140), (480, 330), (500, 450), (500, 450),
        (494, 460), (480, 455), (480, 455), (450, 420), (0, 400),
    )  # fmt: skip
    body = vessel(points, glaze, width=width, seed=7, outline=Lip(radians(-62), 0.2, 0.26))
    cover = lid(glaze, width=width * 0.93, base=width * 0.437, points=FLAT_LID)
    stage.put(body, place, stage.turned_part(cover, place))


def liquid(
    stage: Stage,
    place: Place,
    *,
    level: float,
    radius: float,
    rim: tuple[float, float],
    colour: str,
    foam: float = 0.0,
) -> Patch:
    """What is in a cup: its surface `level` pixels up; `rim` is the cup's rim as (radius, height); `foam` 0 to 1."""
    line = curve(((radius, level), (radius * 0.5, level), (0, level)), 40)
    surface = turned(line, place, stage.camera)
    reach = np.float32((rim[1] - level) / KEY[1])
    escape = np.hypot(surface.side + reach * np.float32(KEY[0]), surface.front + reach * np.float32(KEY[2]))
    key = smooth(1.0, 0.0, (escape - np.float32(rim[0])) / np.float32(rim[0] * 0.22) + np.float32(0.5))
    share = surface.radius / np.float32(radius)
    albedo = (
        fill(surface.box.shape, linear(colour)) * (0.8 + 0.35 * np.power(share, np.float32(2)))[..., None]
    )
    if foam:
        bubbles = clouds(surface.box.shape, (5, 9), "foam") * np.float32(0.05) + 1
        albedo *= bubbles[..., None]
    finish = Finish(shine=0.9 - 0.75 * foam, blur=0.08 + 0.3 * foam)
    light = shade(
        albedo, surface.normals, view=stage.camera.to_viewer, finish=finish, around=Surroundings(key, 0.85)
    )
    return Patch(surface.box, light, surface.cover, surface.depth)


def cup_of(
    stage: Stage,
    place: Place,
    points: tuple[Point, ...],
    glaze: Glaze,
    *,
    width: float,
    colour: str,
    foam: float = 0.0,
    full: float = 0.72,
    seed: int = 1,
) -> None:
    """A cup with something in it, `full` of its height."""
    cup = vessel(points, glaze, width=width, seed=seed)
    line = cup.profile
    rim = int(np.argmax(line[:, 1]))
    level = float(line[rim, 1]) * full
    inner = line[rim:]
    radius = float(np.interp(-level, -inner[:, 1], inner[:, 0])) - 1
    stage.put(
        cup,
        place,
        liquid(
            stage,
            place,
            level=level,
            radius=radius,
            rim=(float(line[rim, 0]), float(line[rim, 1])),
            colour=colour,
            foam=foam,
        ),
    )


def mug(
    stage: Stage, place: Place, points: tuple[Point, ...], glaze: Glaze, *, width: float, seed: int = 1
) -> None:
    """A mug; its handle points to the right and a little forward."""
    unit = width / 1000
    turn = radians(18)
    ear = [(465, 720), (640, 760), (730, 600), (690, 400), (480, 250)]
    path = bend([(r * unit * cos(turn), h * unit, r * unit * sin(turn)) for r, h in ear], 170)
    cup = vessel(points, glaze, width=width, seed=seed)
    stage.tube_shadow(path, 34 * unit, place)
    handle = stage.tube_part(
        path, [56 * unit, 42 * unit, 42 * unit, 48 * unit], place, tube_glaze(glaze, rim=False), glaze.finish
    )
    stage.put(cup, place, handle)


def tin(stage: Stage, place: Place, motif: str, colour: str, *, width: float, height: float) -> None:
    """A tea tin covered with printed paper; the lid is a separate ring of the same pattern."""
    radius = width / 2
    seam = height * 0.68
    points: list[Point] = [
        (radius, 0), (radius, 0), (radius, seam - 3), (radius, seam - 3), (radius - 4, seam), (radius - 4, seam),
        (radius + 3, seam + 3), (radius + 3, seam + 3), (radius + 3, height - 6), (radius - 2, height), (radius - 2, height), (0, height + 2),
    ]  # fmt: skip
    field = pattern(motif, max(48, round(width * 0.2)))
    ground, dye = linear("#EFE8D9"), linear(colour)

    def paint(surface: Surface) -> Floats:
        motifs = max(1, round(2 * np.pi * radius / field.shape[1]))
        turn = surface.turn * np.float32(motifs * field.shape[1] / (2 * np.pi))
        side_cover = sample(field, 5000 - surface.height, turn + 5000)
        top_cover = sample(field, surface.front + 5000, surface.side + 5000)
        on_top = surface.normals.y > 0.7
        cover = np.where(on_top, top_cover, side_cover)
        fibres = clouds(surface.box.shape, (7, 7), "fibres") * np.float32(0.022)
        gap = smooth(5, 1, np.abs(surface.height - np.float32(seam)))
        result = blend(fill(surface.box.shape, dye), ground, cover) * (1 + fibres)[..., None]
        return blend(result, linear("#3B332B"), gap * np.float32(0.7))

    stage.put(Turned(curve(points, 250), paint, Finish(0.14, 0.4)), place)


_WHISK_HANDLE = ((235, 0), (235, 0), (245, 14), (238, 200), (245, 480), (262, 560))
_WHISK_TINES = (
    (262, 555), (300, 640), (400, 800), (486, 960), (500, 1060), (478, 1130), (446, 1160), (446, 1160),
    (420, 1150), (400, 1060), (330, 960), (240, 900), (0, 820),
)  # fmt: skip


def whisk(stage: Stage, place: Place, *, width: float) -> None:
    """A bamboo whisk standing on its handle: a hundred tines, tied with dark thread."""
    unit = width / 1000

    def handle(surface: Surface) -> Floats:
        fibre = sample(tile(40, 3, 6), surface.height * np.float32(0.15), surface.turn * np.float32(260))
        result = fill(surface.box.shape, linear("#D8BD86")) * (1 + fibre * np.float32(0.05))[..., None]
        thread = smooth(0.05, 0.02, np.abs(surface.height / np.float32(unit * 1000) - np.float32(0.52)))
        return blend(result, linear("#2E2A2C"), thread)

    stage.put(Turned(curve(_WHISK_HANDLE, 160) * np.float32(unit), handle, Finish(0.25, 0.35)), place)
    stage.canvas.lay(_tines(stage, place, curve(_WHISK_TINES, 250) * np.float32(unit), 58))
    core = curve(((150, 700), (190, 900), (160, 1080), (60, 1130), (0, 1130)), 160) * np.float32(unit)
    stage.canvas.lay(_tines(stage, place, core, 34))


def _tines(stage: Stage, place: Place, line: Floats, count: int) -> Patch:
    surface = turned(line, place, stage.camera)
    phase = surface.turn * np.float32(count / (2 * np.pi))
    slit = smooth(0.5, 0.30, np.abs(phase - np.round(phase)))
    bottom, top = float(line[:, 1].min()), float(line[:, 1].max())
    share = np.clip((surface.height - bottom) / np.float32(top - bottom), 0, 1)
    tone = (0.25 + 0.75 * slit) * (0.72 + 0.4 * share) * np.where(surface.inside > 0, 0.42 + 0.4 * share, 1)
    albedo = fill(surface.box.shape, linear("#DCC28C")) * tone.astype(np.float32)[..., None]
    light = shade(albedo, surface.normals, view=stage.camera.to_viewer, finish=Finish(0.12, 0.4))
    return Patch(surface.box, light, surface.cover, surface.depth)
