"""Round things along a line: handles, spouts, chopsticks, cords, stems, twigs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from noren.demo.pictures.engine.canvas import Box
from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.lathe import Place
from noren.demo.pictures.engine.light import Camera, Normals

Path = NDArray[np.float64]
Bead = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class TubeSurface:
    """What is seen of a tube; `along` runs 0 to 1, `across` from -1 to 1 over its width."""

    box: Box
    cover: Floats
    normals: Normals
    depth: Floats
    along: Floats
    across: Floats
    length: float


def bend(points: Sequence[Bead], count: int = 160) -> Path:
    """A smooth line through (x, up, towards the viewer) points, `count` × 3."""
    corners = np.asarray(points, np.float64)
    if len(corners) == 2:
        return np.linspace(corners[0], corners[1], count)
    padded = np.vstack([2 * corners[0] - corners[1], corners, 2 * corners[-1] - corners[-2]])
    place = np.linspace(0, len(corners) - 1, count)
    index = np.minimum(place.astype(int), len(corners) - 2)
    step = (place - index)[:, None]
    before, start, end, after = (padded[index + shift] for shift in range(4))
    result: Path = (
        start
        + (end - before) * 0.5 * step
        + (before - 2.5 * start + 2 * end - 0.5 * after) * step**2
        + (1.5 * (start - end) + 0.5 * (after - before)) * step**3
    )
    return result


def tube(path: Path, thickness: list[float] | float, place: Place, camera: Camera) -> TubeSurface:
    """Looks at a tube along `path`; `thickness` is its radius in pixels, or radii spread evenly along it."""
    radii = np.interp(
        np.linspace(0, 1, len(path)), np.linspace(0, 1, np.size(thickness)), np.atleast_1d(thickness)
    )
    across = place.x + path[:, 0]
    down = place.y - path[:, 1] * camera.cosine + path[:, 2] * camera.sine
    depth = path[:, 1] * camera.sine + path[:, 2] * camera.cosine
    reach = float(radii.max()) + 3
    box = Box(
        int(across.min() - reach), int(down.min() - reach), int(across.max() + reach), int(down.max() + reach)
    )
    number = _discs(across - box.left, down - box.top, radii, np.argsort(depth), box)
    cover = (number >= 0).astype(np.float32)
    which = np.clip(number, 0, None)
    rows, columns = box.grid()
    off_x = columns - across[which].astype(np.float32)
    off_y = rows - down[which].astype(np.float32)
    return _surface(
        box, cover, which, offset=(off_x, off_y), line=(across, down, depth, radii), camera=camera
    )


def _discs(across: Path, down: Path, radii: Path, order: NDArray[np.intp], box: Box) -> NDArray[np.int32]:
    image = Image.new("L" if len(radii) <= 254 else "I", (box.shape[1], box.shape[0]), 0)
    draw = ImageDraw.Draw(image)
    for index in order:
        x, y, radius = across[index], down[index], radii[index]
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=int(index) + 1)
    return np.asarray(image, np.int32) - 1


def _surface(
    box: Box,
    cover: Floats,
    which: NDArray[np.int32],
    *,
    offset: tuple[Floats, Floats],
    line: tuple[Path, Path, Path, Path],
    camera: Camera,
) -> TubeSurface:
    """The side of a tube faces away from its line; only at the two ends does it close like a ball."""
    across, down, depth, radii = line
    ahead_x, ahead_y = np.gradient(across), np.gradient(down)
    step = np.hypot(ahead_x, ahead_y) + 1e-6
    tangent_x = (ahead_x / step).astype(np.float32)[which]
    tangent_y = (ahead_y / step).astype(np.float32)[which]
    radius = radii.astype(np.float32)[which]
    walked = offset[0] * tangent_x + offset[1] * tangent_y
    aside = (offset[1] * tangent_x - offset[0] * tangent_y) / radius
    at_end = (which == 0) | (which == len(radii) - 1)
    end = np.where(at_end, walked / radius, 0)
    facing = np.sqrt(np.clip(1 - aside * aside - end * end, 0, 1))
    screen_x = -aside * tangent_y + end * tangent_x
    screen_y = aside * tangent_x + end * tangent_y
    sine, cosine = np.float32(camera.sine), np.float32(camera.cosine)
    normals = Normals(screen_x, -screen_y * cosine + facing * sine, screen_y * sine + facing * cosine)
    position = which + walked / step.astype(np.float32)[which]
    return TubeSurface(
        box=box,
        cover=cover,
        normals=normals,
        depth=depth.astype(np.float32)[which] + facing * radius,
        along=np.clip(position / (len(radii) - 1), 0, 1).astype(np.float32),
        across=aside.astype(np.float32),
        length=float(step.sum()),
    )
