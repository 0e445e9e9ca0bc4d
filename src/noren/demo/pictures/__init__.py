"""Photographs for the demo shops, drawn when they are needed.

`catalogue()` lists them without drawing anything; `draw(key)` draws one, always the same bytes on one machine;
`draw_many` draws a batch in several processes, those on the same backdrop together.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from noren.demo.pictures import marks
from noren.demo.pictures.engine.canvas import jpeg
from noren.demo.pictures.shots import (
    akari,
    bungu,
    chaki,
    daidokoro,
    kashi,
    ki,
    kisetsu,
    minami,
    nuno,
    ocha,
    okurimono,
    utsuwa,
)
from noren.demo.pictures.shots.scenes import BANNERS, SHELVES
from noren.demo.pictures.shots.shot import Shot

_SHELVES_OF_SHOTS = {
    "koharu": (utsuwa, chaki, ocha, kashi, nuno, bungu, ki, akari, daidokoro, kisetsu, okurimono),
    "minami": (minami,),
}
_LOGOS: dict[str, Callable[[], bytes]] = {"koharu": marks.koharu, "minami": marks.minami}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: `key` names it for `draw`; `shows` are the option values it pictures (empty: any variant)."""

    key: str
    width: int
    height: int
    alt: str
    media_type: str
    shows: tuple[str, ...] = ()


@cache
def _shots() -> dict[str, Shot]:
    """Every photograph by its key."""
    found: dict[str, Shot] = {}
    for shop, modules in _SHELVES_OF_SHOTS.items():
        for module in modules:
            for handle, shots in module.SHOTS.items():
                found.update(
                    {f"{shop}/products/{handle}/{index}": shot for index, shot in enumerate(shots, 1)}
                )
        found.update({f"{shop}/categories/{handle}": shot for handle, shot in SHELVES[shop].items()})
        found.update({f"{shop}/banners/{index}": shot for index, shot in enumerate(BANNERS[shop], 1)})
    return found


@cache
def catalogue() -> tuple[Picture, ...]:
    """All pictures of both shops, without drawing them.

    Keys are `<shop>/products/<handle>/<n>`, `<shop>/categories/<handle>`, `<shop>/banners/<n>` and `<shop>/logo`.
    """
    pictures = [
        Picture(key, *shot.size, alt=shot.alt, media_type="image/jpeg", shows=shot.shows)
        for key, shot in _shots().items()
    ]
    logos = [Picture(f"{shop}/logo", marks.SIZE, marks.SIZE, "", "image/png") for shop in _LOGOS]
    return (*pictures, *logos)


def product_pictures(shop: str, handle: str) -> tuple[Picture, ...]:
    """The pictures of one product in the order in which they are shown; empty for an unknown one."""
    start = f"{shop}/products/{handle}/"
    return tuple(picture for picture in catalogue() if picture.key.startswith(start))


def draw(key: str) -> bytes:
    """The picture's file (JPEG; logos PNG). Raises KeyError for a key that the catalogue does not have."""
    shop, _, rest = key.partition("/")
    if rest == "logo":
        return _LOGOS[shop]()
    return jpeg(_shots()[key].take().canvas.image())


def _draw_batch(keys: list[str]) -> list[tuple[str, bytes]]:
    return [(key, draw(key)) for key in keys]


def draw_many(keys: Iterable[str], *, processes: int = 1) -> Iterator[tuple[str, bytes]]:
    """Draws pictures in any order, as they get ready; those that share a backdrop come from one process."""
    batches: dict[str, list[str]] = {}
    for key in keys:
        shot = _shots().get(key)
        batches.setdefault(shot.scene if shot else "", []).append(key)
    if processes == 1:
        for batch in batches.values():
            yield from _draw_batch(batch)
        return
    # Fresh processes: a forked copy of a server's threads and connections would be a trap.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        largest_first = sorted(batches.values(), key=len, reverse=True)
        for done in as_completed([pool.submit(_draw_batch, batch) for batch in largest_first]):
            yield from done.result()
