"""One photograph: where, from how high, of what."""

from collections.abc import Callable
from dataclasses import dataclass

from noren.demo.pictures.engine.lathe import Outline, Point
from noren.demo.pictures.engine.stage import Stage, Turned
from noren.demo.pictures.things.glaze import Decoration, Glaze
from noren.demo.pictures.things.vessels import vessel

Draw = Callable[[Stage], None]

FROM_ABOVE = 90.0
# A hair above the table: things that hang on a wall are looked at straight.
LEVEL = 0.01


@dataclass(frozen=True, slots=True)
class Shot:
    """`scene` is a backdrop, `elevation` degrees; `draws` are done in order; `shows` names the option values pictured."""

    scene: str
    elevation: float
    alt: str
    draws: tuple[Draw, ...]
    shows: tuple[str, ...] = ()
    size: tuple[int, int] = (1600, 1600)

    def take(self) -> Stage:
        """The finished stage."""
        stage = Stage(self.scene, self.size, self.elevation)
        for draw in self.draws:
            draw(stage)
        return stage


def shot(scene: str, elevation: float, alt: str, *draws: Draw, shows: tuple[str, ...] = ()) -> Shot:
    """A photograph of square format."""
    return Shot(scene, elevation, alt, draws, shows)


def standing(thing: Turned, x: float, y: float) -> Draw:
    """A turned thing at a place given in shares of the picture."""
    return lambda stage: stage.put(thing, stage.at(x, y))


def pot(
    points: tuple[Point, ...],
    glaze: Glaze,
    width: float,
    x: float = 0.5,
    y: float = 0.7,
    *,
    seed: int = 1,
    decoration: Decoration | None = None,
    stretch: float = 1.0,
    outline: Outline | None = None,
) -> Draw:
    """A glazed vessel at a place given in shares of the picture."""
    thing = vessel(
        points, glaze, width=width, seed=seed, decoration=decoration, stretch=stretch, outline=outline
    )
    return standing(thing, x, y)
