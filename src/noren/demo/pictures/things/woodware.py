"""Things of wood and lacquer: trays, chopsticks, boxes, boards, spatulas."""

import numpy as np

from noren.demo.pictures.engine.backdrops import wood
from noren.demo.pictures.engine.block import Face, Size
from noren.demo.pictures.engine.canvas import Patch, merged
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth, toned
from noren.demo.pictures.engine.lathe import Place, Point, Surface, curve
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import clouds, sample, tile
from noren.demo.pictures.engine.stage import PaintTurned, Stage, Turned
from noren.demo.pictures.engine.tube import TubeSurface, bend
from noren.demo.pictures.things.flat import Shape, Spot, put_flat, slab

OILED = Finish(0.16, 0.38)
RAW = Finish(0.05, 0.5)
LACQUER = Finish(0.95, 0.07)

TRAY = (
    (430, 0), (430, 0), (445, 10), (492, 40), (500, 84), (500, 84), (494, 92), (482, 86), (482, 86),
    (472, 56), (440, 42), (300, 40), (0, 40),
)  # fmt: skip
BREAD_PLATE = (
    (300, 0), (300, 0), (320, 12), (430, 40), (498, 80), (498, 80), (496, 90), (484, 88), (484, 88),
    (400, 60), (250, 50), (0, 48),
)  # fmt: skip
SOUP_BOWL = (
    (205, 0), (205, 0), (212, 60), (212, 60), (330, 110), (450, 260), (492, 440), (500, 580), (500, 580),
    (494, 588), (484, 580), (484, 580), (472, 440), (420, 270), (280, 140), (110, 104), (0, 100),
)  # fmt: skip


def grained(colour: str, *, seed: int = 1, pitch: float = 90.0, contrast: float = 1.0) -> PaintTurned:
    """Wood whose grain runs straight through a turned thing."""

    def paint(surface: Surface) -> Floats:
        return wood(surface.box.shape, linear(colour), seed=seed, pitch=pitch, contrast=contrast)

    return paint


def lacquered(colour: str, *, glow: str) -> PaintTurned:
    """Lacquer wiped over wood: dark, with the wood glowing through on edges."""

    def paint(surface: Surface) -> Floats:
        grain = sample(
            tile(60, 3, 2), surface.height * np.float32(0.25), surface.turn * np.float32(surface.widest * 2)
        )
        edge = smooth(
            14, 2, np.abs(surface.along - np.float32(surface.rim_along)) * np.float32(surface.widest * 3)
        )
        base = fill(surface.box.shape, linear(colour)) * (1 + grain * np.float32(0.10))[..., None]
        return blend(base, linear(glow), edge * np.float32(0.6))

    return paint


def turned_wood(
    points: tuple[Point, ...], paint: PaintTurned, *, width: float, finish: Finish = OILED
) -> Turned:
    """A turned wooden thing, `width` pixels wide."""
    return Turned(curve(points) * np.float32(width / 1000), paint, finish)


def gouged(colour: str, *, seed: int = 1) -> PaintTurned:
    """Wood with the marks of a round gouge in its hollow."""
    base = grained(colour, seed=seed, pitch=70)

    def paint(surface: Surface) -> Floats:
        row = surface.front / np.float32(46)
        column = surface.side / np.float32(70) + np.mod(np.floor(row), 2) * np.float32(0.5)
        cut = (row - np.floor(row) - np.float32(0.5)) ** 2 + (
            column - np.floor(column) - np.float32(0.5)
        ) ** 2
        tone = 1 + (cut - np.float32(0.17)) * np.float32(0.42) * surface.inside
        return toned(base(surface), tone)

    return paint


class Chopstick:
    """Albedo of a lacquered eight-sided stick; `name` puts gold signs near its thick end."""

    def __init__(self, colour: str, *, name: bool) -> None:
        self.colour, self.name = colour, name

    def __call__(self, surface: TubeSurface) -> Floats:
        """The colour along the stick; facets show as slightly different tones."""
        facet = np.round(np.arcsin(np.clip(surface.across, -1, 1)) / np.float32(np.pi / 4))
        result = toned(fill(surface.box.shape, linear(self.colour)), 1 + facet * np.float32(0.10))
        if self.name:
            signs = smooth(0.5, 0.9, clouds(surface.box.shape, (7, 9), "name")) * smooth(
                0.05, 0.055, surface.along
            )
            inside = signs * smooth(0.16, 0.155, surface.along) * smooth(0.6, 0.4, np.abs(surface.across))
            result = blend(result, linear("#D9B45B"), inside)
        return result


def chopsticks(
    stage: Stage,
    spot: Spot,
    colours: tuple[str, ...],
    *,
    length: float = 1180,
    gap: float = 46,
    name: bool = False,
    rest: float = 24,
) -> None:
    """Sticks side by side, seen from above, their thick ends at the start."""
    place = Place(spot.x, spot.y)
    for index, colour in enumerate(colours):
        aside = (index - (len(colours) - 1) / 2) * gap
        ends = [spot.point(-length / 2, aside), spot.point(length / 2, aside * 0.92)]
        path = bend([(x - spot.x, rest, y - spot.y) for x, y in ends], 260)
        stage.tube_shadow(path, 15, place, strength=0.5)
        stage.canvas.lay(
            stage.tube_part(
                path,
                [size * length / 960 for size in (19, 18, 15, 10, 6)],
                place,
                Chopstick(colour, name=name),
                LACQUER,
            )
        )


def bentwood_box(stage: Stage, place: Place, *, width: float, height: float, colour: str = "#DDBE8F") -> None:
    """An oval lunch box of bent cedar with a lid, its seam sewn with cherry bark."""
    radius = width / 2
    seam = height * 0.62
    points: list[Point] = [
        (radius - 8, 0), (radius - 8, 0), (radius - 6, 8), (radius - 6, seam), (radius - 6, seam), (radius, seam + 1), (radius, seam + 1),
        (radius, height - 5), (radius - 5, height), (radius - 5, height), (0, height + 1),
    ]  # fmt: skip

    def paint(surface: Surface) -> Floats:
        on_top = smooth(0.6, 0.8, surface.normals.y)
        lid_grain = wood(surface.box.shape, linear(colour), seed=5, pitch=34, contrast=0.55)
        straight = sample(tile(26, 3, 4), surface.height * np.float32(2.2), surface.turn * np.float32(40))
        side = fill(surface.box.shape, linear(colour)) * (1 + straight * np.float32(0.035))[..., None]
        result = blend(side, lid_grain, on_top)
        angle = surface.turn - np.float32(0.35)
        stitches = (
            smooth(0.030, 0.024, np.abs(angle)) * (1 - on_top) * (np.abs(np.mod(surface.height, 30) - 15) < 8)
        )
        overlap = smooth(0.012, 0.0, np.abs(angle - np.float32(0.11))) * (1 - on_top) * np.float32(0.45)
        result = blend(result * (1 - overlap)[..., None], linear("#5E2F22"), stitches.astype(np.float32))
        gap = smooth(4, 1, np.abs(surface.height - np.float32(seam)))
        return blend(result, linear("#4A3520"), gap * (1 - on_top) * np.float32(0.7))

    stage.put(Turned(curve(points, 250), paint, RAW, stretch=1.55), place)


def drawers(stage: Stage, place: Place, *, count: int, size: Size, yaw: float = 24.0) -> None:
    """A small chest of paulownia wood; the front is its right-hand side, with brass knobs."""
    high = size.height / count

    def paint(face: Face) -> Floats:
        pitch = 26 if face.side == "left" else 46
        albedo = wood(face.box.shape, linear("#DCC6A0"), seed=len(face.side), pitch=pitch, contrast=0.55)
        if face.side != "right":
            return albedo
        frame = 16.0
        row = np.mod(face.down, high)
        inside = np.minimum(
            np.minimum(face.across, size.width - face.across) - frame,
            np.minimum(row, high - row) - frame * 0.45,
        )
        gap = smooth(3.2, 1.0, np.abs(inside))
        return blend(albedo, linear("#4E3A24"), gap * np.float32(0.75))

    stage.put_block(size, place, paint, RAW, yaw=yaw)
    knobs = [_knob(stage, place, size, (index + 0.5) * high, yaw) for index in range(count)]
    stage.canvas.lay(merged(knobs))


def _knob(stage: Stage, place: Place, size: Size, up: float, yaw: float) -> Patch:
    turn = np.radians(yaw)
    out = (float(np.sin(turn)), float(np.cos(turn)))
    near, far = size.depth / 2 + 2, size.depth / 2 + 26
    path = bend([(out[0] * near, up, out[1] * near), (out[0] * far, up, out[1] * far)], 24)

    def brass(surface: TubeSurface) -> Floats:
        return fill(surface.box.shape, linear("#C9A24E"))

    return stage.tube_part(path, [7, 9, 17, 18], place, brass, Finish(0.9, 0.16, metal=True))


def board(
    stage: Stage, spot: Spot, *, size: tuple[float, float], colour: str = "#E3C79C", seed: int = 3
) -> None:
    """A cutting board seen from above."""
    half = (size[0] / 2, size[1] / 2)
    put_flat(
        stage, spot, half, slab(half, edge=16, corner=26),
        lambda u, _v: wood(u.shape, linear(colour), seed=seed, pitch=64, contrast=0.7), finish=RAW, thickness=34,
    )  # fmt: skip


def _spatula(length: float, width: float) -> Shape:
    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        share = u / np.float32(length) + np.float32(0.5)
        blade = smooth(0.52, 0.80, share)
        half = np.float32(width * 0.17) + (np.float32(width * 0.33)) * blade
        slope = np.float32(0.5 * length) - np.float32(0.10 * width) + v * np.float32(0.16)
        end = np.minimum(slope - u, u + np.float32(0.5 * length))
        round_off = np.sqrt(np.clip(1 - np.square(np.clip(1 - end / half, 0, 1)), 0, 1))
        distance = half * round_off - np.abs(v)
        cover = np.clip(distance + 0.5, 0, 1) * (end > -0.5)
        inner = np.clip(distance / np.maximum(half * 0.8, 1), 0, 1)
        height = np.sqrt(1 - np.square(1 - inner)) * (np.float32(width * 0.12) * (1 - blade * 0.5))
        return cover.astype(np.float32), height.astype(np.float32)

    return shape


def spatula(
    stage: Stage, spot: Spot, *, length: float = 1250, width: float = 290, colour: str = "#B5764C"
) -> None:
    """A wooden spatula lying."""
    put_flat(
        stage, spot, (length / 2, width / 2), _spatula(length, width),
        lambda u, _v: wood(u.shape, linear(colour), seed=6, pitch=40, contrast=0.7), finish=OILED, thickness=26,
    )  # fmt: skip


def _spoon(length: float, width: float, bowl: float) -> Shape:
    """A spoon whose bowl takes up `bowl` of its length."""

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        centre = np.float32(length * (0.5 - bowl / 2))
        x, y = (u - centre) / np.float32(length * bowl / 2), v / np.float32(width / 2)
        away = np.sqrt(x * x + y * y)
        half = np.float32(width * 0.11) + np.float32(width * 0.05) * smooth(0.2, -0.5, u / np.float32(length))
        end = np.clip((u + np.float32(length / 2)) / half, 0, 1)
        shaft = half * np.sqrt(1 - np.square(1 - end)) - np.abs(v)
        shaft = np.where(u < centre, shaft, -1e3)
        scale = np.float32(min(width, length * bowl) / 2)
        cover = np.maximum(np.clip((1 - away) * scale + 0.5, 0, 1), np.clip(shaft + 0.5, 0, 1))
        rim = np.exp(-np.square((away - np.float32(0.94)) / np.float32(0.10))) * np.float32(width * 0.07)
        hollow = -np.float32(width * 0.20) * np.clip(1 - away * away, 0, 1)
        stick = np.sqrt(np.clip(shaft / half, 0, 1)) * half * np.float32(0.7)
        height = np.where(away < 1, hollow + rim, stick)
        return cover.astype(np.float32), height.astype(np.float32)

    return shape


def spoon(
    stage: Stage, spot: Spot, *, length: float, width: float, bowl: float = 0.38, colour: str = "#A8643F"
) -> None:
    """A wooden spoon or scoop lying."""
    put_flat(
        stage, spot, (length / 2, width / 2), _spoon(length, width, bowl),
        lambda u, _v: wood(u.shape, linear(colour), seed=8, pitch=30, contrast=0.7), finish=OILED, thickness=24,
    )  # fmt: skip
