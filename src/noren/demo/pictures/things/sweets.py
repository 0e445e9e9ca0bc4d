"""Sweets and other things to eat."""

import numpy as np

from noren.demo.pictures.engine.block import Face, Size
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth
from noren.demo.pictures.engine.lathe import Petals, Place, Surface, curve
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import dots, layered, sample
from noren.demo.pictures.engine.stage import Stage, Turned
from noren.demo.pictures.things.flat import Paint, Shape, Spot, disc, flower, put_flat
from noren.demo.pictures.things.grains import Grain, lay_grains, mound

SUGAR = Finish(0.06, 0.5, wrap=0.6)
JELLY = Finish(0.85, 0.12, wrap=0.5)
BAKED = Finish(0.22, 0.35)
CHEWY = Finish(0.30, 0.3, wrap=0.6)

KONPEITO = {
    "white": "#F4EFE6",
    "pink": "#EDC6C6",
    "yellow": "#EBDCA4",
    "green": "#C6D4AC",
    "blue": "#C9D5DE",
    "matcha": "#B4C38A",
    "yuzu": "#EFDF9C",
    "strawberry": "#E9B0B4",
}


def konpeito(
    stage: Stage, place: Place, tints: tuple[str, ...], *, radius: float, count: int, size: float = 34.0
) -> None:
    """A heap of sugar stars."""
    kinds = [Grain(KONPEITO[tint], size, Finish(0.45, 0.22, wrap=0.6), 20, 0.22) for tint in tints]
    points = mound(
        place,
        stage.camera,
        radius=radius,
        height=size * 2.6,
        count=count,
        seed=len(tints),
        spacing=size * 1.5,
    )
    lay_grains(stage, kinds, points)


def beans(stage: Stage, place: Place, colour: str, *, radius: float, count: int, size: float = 42.0) -> None:
    """A heap of shiny beans."""
    kinds = [Grain(colour, size, Finish(0.9, 0.14), flat=0.9, wide=1.08)]
    points = mound(
        place, stage.camera, radius=radius, height=size * 2.2, count=count, seed=5, spacing=size * 1.65
    )
    lay_grains(stage, kinds, points)


def _dough(colour: str, *, burn: str, seed: int, rough: float = 0.10, specks: str | None = None) -> Paint:
    """A baked or pressed surface: uneven colour, darker spots, perhaps seeds."""

    def paint(u: Floats, v: Floats) -> Floats:
        spots = smooth(0.3, 1.6, layered(u.shape, 110, 4, "spots", seed))
        result = blend(fill(u.shape, linear(colour)), linear(burn), spots * np.float32(rough * 6))
        fine = layered(u.shape, 9, 2, "fine", seed) * np.float32(rough * 0.5)
        result *= (1 + fine)[..., None]
        if specks is None:
            return result
        field = sample(dots(1.1, 6.5, seed % 3), v + 4000, u + 4000)
        return blend(result, linear(specks), field)

    return paint


def pressed_sugar(stage: Stage, spot: Spot, petals: int, colour: str, *, radius: float = 120) -> None:
    """A dry sweet of sugar, pressed in a flower-shaped mould."""
    paint = _dough(colour, burn="#FFFFFF", seed=petals, rough=0.05)
    put_flat(
        stage,
        spot,
        (radius, radius),
        flower(radius, petals, dome=0.42),
        paint,
        finish=SUGAR,
        thickness=radius * 0.4,
    )


def _maple(radius: float) -> Shape:
    """A leaf of seven points with veins."""

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        away, turn = np.hypot(u, v) / np.float32(radius), np.arctan2(u, -v)
        fan = np.clip(np.abs(turn) / np.float32(np.pi * 0.86), 0, 1)
        lobe = np.abs(np.cos(turn * np.float32(3.5 / 0.86)))
        reach = (
            (0.50 + 0.50 * np.power(lobe, np.float32(0.8)))
            * (1 - 0.38 * fan**2)
            * (np.abs(turn) < np.pi * 0.93)
        )
        cover = np.clip((reach - away) * np.float32(radius * 0.7) + 0.5, 0, 1)
        vein = smooth(0.05, 0.0, 1 - lobe) * smooth(0.95, 0.3, away)
        height = (
            np.sqrt(np.clip(1 - np.square(np.clip(away / np.maximum(reach, 0.05), 0, 1)), 0, 1)) * 0.5
            - vein * 0.18
        )
        return cover.astype(np.float32), (height * radius * 0.42).astype(np.float32)

    return shape


def _stream(radius: float) -> Shape:
    """A disc with three waves running over it."""
    base = disc(radius, dome=0.3, edge=0.35)

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        cover, height = base(u, v)
        wave = np.abs(
            np.sin(
                (v + np.sin(u / np.float32(radius) * 4) * np.float32(radius * 0.18)) / np.float32(radius) * 6
            )
        )
        return cover, height - smooth(0.35, 0.0, wave) * np.float32(radius * 0.07) * cover

    return shape


def season_sugar(stage: Stage, spot: Spot, season: str, *, radius: float = 120) -> None:
    """A pressed sweet of the season: blossom, stream, maple, snow."""
    colours = {"spring": "#EFD0CF", "summer": "#CFDDE2", "autumn": "#E2A77C", "winter": "#F3F0EA"}
    shapes = {
        "spring": flower(radius, 5, notch=0.2, dome=0.42),
        "summer": _stream(radius),
        "autumn": _maple(radius * 1.12),
        "winter": flower(radius, 6, notch=0.26, dome=0.4, centre=0.3),
    }
    paint = _dough(colours[season], burn="#FFFFFF", seed=4, rough=0.04)
    put_flat(
        stage, spot, (radius * 1.2, radius * 1.2), shapes[season], paint, finish=SUGAR, thickness=radius * 0.4
    )


def cracker(
    stage: Stage, spot: Spot, colour: str, burn: str, *, radius: float, seaweed: bool = False, seed: int = 1
) -> None:
    """A grilled rice cracker, blistered and browned; with a band of seaweed if wanted."""
    base = disc(radius, dome=0.16, edge=0.2)

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        cover, height = base(u, v)
        return cover, height + layered(u.shape, 60, 3, "blister", seed) * np.float32(3.2)

    dough = _dough(colour, burn=burn, seed=seed, rough=0.13)

    def paint(u: Floats, v: Floats) -> Floats:
        band = smooth(radius * 0.42, radius * 0.40, np.abs(u)) * np.float32(0.96 if seaweed else 0)
        return blend(dough(u, v), linear("#1E241D"), band)

    put_flat(stage, spot, (radius, radius), shape, paint, finish=Finish(0.4, 0.3), thickness=26)


def monaka(stage: Stage, spot: Spot, *, radius: float = 170, colour: str = "#D9A96B") -> None:
    """A crisp wafer pressed like a chrysanthemum."""
    paint = _dough(colour, burn="#A46A30", seed=6, rough=0.05)
    put_flat(
        stage,
        spot,
        (radius, radius),
        flower(radius, 16, notch=0.07, dome=0.36, centre=0.2),
        paint,
        finish=BAKED,
        thickness=60,
    )


def yokan(stage: Stage, place: Place, colour: str, *, size: Size, yaw: float) -> None:
    """A bar of sweet bean jelly with a lustre on its edges."""

    def paint(face: Face) -> Floats:
        edge = smooth(18, 0, face.to_edge)
        deep = linear(colour)
        pale = (deep[0] * 1.9 + 0.02, deep[1] * 1.8 + 0.015, deep[2] * 1.7 + 0.012)
        return blend(fill(face.box.shape, deep), pale, edge * np.float32(0.7))

    stage.put_block(size, place, paint, JELLY, yaw=yaw)


def dusted_cubes(
    stage: Stage, place: Place, *, colour: str = "#CDB385", side: float = 150.0, count: int = 7
) -> None:
    """Soft cubes rolled in roasted soy flour."""
    spots = [
        (-1.25, -0.55),
        (0.05, -0.75),
        (1.3, -0.45),
        (-0.75, 0.35),
        (0.55, 0.3),
        (-0.1, 1.05),
        (1.35, 0.85),
    ][:count]

    def paint(face: Face) -> Floats:
        powder = layered(face.box.shape, 14, 3, "powder", len(face.side)) * np.float32(0.03)
        soft = smooth(0, 26, face.to_edge) * np.float32(0.10)
        return fill(face.box.shape, linear(colour)) * (0.95 + powder + soft)[..., None]

    for index, (across, front) in enumerate(spots):
        here = Place(place.x + across * side * 1.12, place.y + front * side * 1.2 * stage.camera.sine)
        stage.put_block(Size(side, side * 0.92, side * 0.62), here, paint, SUGAR, yaw=18 + (index * 29) % 50)


def jelly_drops(stage: Stage, place: Place, *, count: int = 9, size: float = 96.0) -> None:
    """Bracken-starch jelly: dark, soft, half dusted."""
    kinds = [
        Grain("#5A4733", size, Finish(0.85, 0.12, wrap=0.7), flat=0.74, wide=1.12, powder="#C7A76C"),
        Grain("#63503A", size, Finish(0.85, 0.12, wrap=0.7), flat=0.70, wide=1.18, powder="#BE9C60"),
    ]
    points = mound(
        place, stage.camera, radius=size * 2.5, height=size * 0.7, count=count, seed=4, spacing=size * 1.45
    )
    lay_grains(stage, kinds, points)


def snowballs(
    stage: Stage, place: Place, *, radius: float, count: int, size: float = 88.0, colour: str = "#FBF5E8"
) -> None:
    """Round cookies white with sugar."""
    kinds = [Grain(colour, size, SUGAR, rough=0.8, flat=0.92)]
    points = mound(
        place, stage.camera, radius=radius, height=size * 1.5, count=count, seed=3, spacing=size * 1.75
    )
    lay_grains(stage, kinds, points)


def sable(
    stage: Stage,
    spot: Spot,
    *,
    radius: float,
    colour: str = "#CFA873",
    seeds: str | None = "#26211F",
    seed: int = 1,
) -> None:
    """A thick butter biscuit with seeds."""
    paint = _dough(colour, burn="#A9773F", seed=seed, rough=0.06, specks=seeds)
    put_flat(
        stage, spot, (radius, radius), disc(radius, dome=0.2, edge=0.16), paint, finish=BAKED, thickness=44
    )


def madeleine(stage: Stage, spot: Spot, *, length: float = 420) -> None:
    """A small cake baked in a shell-shaped mould."""

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        share = u / np.float32(length) + np.float32(0.5)
        half = np.float32(length * 0.33) * np.sqrt(
            np.clip(1 - np.square(np.clip((0.62 - share) / 0.62, -1, 1)), 0, 1)
        )
        half = np.where(
            share > 0.62,
            np.float32(length * 0.33) * np.sqrt(np.clip(1 - np.square((share - 0.62) / 0.38), 0, 1)),
            half,
        )
        distance = half - np.abs(v)
        cover = np.clip(distance + 0.5, 0, 1) * (share > 0) * (share < 1)
        spread = v / np.maximum(half, 1)
        ribs = np.sqrt(np.abs(np.sin(spread * np.float32(6.6)))) * smooth(0.05, 0.5, share)
        dome = np.sqrt(np.clip(1 - spread * spread, 0, 1)) * np.sqrt(
            np.clip(np.sin(np.clip(share, 0, 1) * np.pi), 0, 1)
        )
        return cover.astype(np.float32), (dome * length * 0.17 + ribs * 24 * dome).astype(np.float32)

    paint = _dough("#DDAE66", burn="#B8762F", seed=3, rough=0.05)
    put_flat(stage, spot, (length / 2, length * 0.34), shape, paint, finish=BAKED, thickness=60)


def honey_flower(stage: Stage, spot: Spot, *, radius: float = 170, seed: int = 1) -> None:
    """A fried cake in the form of a flower, soaked in honey."""
    paint = _dough("#A9652B", burn="#6E3714", seed=seed, rough=0.08)
    put_flat(
        stage,
        spot,
        (radius, radius),
        flower(radius, 8, notch=0.13, dome=0.34, centre=0.16),
        paint,
        finish=Finish(0.75, 0.16),
        thickness=64,
    )


def half_moon(stage: Stage, spot: Spot, colour: str, *, length: float = 330) -> None:
    """A rice cake pinched into a half moon."""

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        x, y = u / np.float32(length / 2), v / np.float32(length / 2) + np.float32(0.38)
        belly = np.float32(0.86) * np.sqrt(np.clip(1 - x * x, 0, 1))
        inside = np.minimum(belly - y, y + np.float32(0.10) * (1 - x * x)) * np.float32(length / 2)
        cover = np.clip(inside + 0.5, 0, 1)
        cushion = np.clip(inside / np.float32(length * 0.16), 0, 1)
        ridge = np.exp(-np.square((y - 0.04) / 0.05)) * np.float32(0.12)
        height = np.sqrt(1 - np.square(1 - cushion)) - ridge
        return cover.astype(np.float32), (height * length * 0.16).astype(np.float32)

    put_flat(
        stage,
        spot,
        (length / 2, length * 0.42),
        shape,
        _dough(colour, burn=colour, seed=2, rough=0.02),
        finish=CHEWY,
        thickness=56,
    )


def loaf(
    stage: Stage, place: Place, *, crumb: str, crust: str, beans_colour: str, size: Size, yaw: float = 34.0
) -> None:
    """A pound cake cut open: crumb and beans at the cut, crust around it."""

    def paint(face: Face) -> Floats:
        fine = layered(face.box.shape, 12, 3, "crumb", len(face.side)) * np.float32(0.07)
        bake = layered(face.box.shape, 150, 3, "crust", len(face.side)) * np.float32(0.10)
        if face.side != "left":
            return fill(face.box.shape, linear(crust)) * (1 + fine + bake)[..., None]
        edge = smooth(22, 6, face.to_edge)
        inner = fill(face.box.shape, linear(crumb)) * (1 + fine * 1.4)[..., None]
        field = sample(dots(0.12, 17, 1), face.down + 300, face.across + 300)
        inner = blend(inner, linear(beans_colour), smooth(0.2, 0.5, field))
        return blend(inner.astype(np.float32), linear(crust), edge)

    stage.put_block(size, place, paint, BAKED, yaw=yaw)


def brittle(
    stage: Stage, spot: Spot, ground: str, seeds: str, *, size: tuple[float, float], seed: int
) -> None:
    """A thin bar of puffed grain and seeds held by syrup."""
    half = (size[0] / 2, size[1] / 2)

    def shape(u: Floats, v: Floats) -> tuple[Floats, Floats]:
        inside = np.minimum(half[0] - np.abs(u), half[1] - np.abs(v)) + layered(
            u.shape, 26, 2, "rim", seed
        ) * np.float32(2.5)
        field = sample(dots(7.0, 5.0, seed % 3), v + 2000, u + 2000)
        height = np.clip(inside / 8, 0, 1) * 10 + field * np.float32(8)
        return np.clip(inside + 0.5, 0, 1).astype(np.float32), height.astype(np.float32)

    def paint(u: Floats, v: Floats) -> Floats:
        field = sample(dots(7.0, 5.0, seed % 3), v + 2000, u + 2000)
        return blend(fill(u.shape, linear(ground)), linear(seeds), smooth(0.15, 0.6, field))

    put_flat(stage, spot, half, shape, paint, finish=Finish(0.5, 0.25), thickness=26)


def rice_cake(colour: str, *, width: float, height: float) -> Turned:
    """A round rice cake for New Year, soft at its edge."""
    half = width / 2
    line = curve(
        [
            (half * 0.86, 0),
            (half * 0.98, height * 0.2),
            (half, height * 0.45),
            (half * 0.92, height * 0.8),
            (half * 0.6, height),
            (0, height * 1.04),
        ]
    )

    def paint(surface: Surface) -> Floats:
        return fill(surface.box.shape, linear(colour))

    return Turned(line, paint, Finish(0.14, 0.4, wrap=0.55))


def orange(*, width: float) -> Turned:
    """A bitter orange with its leaf scar."""
    half = width / 2
    line = curve(
        [
            (half * 0.5, 0),
            (half * 0.9, half * 0.4),
            (half, half * 0.9),
            (half * 0.8, half * 1.45),
            (half * 0.3, half * 1.72),
            (0, half * 1.66),
        ]
    )

    def paint(surface: Surface) -> Floats:
        pores = sample(dots(2.6, 3.0, 1), surface.along * np.float32(900), surface.turn * np.float32(240))
        result = fill(surface.box.shape, linear("#D9782A")) * (1 - pores * np.float32(0.16))[..., None]
        return blend(result, linear("#5D6B36"), smooth(0.93, 0.98, surface.along))

    return Turned(line, paint, Finish(0.4, 0.28), outline=Petals(10, 0.01))
