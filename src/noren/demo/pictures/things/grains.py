"""Many small things: sweets, beans, leaves. One picture of each kind is made and then laid many times."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from noren.demo.pictures.engine.canvas import Box, Canvas, Patch
from noren.demo.pictures.engine.colour import Floats, blend, fill, linear, smooth
from noren.demo.pictures.engine.lathe import Place, Point
from noren.demo.pictures.engine.light import Camera, Finish, Normals, shade
from noren.demo.pictures.engine.noise import clouds, generator
from noren.demo.pictures.engine.shadows import SCALE
from noren.demo.pictures.engine.stage import Stage


@dataclass(frozen=True, slots=True)
class Sprite:
    """A small thing's light and cover, to be laid with its middle at a point."""

    light: Floats
    cover: Floats

    def lay(self, canvas: Canvas, x: float, y: float) -> None:
        """Puts the sprite on the canvas."""
        left, top = int(x - self.cover.shape[1] / 2), int(y - self.cover.shape[0] / 2)
        box = Box(left, top, left + self.cover.shape[1], top + self.cover.shape[0])
        canvas.lay(Patch(box, self.light, self.cover), soften=False)


@dataclass(frozen=True, slots=True)
class Grain:
    """A kind of small thing: `bumps` stand out by `bumpiness` radii, `flat` squashes it, `powder` lies on its top."""

    colour: str
    radius: float
    finish: Finish
    bumps: int = 0
    bumpiness: float = 0.0
    rough: float = 0.0
    flat: float = 1.0
    wide: float = 1.0
    powder: str | None = None


def _bump_directions(count: int, seed: int) -> Floats:
    index = np.arange(count) + 0.5
    up = 1 - 2 * index / count
    turn = index * 2.399963 + seed
    level = np.sqrt(1 - up * up)
    return np.stack([np.cos(turn) * level, up, np.sin(turn) * level], axis=1).astype(np.float32)


def sprite(grain: Grain, camera: Camera, seed: int = 0) -> Sprite:
    """A ball as the camera sees it, with its bumps and its roughness."""
    reach = int(grain.radius * (1.2 + grain.bumpiness) * max(1, grain.wide)) + 2
    axis = np.arange(-reach, reach + 1, dtype=np.float32)
    down, across = np.meshgrid(
        axis / np.float32(grain.radius * grain.flat),
        axis / np.float32(grain.radius * grain.wide),
        indexing="ij",
    )
    away = np.hypot(down, across)
    swell = np.zeros_like(away)
    if grain.bumps:
        out = np.sqrt(np.clip(1 - away * away, 0, 1))
        for x, y, z in _bump_directions(grain.bumps, seed):
            near = across * x / np.maximum(away, 1) - down * y / np.maximum(away, 1) + out * z
            swell += np.exp((near - 1) * 20) * np.float32(grain.bumpiness)
    size = 1 + swell
    inside = np.clip((size - away) * np.float32(grain.radius) + 0.5, 0, 1)
    height = np.sqrt(np.clip(size * size - away * away, 0, None)) * np.float32(grain.radius)
    if grain.rough:
        height = height + clouds(away.shape, (5, 5), "rough", seed) * np.float32(grain.rough)
    fall_down, fall_across = np.gradient(height)
    fall_down, fall_across = np.clip(fall_down, -6, 6), np.clip(fall_across, -6, 6)
    length = np.sqrt(fall_down**2 + fall_across**2 + 1)
    normals = facing(-fall_across / length, fall_down / length, 1 / length, camera)
    sky = np.clip(0.55 + 0.45 * (-down), 0.25, 1).astype(np.float32)
    albedo = fill(away.shape, linear(grain.colour)) * sky[..., None]
    if grain.powder is not None:
        dust = smooth(
            -0.45,
            0.45,
            -down - across * np.float32(0.3) + clouds(away.shape, (9, 9), "dust", seed) * np.float32(0.22),
        )
        albedo = blend(albedo, linear(grain.powder), dust * np.float32(0.9))
    return Sprite(
        shade(albedo, normals, view=camera.to_viewer, finish=grain.finish), inside.astype(np.float32)
    )


def facing(across: Floats, up: Floats, out: Floats, camera: Camera) -> Normals:
    """Normals given as the camera sees them, in the world's axes."""
    sine, cosine = np.float32(camera.sine), np.float32(camera.cosine)
    return Normals(across, up * cosine + out * sine, out * cosine - up * sine)


def scattered(
    place: Place, camera: Camera, *, radius: float, count: int, spacing: float, seed: int
) -> list[Point]:
    """Points on a lying disc that keep `spacing` apart where they can."""
    random = generator("scatter", seed)
    points: list[Point] = []
    for _ in range(count * 30):
        if len(points) == count:
            break
        far, turn = np.sqrt(random.random()) * radius, random.random() * 2 * np.pi
        x, y = float(far * np.cos(turn)), float(far * np.sin(turn))
        if all((x - a) ** 2 + (y - b) ** 2 > spacing**2 for a, b in points):
            points.append((x, y))
    return [(place.x + x, place.y + y * camera.sine) for x, y in points]


def lay_grains(
    stage: Stage, kinds: Sequence[Grain], points: Sequence[Point], *, seed: int = 1, strength: float = 0.5
) -> None:
    """Lays small things at `points` (where each touches the ground), far ones first, with one shadow for all."""
    radius = kinds[0].radius
    _grain_shadow(stage, points, radius * max(1.0, kinds[0].wide), strength)
    sprites = [sprite(grain, stage.camera, variant) for grain in kinds for variant in range(3)]
    random = generator("which", seed)
    for x, y in sorted(points, key=lambda point: point[1]):
        chosen = sprites[int(random.integers(len(sprites)))]
        chosen.lay(stage.canvas, x, y - radius * kinds[0].flat * 0.8 * stage.camera.cosine)


def _grain_shadow(stage: Stage, points: Sequence[Point], radius: float, strength: float) -> None:
    image = Image.new("L", (stage.canvas.width // SCALE, stage.canvas.height // SCALE), 0)
    draw = ImageDraw.Draw(image)
    deep = radius * max(0.35, stage.camera.sine)
    for x, y in points:
        left, top = (x - radius * 0.7) / SCALE, (y - deep * 0.5) / SCALE
        draw.ellipse((left, top, left + radius * 2.1 / SCALE, top + deep * 1.6 / SCALE), fill=255)
    soft = image.filter(ImageFilter.GaussianBlur(max(1.2, radius * 0.22 / SCALE)))
    stage.canvas.shadow(np.asarray(soft, np.float32) / np.float32(255), strength=strength)


def mound(
    place: Place, camera: Camera, *, radius: float, height: float, count: int, seed: int, spacing: float = 0.0
) -> list[Point]:
    """Points on a heap, `height` pixels high in its middle, at least `spacing` apart."""
    random = generator("mound", seed)
    kept: list[tuple[float, float, float]] = []
    for _ in range(count * (12 if spacing else 1)):
        if len(kept) == count:
            break
        far, turn = float(np.sqrt(random.random())) * radius, float(random.random()) * 2 * np.pi
        up = height * float(np.exp(-((far / (radius * 0.55)) ** 2)))
        x, z = far * float(np.cos(turn)), far * float(np.sin(turn))
        if all((x - a) ** 2 + (up - b) ** 2 + (z - c) ** 2 >= spacing**2 for a, b, c in kept):
            kept.append((x, up, z))
    return [(place.x + x, place.y + z * camera.sine - up * camera.cosine) for x, up, z in kept]


def _many(
    place: Place, camera: Camera, radius: float, height: float, *, count: int, seed: int
) -> list[Point]:
    random = generator("heap", seed)
    far, turn = np.sqrt(random.random(count)) * radius, random.random(count) * 2 * np.pi
    up = height * np.exp(-np.square(far / (radius * 0.55)))
    rows = place.y + far * np.sin(turn) * camera.sine - up * camera.cosine
    return list(zip((place.x + far * np.cos(turn)).tolist(), rows.tolist(), strict=True))


def leaf_heap(
    stage: Stage,
    place: Place,
    colours: Sequence[str],
    *,
    radius: float,
    height: float,
    length: float,
    count: int = 2600,
    seed: int = 1,
    width: float = 5.0,
) -> None:
    """A heap of rolled tea leaves: short strokes, darker below, lit on their upper left."""
    points = _many(place, stage.camera, radius, height, count=count, seed=seed)
    points.sort(key=lambda point: point[1])
    margin = int(length + 10)
    box = Box(
        int(place.x - radius) - margin,
        int(place.y - height - radius) - margin,
        int(place.x + radius) + margin,
        int(place.y + radius) + margin,
    )
    image = Image.new("RGBA", (box.shape[1] * 2, box.shape[0] * 2), (60, 50, 30, 0))
    draw = ImageDraw.Draw(image)
    _heap_ground(
        draw,
        box,
        place,
        (radius * 0.93, radius * stage.camera.sine * 0.93, height * stage.camera.cosine),
        colours[0],
    )
    random = generator("leaves", seed)
    reach = radius * stage.camera.sine
    for x, y in points:
        share = np.clip((x - place.x) / radius * 0.28 + (y - place.y) / reach * 0.10, -0.4, 0.4)
        tone = float(0.86 - share + random.normal(0, 0.13))
        _leaf_stroke(
            draw,
            (x - box.left, y - box.top),
            colours[int(random.integers(len(colours)))],
            tone,
            size=(length * float(random.uniform(0.6, 1.2)), width),
            random=random,
        )
    small = np.asarray(image.resize((box.shape[1], box.shape[0]), Image.Resampling.BOX), np.float32) / 255
    _grain_shadow(stage, [(place.x, place.y + 6)], radius * 0.98, 0.45)
    stage.canvas.lay(Patch(box, np.square(small[..., :3]), small[..., 3]), soften=False)


def _heap_ground(
    draw: ImageDraw.ImageDraw, box: Box, place: Place, size: tuple[float, float, float], colour: str
) -> None:
    """A dark body under the leaves, so that no ground shines through the heap."""
    wide, deep, high = size
    shade_of = tuple(int(int(colour[index : index + 2], 16) * 0.4) for index in (1, 3, 5))
    x, y = (place.x - box.left) * 2, (place.y - box.top) * 2
    for step in range(12):
        share = step / 11
        reach = float(np.sqrt(-np.log(max(share, 0.02)))) * 0.55 if share else 1.0
        w, d, up = wide * min(1, reach) * 2, deep * min(1, reach) * 2, high * share * 2
        draw.ellipse((x - w, y - up - d, x + w, y - up + d), fill=(*shade_of, 255))


def _leaf_stroke(
    draw: ImageDraw.ImageDraw,
    middle: Point,
    colour: str,
    tone: float,
    *,
    size: tuple[float, float],
    random: np.random.Generator,
) -> None:
    turn = float(random.uniform(0, np.pi))
    bow = float(random.normal(0, 0.35))
    length, width = size
    line = []
    for step in (-1.0, -0.33, 0.33, 1.0):
        angle = turn + bow * step
        line.append(
            (
                middle[0] * 2 + np.cos(angle) * step * length,
                middle[1] * 2 + np.sin(angle) * step * length * 0.62,
            )
        )
    red, green, blue = (int(colour[index : index + 2], 16) for index in (1, 3, 5))

    def lit(factor: float) -> tuple[int, int, int, int]:
        return (min(255, int(red * factor)), min(255, int(green * factor)), min(255, int(blue * factor)), 255)

    draw.line([(x + 2, y + 4) for x, y in line], fill=lit(tone * 0.42), width=int(width * 2), joint="curve")
    draw.line(line, fill=lit(tone), width=int(width * 2 * 0.8), joint="curve")
    draw.line(
        [(x - 1, y - width * 0.5) for x, y in line[:3]], fill=lit(tone * 1.28), width=max(1, int(width * 0.5))
    )
