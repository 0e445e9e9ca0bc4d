"""Small castings."""

from collections.abc import Sequence

from noren.demo.pictures.engine.canvas import Patch, merged
from noren.demo.pictures.engine.colour import Floats, fill, linear
from noren.demo.pictures.engine.lathe import Place
from noren.demo.pictures.engine.light import Finish
from noren.demo.pictures.engine.noise import layered
from noren.demo.pictures.engine.stage import Stage
from noren.demo.pictures.engine.tube import Bead, TubeSurface, bend

BRASS = Finish(0.95, 0.22, metal=True)


def _brass(surface: TubeSurface) -> Floats:
    cast = layered(surface.box.shape, 30, 3, "cast") * 0.05
    return fill(surface.box.shape, linear("#C99F4A")) * (1 + cast)[..., None]


def _ink(surface: TubeSurface) -> Floats:
    return fill(surface.box.shape, linear("#2B2018"))


def brass_bird(stage: Stage, place: Place, *, width: float) -> None:
    """A small bird of cast brass that sits on the table, looking to the left."""
    unit = width / 1000

    def part(points: Sequence[Bead], radii: Sequence[float]) -> Patch:
        path = bend([(x * unit, y * unit, z * unit) for x, y, z in points], 220)
        return stage.tube_part(path, [radius * unit for radius in radii], place, _brass, BRASS)

    body = [(540, 180, 0), (330, 214, 0), (80, 205, 0), (-140, 240, 0), (-280, 360, 0)]
    path = bend([(x * unit, y * unit, z * unit) for x, y, z in body], 60)
    stage.tube_shadow(path, 170 * unit, place, strength=0.5)
    stage.shadows.contact(stage.shadows.ring(Place(place.x - 20 * unit, place.y), 110 * unit, 0, 2.2))
    eye = bend([(-335 * unit, 440 * unit, 118 * unit), (-338 * unit, 440 * unit, 121 * unit)], 6)
    parts = [
        part(body, [26, 92, 205, 215, 150]),
        part([(-250, 360, 0), (-310, 410, 0)], [150, 142]),
        part([(-420, 400, 10), (-520, 385, 12), (-570, 372, 14)], [52, 26, 4]),
        part([(-60, 290, 168), (120, 270, 190), (330, 240, 120)], [70, 96, 14]),
        stage.tube_part(eye, 15 * unit, place, _ink, Finish(0.6, 0.2)),
    ]
    stage.canvas.lay(merged(parts))
