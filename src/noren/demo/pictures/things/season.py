"""Things for one season: fans, wind chimes, New Year's wreaths, rabbits that look at the moon."""

import numpy as np

from noren.demo.pictures.engine.block import Size
from noren.demo.pictures.engine.canvas import Box, Patch, merged
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth, toned
from noren.demo.pictures.engine.lathe import Place, Surface, curve
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import clouds, generator, sample
from noren.demo.pictures.engine.patterns import pattern
from noren.demo.pictures.engine.stage import Stage, Turned
from noren.demo.pictures.engine.tube import TubeSurface, bend
from noren.demo.pictures.things.flat import Spot, put_flat, slab
from noren.demo.pictures.things.glaze import Glaze, glazed
from noren.demo.pictures.things.grains import Grain, lay_grains
from noren.demo.pictures.things.packages import PAPER, cord
from noren.demo.pictures.things.paper import washi
from noren.demo.pictures.things.sweets import orange, rice_cake
from noren.demo.pictures.things.woodware import RAW

_EGG_DOLL = (
    (300, 0),
    (300, 0),
    (330, 20),
    (460, 180),
    (500, 420),
    (440, 700),
    (300, 800),
    (270, 850),
    (300, 960),
    (300, 1080),
    (220, 1190),
    (0, 1230),
)


def fan(stage: Stage, spot: Spot, motif: str, dye: str, *, size: float = 820) -> None:
    """A round fan of paper over bamboo ribs, seen from above."""
    half = size / 2
    x, y = spot.point(0, half * 1.5)
    put_flat(
        stage, Spot(x, y, spot.turn), (26, half * 0.72), slab((21, half * 0.7), edge=16, corner=14),
        lambda u, _v: fill(u.shape, linear("#C9AE74")), finish=Finish(0.25, 0.35), thickness=24,
    )  # fmt: skip

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        wide = np.float32(half) * (1 - 0.10 * smooth(-0.2, 1, v / np.float32(half)))
        away = np.power(
            np.power(np.abs(u) / wide, 2.3) + np.power(np.abs(v) / np.float32(half * 0.94), 2.3), 1 / 2.3
        )
        cover = np.clip((1 - away) * np.float32(half) + 0.5, 0, 1)
        angle = np.arctan2(u, np.float32(half * 1.25) - v)
        ribs = np.power(np.abs(np.cos(angle * 46)), 6) * np.float32(2.2)
        return cover.astype(np.float32), (ribs + 7 * smooth(1, 0.97, away)).astype(np.float32)

    def paint(u: Floats, v: Floats) -> Floats:
        wide = np.float32(half) * (1 - 0.10 * smooth(-0.2, 1, v / np.float32(half)))
        away = np.power(
            np.power(np.abs(u) / wide, 2.3) + np.power(np.abs(v) / np.float32(half * 0.94), 2.3), 1 / 2.3
        )
        cover = sample(pattern(motif, 130), v + 8000, u + 8000)
        body = blend(
            washi("#F4EEE2", seed=2)(u, v),
            linear(dye),
            cover * smooth(0.05, 0.75, (v / np.float32(half) + 1) / 2 + 0.2),
        )
        return blend(body, linear(dye), smooth(0.962, 0.97, away))

    put_flat(stage, spot, (half + 4, half + 4), shape, paint, finish=PAPER, thickness=22)


def wind_chime(stage: Stage, tint: str, *, width: float = 470) -> None:
    """A bell of blown glass on a thread, with a paper strip below it."""
    x, top = stage.canvas.width / 2, 430.0
    thread = bend([(0, 0, 0), (0, top - 60, 0)], 60)

    def cotton(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear("#8C8478"))

    stage.canvas.lay(stage.tube_part(thread, 2.6, Place(x, top - 50), cotton, Finish()))
    stage.canvas.lay(
        stage.tube_part(bend([(0, 0, 0), (0, -760, 0)], 90), 2.2, Place(x, top - 120), cotton, Finish())
    )
    _strip(stage, x, top + 560, tint)
    _glass(stage, x, top, width, tint)


def _strip(stage: Stage, x: float, top: float, tint: str) -> None:
    spot = Spot(x + 8, top + 230, 4)
    base = washi("#F6F1E6", seed=9)

    def paint(u: Floats, v: Floats) -> Floats:
        wash = smooth(-60, 220, v + u * 0.3) * np.float32(0.55)
        return blend(base(u, v), linear(tint), wash)

    put_flat(
        stage,
        spot,
        (60, 230),
        slab((58, 228), edge=2, corner=1, wave=1.5),
        paint,
        finish=PAPER,
        thickness=30,
        strength=0.3,
    )


def _glass(stage: Stage, x: float, top: float, width: float, tint: str) -> None:
    """Clear in its middle, tinted and bright at its edge, with the window mirrored twice."""
    half = width / 2
    box = Box(int(x - half) - 4, int(top - half * 0.72) - 4, int(x + half) + 4, int(top + half * 1.0))
    down, across = box.grid()
    u, v = (across - np.float32(x)) / np.float32(half), (down - np.float32(top)) / np.float32(half)
    squeeze = 1 - 0.16 * smooth(0.35, 0.95, v)
    away = np.hypot(u / squeeze, v * np.float32(1.32) * (v < 0) + v * np.float32(0.98) * (v >= 0))
    jag = 0.90 + 0.012 * np.sin(u * 60)
    inside = np.clip((1 - away) * np.float32(half) + 0.5, 0, 1) * smooth(jag + 0.01, jag - 0.01, v)
    rim = np.power(np.clip(away, 0, 1), np.float32(5))
    lip = smooth(0.05, 0.0, np.abs(v - jag)) * inside
    pane = (
        smooth(0.17, 0.13, np.abs(u + 0.42 + v * 0.16))
        * smooth(0.30, 0.25, np.abs(v + 0.10))
        * (np.abs(v + 0.12) > 0.015)
        * (np.abs(u + 0.42 + v * 0.16) > 0.01)
    )
    back = smooth(0.10, 0.02, np.abs(away - 0.80)) * smooth(0.1, 0.6, u) * np.float32(0.5)
    white = np.clip(pane * 0.85 + back + lip * 0.5, 0, 1).astype(np.float32)
    light = blend(fill(box.shape, linear(tint)), (1.0, 1.0, 1.0), white)
    swirl = smooth(0.3, 1.4, clouds(box.shape, (60, 240), "swirl") + v) * np.float32(0.22)
    cover = inside * np.clip(0.14 + 0.55 * rim + swirl + white, 0, 0.95)
    stage.canvas.lay(Patch(box, light, cover.astype(np.float32)))


def kagami_mochi(stage: Stage, place: Place, *, width: float) -> None:
    """Two rice cakes and an orange on a little stand of cypress."""
    side, high = width * 0.92, width * 0.36
    stage.put_block(
        Size(side * 0.72, side * 0.72, high), place, lambda face: grained_face(face.box.shape), RAW, yaw=38
    )
    stage.put_block(
        Size(side, side, width * 0.055),
        place,
        lambda face: grained_face(face.box.shape),
        RAW,
        yaw=38,
        base=high,
        shadow=False,
    )
    top = high + width * 0.055
    parts = []
    for thing, up in (
        (rice_cake("#F3EFE6", width=width * 0.80, height=width * 0.26), top),
        (rice_cake("#F3EFE6", width=width * 0.58, height=width * 0.20), top + width * 0.255),
        (orange(width=width * 0.27), top + width * 0.44),
    ):
        lifted = Turned(
            thing.profile + np.array([0, up], np.float32),
            thing.paint,
            thing.finish,
            thing.stretch,
            thing.outline,
        )
        parts.append(stage.turned_part(lifted, place))
    spot = Place(place.x, place.y - top * stage.camera.cosine)
    stage.shadows.contact(stage.shadows.ring(spot, width * 0.36, 0), reach=20, strength=0.45)
    stage.canvas.lay(merged(parts))


def grained_face(shape: tuple[int, int]) -> Floats:
    """Pale cypress for the sides of small stands."""
    grain = clouds(shape, (5, 160), "cypress") * np.float32(0.03) + clouds(
        shape, (26, 500), "rings"
    ) * np.float32(0.03)
    return toned(fill(shape, linear("#E2C79E")), 1 + grain)


def doll(stage: Stage, place: Place, robe: str, motif: str, *, width: float) -> None:
    """An egg-shaped doll: a robe with a pattern, a pale face, black hair."""

    def paint(surface: Surface) -> Floats:
        share = surface.height / np.float32(surface.top)
        around = surface.turn * np.float32(width * 0.5)
        cover = sample(pattern(motif, 70), 8000 - surface.height, around + 8000)
        cloth = blend(fill(surface.box.shape, linear(robe)), linear("#F1E6CF"), cover * np.float32(0.8))
        collar = (
            smooth(0.03, 0.0, np.abs(np.abs(surface.turn) * np.float32(0.25) - (np.float32(0.69) - share)))
            * (share > 0.42)
            * (share < 0.69)
        )
        cloth = blend(cloth, linear("#F4EEE2"), collar.astype(np.float32))
        head = smooth(0.665, 0.685, share)
        face = np.hypot(surface.turn / np.float32(0.85), (share - np.float32(0.81)) / np.float32(0.115))
        hair = blend(fill(surface.box.shape, linear("#2A2523")), linear("#F2E4D6"), smooth(1.03, 0.97, face))
        eyes = smooth(
            0.02,
            0.012,
            np.hypot(
                (np.abs(surface.turn) - np.float32(0.26)) * np.float32(0.2), (share - np.float32(0.80)) * 1.2
            ),
        )
        mouth = smooth(
            0.014, 0.008, np.hypot(surface.turn * np.float32(0.2), (share - np.float32(0.75)) * 1.4)
        )
        hair = blend(blend(hair, linear("#2A2523"), eyes), linear("#B8394A"), mouth)
        return blend(cloth, hair, head)

    stage.put(Turned(curve(_EGG_DOLL) * np.float32(width / 1000), paint, Finish(0.14, 0.4)), place)


def rabbit(stage: Stage, place: Place, glaze: Glaze, *, width: float) -> None:
    """A rabbit that looks up: one round body, a head, two ears laid back."""
    unit = width / 1000

    def clay(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear(glaze.base))

    def part(points: list[tuple[float, float, float]], radii: list[float]) -> Patch:
        path = bend([(x * unit, y * unit, z * unit) for x, y, z in points], 150)
        return stage.tube_part(path, [radius * unit for radius in radii], place, clay, glaze.finish)

    line = curve(((250, 0), (380, 60), (430, 240), (380, 440), (230, 560), (0, 590)), 160) * np.float32(unit)
    body = Turned(line, lambda surface: glazed(surface, glaze, seed=4), glaze.finish, stretch=1.22)
    parts = [
        part([(-260, 400, 60), (-400, 520, 90), (-470, 590, 100)], [170, 205, 150]),
        part([(-380, 680, 30), (-240, 800, -10), (-90, 850, -30), (20, 830, -40)], [60, 82, 74, 30]),
        part([(-350, 680, 140), (-200, 780, 160), (-50, 810, 165), (50, 780, 160)], [60, 80, 72, 30]),
        part([(520, 170, 20), (560, 190, 25)], [92, 80]),
    ]
    stage.put(body, place, *parts)
    eye = Grain("#3A2A26", 15 * unit * 1.2, Finish(0.8, 0.2))
    lay_grains(
        stage,
        [eye],
        [(place.x - 440 * unit, place.y - 590 * unit * stage.camera.cosine + 190 * unit * stage.camera.sine)],
        strength=0.1,
    )


def smoke_pot(stage: Stage, place: Place, glaze: Glaze, *, width: float) -> None:
    """A round pot with a window, for a coil against mosquitoes."""
    points = (
        (330, 0), (330, 0), (350, 16), (460, 140), (500, 380), (450, 620), (300, 760), (160, 800), (160, 800),
        (150, 812), (136, 800), (136, 800), (150, 700), (0, 600),
    )  # fmt: skip

    def paint(surface: Surface) -> Floats:
        base = glazed(surface, glaze, seed=9)
        away = np.hypot(
            (surface.turn + np.float32(0.25)) / np.float32(0.62),
            (surface.height / np.float32(surface.top) - np.float32(0.50)) / np.float32(0.26),
        )
        rim = smooth(1.14, 1.06, away) * smooth(0.98, 1.02, away)
        inside = blend(
            fill(surface.box.shape, linear("#1B1714")),
            linear("#5A4636"),
            smooth(0.2, 1.0, away) * smooth(-0.55, 0.35, surface.turn),
        )
        result = blend(base, linear(glaze.rim), rim * np.float32(0.8))
        return blend(result, inside, smooth(1.0, 0.98, away) * (1 - surface.inside))

    thing = Turned(curve(points) * np.float32(width / 1000), paint, glaze.finish)
    stage.put(thing, place)


def wreath(stage: Stage, *, radius: float = 330) -> None:
    """A ring of new rice straw with paper streamers and red berries, on a wall."""
    place = Place(stage.canvas.width / 2, stage.canvas.height * 0.44)

    def straw(surface: TubeSurface) -> Floats:
        twist = surface.along * np.float32(surface.length / 130) + surface.across * np.float32(0.55)
        strand = np.abs(twist - np.floor(twist) - np.float32(0.5)) * 2
        stalks = sample(
            clouds((512, 512), (7, 160), "stalks"),
            surface.across * 120 + surface.along * 900 + 300,
            surface.along * 3000,
        )
        base = blend(fill(surface.box.shape, linear("#A9A862")), linear("#C9BA7C"), smooth(-0.6, 0.8, stalks))
        return toned(base, (0.50 + 0.55 * np.sqrt(strand)) * (1 + stalks * np.float32(0.10)))

    angles = np.linspace(-np.pi * 0.98, np.pi * 0.98, 40)
    ring = [(float(np.sin(a) * radius), float(-np.cos(a) * radius * -1), 0.0) for a in angles]
    tails = [
        [(side * 40, -radius, 10.0), (side * 90, -radius - 190, 14.0), (side * 150, -radius - 400, 6.0)]
        for side in (-1, 1)
    ]
    path = bend(ring, 420)
    stage.canvas.shadow(_ring_shadow(stage, place, radius), strength=0.42)
    parts = [stage.tube_part(path, [34, 58, 74, 58, 34], place, straw, Finish(0.08, 0.5))]
    parts += [
        stage.tube_part(bend(tail, 160), [46, 38, 52], place, straw, Finish(0.08, 0.5)) for tail in tails
    ]
    stage.canvas.lay(merged(parts))
    for side in (-1, 1):
        _streamer(stage, place.x + side * 120, place.y + radius * 0.98, side)
    tie = [(-70.0, -radius + 6, 70.0), (0.0, -radius - 10, 92.0), (70.0, -radius + 6, 70.0)]
    stage.canvas.lay(cord(stage, tie, place, "#B23A2A", thickness=16))
    _berries(stage, place, radius)


def _ring_shadow(stage: Stage, place: Place, radius: float) -> Floats:
    high, wide = stage.canvas.height // 4, stage.canvas.width // 4
    down = np.arange(high, dtype=np.float32)[:, None] * 4 - np.float32(place.y + 26)
    across = np.arange(wide, dtype=np.float32)[None, :] * 4 - np.float32(place.x + 34)
    away = np.abs(np.hypot(across, down) - np.float32(radius))
    result: Floats = smooth(110, 20, away)
    return result


def _streamer(stage: Stage, x: float, y: float, side: int) -> None:
    """White paper folded in lightning steps."""
    base = washi("#F7F3EA", seed=3)
    for step in range(4):
        spot = Spot(x + side * (step * 34 - 10), y + 60 + step * 92, side * -9)
        put_flat(
            stage,
            spot,
            (46, 62),
            slab((44, 60), edge=2, corner=1),
            base,
            finish=PAPER,
            thickness=16,
            strength=0.35,
        )


def _berries(stage: Stage, place: Place, radius: float) -> None:
    random = generator("berries")
    spots = [
        (place.x + float(random.normal(0, 52)), place.y + radius - 96 + float(random.normal(0, 30)))
        for _ in range(17)
    ]
    for index in range(5):
        angle = -0.9 + index * 0.45
        path = bend(
            [
                (0, -radius + 60, 80),
                (float(np.sin(angle)) * 170, -radius + 60 + float(np.cos(angle)) * 150, 90),
            ],
            60,
        )

        def leaf(surface: TubeSurface) -> Floats:
            return fill(surface.box.shape, linear("#4F6238"))

        stage.canvas.lay(stage.tube_part(path, [4, 26, 20, 2], place, leaf, Finish(0.3, 0.3)))
    lay_grains(stage, [Grain("#B8322A", 25, Finish(0.8, 0.16))], spots, strength=0.35)
