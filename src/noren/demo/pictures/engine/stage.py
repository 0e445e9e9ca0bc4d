"""A picture in the making: a camera, a backdrop, and the ways to put things on it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from noren.demo.pictures.engine.backdrops import backdrop
from noren.demo.pictures.engine.block import Face, Size, block, footprint
from noren.demo.pictures.engine.canvas import Canvas, Patch, merged
from noren.demo.pictures.engine.colour import Floats
from noren.demo.pictures.engine.lathe import Outline, Place, Surface, surroundings, turned
from noren.demo.pictures.engine.light import OPEN, Camera, Finish, Surroundings, shade
from noren.demo.pictures.engine.shadows import ShadowPainter, turned_shadow
from noren.demo.pictures.engine.tube import Path, TubeSurface, tube

PaintTurned = Callable[[Surface], Floats]
PaintTube = Callable[[TubeSurface], Floats]
PaintFace = Callable[[Face], Floats]


@dataclass(frozen=True, slots=True)
class Turned:
    """A turned thing ready to be placed: its profile, paint and finish."""

    profile: Floats
    paint: PaintTurned
    finish: Finish
    stretch: float = 1.0
    outline: Outline | None = None


@dataclass
class Stage:
    """Where things are put one after the other, from the back to the front."""

    scenery: str
    size: tuple[int, int] = (1600, 1600)
    elevation: float = 27.0
    canvas: Canvas = field(init=False)
    camera: Camera = field(init=False)
    shadows: ShadowPainter = field(init=False)

    def __post_init__(self) -> None:
        self.canvas = Canvas(backdrop(self.scenery, self.size))
        self.camera = Camera(self.elevation)
        self.shadows = ShadowPainter(self.canvas, self.camera)

    def at(self, across: float, down: float) -> Place:
        """A place given in shares of the picture's width and height."""
        return Place(across * self.canvas.width, down * self.canvas.height)

    def turned_part(self, thing: Turned, place: Place, *, around: Surroundings | None = None) -> Patch:
        """A turned thing as a patch, without shadow."""
        surface = turned(thing.profile, place, self.camera, stretch=thing.stretch, outline=thing.outline)
        light = shade(
            thing.paint(surface),
            surface.normals,
            view=self.camera.to_viewer,
            finish=thing.finish,
            around=around or surroundings(surface),
        )
        return Patch(surface.box, light, surface.cover, surface.depth)

    def tube_part(
        self, path: Path, thickness: list[float] | float, place: Place, paint: PaintTube, finish: Finish
    ) -> Patch:
        """A tube as a patch, without shadow."""
        surface = tube(path, thickness, place, self.camera)
        light = shade(paint(surface), surface.normals, view=self.camera.to_viewer, finish=finish)
        return Patch(surface.box, light, surface.cover, surface.depth)

    def put(self, thing: Turned, place: Place, *extra: Patch, shadow: bool = True) -> None:
        """Places a turned thing with its shadow; `extra` parts (handle, spout, lid) join it by depth."""
        if shadow:
            turned_shadow(self.shadows, thing.profile, place, stretch=thing.stretch)
        part = self.turned_part(thing, place)
        self.canvas.lay(merged([part, *extra]) if extra else part)

    def tube_shadow(self, path: Path, thickness: float, place: Place, *, strength: float = 0.4) -> None:
        """The shadow of a tube: small circles along its line."""
        ground = [
            (Place(place.x + x, place.y + z * self.camera.sine), max(0.0, up))
            for x, up, z in path[:: len(path) // 40]
        ]
        shapes = [(self.shadows.ring(spot, thickness, up), up) for spot, up in ground]
        self.shadows.cast(shapes, strength=strength)

    def put_block(
        self,
        size: Size,
        place: Place,
        paint: PaintFace,
        finish: Finish,
        *,
        yaw: float = 28.0,
        base: float = 0.0,
        shadow: bool = True,
    ) -> None:
        """Places a box with its shadow."""
        if shadow:
            self.block_shadow(size, place, yaw=yaw, base=base)
        self.canvas.lay(merged(self.block_parts(size, place, paint, finish, yaw=yaw, base=base)))

    def block_parts(
        self,
        size: Size,
        place: Place,
        paint: PaintFace,
        finish: Finish,
        *,
        yaw: float = 28.0,
        base: float = 0.0,
    ) -> list[Patch]:
        """The sides of a box as patches, without shadow."""
        parts = []
        for face in block(size, place, self.camera, yaw=yaw, base=base):
            around = OPEN if face.side == "top" else Surroundings(sky=_near_ground(face, base))
            light = shade(paint(face), face.normals, view=self.camera.to_viewer, finish=finish, around=around)
            parts.append(Patch(face.box, light, face.cover, face.depth))
        return parts

    def block_shadow(self, size: Size, place: Place, *, yaw: float = 28.0, base: float = 0.0) -> None:
        """The shadow of a box on the table."""
        foot = footprint(size, place, self.camera, yaw=yaw)
        levels = [base + size.height * step / 12 for step in range(13)]
        moves = [self.shadows.on_table(0, 0, level) for level in levels]
        shapes = [
            ([(x + dx, y + dy) for x, y in foot], level)
            for (dx, dy), level in zip(moves, levels, strict=True)
        ]
        self.shadows.cast(shapes)
        if base < 8:
            self.shadows.contact(foot)


def _near_ground(face: Face, base: float) -> Floats:
    height = np.float32(face.size[1] + base) - face.down
    result: Floats = (1 - np.float32(0.5) * np.exp(-np.maximum(height, 0) / np.float32(50))).astype(
        np.float32
    )
    return result
