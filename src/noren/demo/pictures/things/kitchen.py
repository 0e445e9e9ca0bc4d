"""What works in a kitchen: pots, pans, sieves, brushes, graters."""

from math import cos, radians, sin

import numpy as np
from PIL import Image, ImageDraw

from noren.demo.pictures.engine.canvas import Box, Patch
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth, toned
from noren.demo.pictures.engine.lathe import Place, Surface, curve
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import generator, layered
from noren.demo.pictures.engine.stage import Stage, Turned
from noren.demo.pictures.engine.tube import TubeSurface, bend
from noren.demo.pictures.things.flat import Spot, put_flat, slab
from noren.demo.pictures.things.glaze import Glaze, glazed
from noren.demo.pictures.things.teaware import tube_glaze
from noren.demo.pictures.things.vessels import SALT_POT, SURIBACHI, profile, vessel
from noren.demo.pictures.things.woodware import grained

_POT = (
    (300, 0), (300, 0), (330, 14), (440, 100), (496, 260), (500, 380), (500, 380), (506, 400), (506, 400),
    (500, 410), (470, 412), (470, 412), (440, 400), (0, 380),
)  # fmt: skip
_POT_LID = (
    (470, 0),
    (470, 0),
    (476, 22),
    (440, 70),
    (300, 150),
    (140, 186),
    (104, 190),
    (96, 216),
    (130, 250),
    (124, 286),
    (90, 296),
    (0, 290),
)
_BASKET = (
    (360, 0), (360, 0), (380, 10), (450, 44), (492, 100), (500, 128), (500, 128), (492, 146), (478, 130), (478, 130),
    (440, 70), (340, 40), (0, 34),
)  # fmt: skip


def rice_pot(stage: Stage, place: Place, glaze: Glaze, *, width: float) -> None:
    """A thick-walled pot for rice with its lid on and two ears."""
    unit = width / 1000
    body = vessel(_POT, glaze, width=width, seed=3)
    line = curve(_POT_LID, 180) * np.float32(unit)
    line[:, 1] += np.float32(404 * unit)

    def paint(surface: Surface) -> Floats:
        return glazed(surface, glaze, seed=6)

    ears = []
    for side in (-1, 1):
        points = [
            (side * 486, 330, 90),
            (side * 575, 330, 60),
            (side * 590, 320, 0),
            (side * 575, 330, -60),
            (side * 486, 330, -90),
        ]
        path = bend([(x * unit, y * unit, z * unit) for x, y, z in points], 90)
        stage.tube_shadow(path, 34 * unit, place)
        ears.append(stage.tube_part(path, 36 * unit, place, tube_glaze(glaze, rim=False), glaze.finish))
    stage.put(body, place, stage.turned_part(Turned(line, paint, glaze.finish), place), *ears)


def mortar(glaze: Glaze, *, width: float) -> Turned:
    """A grinding bowl: glazed outside, bare inside with combed waves."""

    def paint(surface: Surface) -> Floats:
        outside = glazed(surface, glaze, seed=2)
        wave = surface.turn * np.float32(46) + np.sin(surface.along * 40) * np.float32(2.2)
        comb = np.abs(np.sin(wave))
        floor = smooth(0.12, 0.3, surface.radius / np.float32(surface.rim_radius))
        groove = (
            smooth(0.55, 0.1, comb)
            * floor
            * np.float32(0.42)
            * smooth(0.97, 0.9, surface.radius / np.float32(surface.rim_radius))
        )
        clay = fill(surface.box.shape, linear("#A97856")) * (1 - groove)[..., None]
        return blend(outside, clay, surface.inside)

    return Turned(profile(SURIBACHI, width), paint, Finish(0.3, 0.3))


def grater(glaze: Glaze, *, width: float) -> Turned:
    """A flat grating dish with rows of raised teeth in rings."""
    points = (
        (300, 0), (300, 0), (310, 20), (440, 60), (496, 130), (500, 168), (500, 168), (492, 178), (478, 168), (478, 168),
        (450, 110), (400, 86), (380, 96), (200, 92), (0, 90),
    )  # fmt: skip

    def paint(surface: Surface) -> Floats:
        base = glazed(surface, glaze, seed=4)
        share = surface.radius / np.float32(surface.rim_radius)
        ring = share * np.float32(17)
        count = np.maximum(np.round(np.floor(ring) * 6.0), 6)
        tooth = surface.turn * count / np.float32(2 * np.pi) + np.mod(np.floor(ring), 2) * np.float32(0.5)
        x, y = ring - np.floor(ring) - np.float32(0.5), tooth - np.floor(tooth) - np.float32(0.5)
        bump = np.exp(-(x * x + y * y) * 16)
        lit = np.clip(1 + (-(x * surface.side + y * 40) / 160) * bump * 2.2 - 0.55 * bump * (x > 0), 0.3, 1.6)
        where = surface.inside * smooth(0.80, 0.76, share)
        return toned(base, 1 + (lit - 1) * where)

    return Turned(profile(points, width), paint, glaze.finish)


def salt_pot(stage: Stage, place: Place, glaze: Glaze, *, width: float) -> None:
    """A jar of bare clay with a wooden lid."""
    unit = width / 1000
    rows = (
        (415, 0),
        (415, 0),
        (425, 16),
        (425, 60),
        (425, 60),
        (400, 76),
        (120, 80),
        (110, 90),
        (130, 140),
        (100, 168),
        (0, 172),
    )
    line = curve(rows, 120) * np.float32(unit)
    line[:, 1] += np.float32(846 * unit)
    cover = Turned(line, grained("#C89A66", pitch=36), Finish(0.08, 0.5))
    stage.put(vessel(SALT_POT, glaze, width=width, seed=8), place, stage.turned_part(cover, place))


def basket(*, width: float) -> Turned:
    """A flat basket of split bamboo, woven over two and under two."""

    def paint(surface: Surface) -> Floats:
        row, column = surface.front / np.float32(17) + 400, surface.side / np.float32(17) + 400
        over = np.mod(np.floor(row) + np.floor(column), 4) < 2
        strip = np.where(over, np.abs(np.sin(row * np.pi)), np.abs(np.sin(column * np.pi)))
        tone = 0.55 + 0.5 * np.sqrt(strip)
        hue = layered(surface.box.shape, 24, 2, "strip") * np.float32(0.05)
        inner = fill(surface.box.shape, linear("#CBB77C")) * (tone + hue)[..., None]
        wrap = np.abs(np.sin(surface.turn * 60 + surface.along * 20))
        rim = fill(surface.box.shape, linear("#B79A5C")) * (0.7 + 0.35 * wrap)[..., None]
        edge = smooth(0.86, 0.93, surface.radius / np.float32(surface.widest))
        return blend(inner.astype(np.float32), rim.astype(np.float32), edge)

    return Turned(profile(_BASKET, width), paint, Finish(0.25, 0.35))


def scrubber(stage: Stage, place: Place, *, length: float = 760, thickness: float = 190) -> None:
    """A scrubbing brush of palm fibre: a bent oval bundle of bristles."""
    random = generator("bristles")
    stage.shadows.cast(
        [
            (stage.shadows.ring(place, length * 0.37, level, 1.0), level)
            for level in (0.0, thickness * 0.5, thickness)
        ]
    )
    stage.shadows.contact(stage.shadows.ring(place, length * 0.34, 0))
    box = Box(
        int(place.x - length),
        int(place.y - length * 0.75),
        int(place.x + length),
        int(place.y + length * 0.6),
    )
    image = Image.new("RGBA", (box.shape[1], box.shape[0]), (70, 46, 28, 0))
    draw = ImageDraw.Draw(image)
    strokes = []
    for _ in range(11000):
        around, turn = random.uniform(0, 2 * np.pi), random.uniform(-0.35, np.pi + 0.35)
        ring = (length * 0.30 * cos(around), length * 0.19 * sin(around))
        out = thickness * 0.62 * float(random.uniform(0.82, 1.08))
        ahead = (cos(around), sin(around) * 0.7)
        up, side = sin(turn), cos(turn)
        base = (place.x + ring[0] - box.left, place.y + ring[1] * 0.75 - thickness * 0.28 - box.top)
        tip = (base[0] + ahead[0] * side * out, base[1] + ahead[1] * side * out * 0.7 - up * out * 0.8)
        glow = 0.50 + 0.40 * up - 0.26 * ahead[0] * side - 0.06 * ahead[1] + float(random.normal(0, 0.10))
        strokes.append((base[1] + up * 10, base, tip, max(0.2, glow)))
    for _, base, tip, glow in sorted(strokes):
        colour = (int(min(255, 168 * glow)), int(min(255, 112 * glow)), int(min(255, 68 * glow)), 255)
        draw.line([base, tip], fill=colour, width=2)
    pixels = np.asarray(image, np.float32) / 255
    stage.canvas.lay(Patch(box, np.square(pixels[..., :3]), (pixels[..., 3] > 0.5).astype(np.float32)))
    _wire_loop(stage, place, length)


def _wire_loop(stage: Stage, place: Place, length: float) -> None:
    def twine(surface: TubeSurface) -> Floats:
        strand = np.abs(np.sin(surface.along * 60 + surface.across * 2))
        return fill(surface.box.shape, linear("#D8C6A0")) * (0.75 + 0.3 * strand)[..., None]

    start = length * 0.40
    path = bend(
        [
            (start, 90, 40),
            (start + 130, 60, 100),
            (start + 190, 10, 180),
            (start + 90, 8, 230),
            (start - 10, 60, 130),
        ],
        180,
    )
    stage.tube_shadow(path, 8, place, strength=0.4)
    stage.canvas.lay(stage.tube_part(path, 8, place, twine, Finish(0.05, 0.5)))


def frying_pan(stage: Stage, place: Place, *, width: float) -> None:
    """A small pan of black cast iron; its handle points to the right and forward."""
    unit = width / 1000
    points = (
        (400, 0), (400, 0), (420, 16), (480, 120), (500, 180), (500, 180), (494, 190), (482, 180), (482, 180),
        (460, 120), (400, 40), (0, 34),
    )  # fmt: skip

    def iron(surface: Surface) -> Floats:
        sandy = layered(surface.box.shape, 9, 2, "cast") * np.float32(0.06)
        return fill(surface.box.shape, linear("#5E5B57")) * (1 + sandy)[..., None]

    def bar(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear("#5E5B57"))

    turn = radians(38)
    path = bend(
        [
            (r * unit * cos(turn), h * unit, r * unit * sin(turn))
            for r, h in ((470, 150), (640, 190), (860, 240), (1060, 250))
        ],
        150,
    )
    finish = Finish(0.5, 0.36, metal=True)
    stage.tube_shadow(path, 34 * unit, place)
    handle = stage.tube_part(path, [40 * unit, 32 * unit, 40 * unit, 46 * unit], place, bar, finish)
    stage.put(Turned(profile(points, width), iron, finish), place, handle)


def omelette_pan(stage: Stage, spot: Spot, *, size: tuple[float, float] = (640, 820)) -> None:
    """A rectangular copper pan from above, tinned inside, with a cypress handle."""
    half = (size[0] / 2, size[1] / 2)
    grip = spot.beside(0, 0)
    x, y = spot.point(0, half[1] + 330)
    handle = slab((44, 320), edge=30, corner=30)
    put_flat(
        stage,
        Spot(x, y, grip.turn),
        (50, 330),
        handle,
        lambda u, _v: (
            fill(u.shape, linear("#C9A472"))
            * (1 + layered(u.shape, 60, 2, "grip") * np.float32(0.04))[..., None]
        ),
        finish=Finish(0.15, 0.4),
        thickness=60,
    )
    wall = slab(half, edge=18, corner=24)

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        cover, lift = wall(u, v)
        inside = np.minimum(half[0] - np.abs(u), half[1] - np.abs(v))
        return cover, lift + 60 - 70 * smooth(14, 70, inside)

    def paint(u: Floats, v: Floats) -> Floats:
        inside = np.minimum(half[0] - np.abs(u), half[1] - np.abs(v))
        tin = (
            fill(u.shape, linear("#C9C6C0"))
            * (1 + layered(u.shape, 170, 4, "tin") * np.float32(0.05))[..., None]
        )
        copper = fill(u.shape, linear("#C07A50"))
        return blend(copper, tin, smooth(14, 20, inside))

    put_flat(stage, spot, half, shape, paint, finish=Finish(0.75, 0.3, metal=True), thickness=90)
