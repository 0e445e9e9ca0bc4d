"""What a shop needs before it opens. Each app says its part in a module `requirements.py`:

    requirement("catalog.product", "公開中の商品", area="products", position=40, missing=lambda: …)

`missing` runs in the shop's scope and returns msgids of what is lacking, nothing when all is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from noren.shops.types import ChecklistItem


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing to do before opening. The shop can't open while a `required` one lacks something."""

    key: str
    label: str
    area: str
    position: int
    missing: Callable[[], Sequence[str]]
    required: bool


_requirements: dict[str, Requirement] = {}


def requirement(
    key: str,
    label: str,
    *,
    area: str,
    position: int,
    missing: Callable[[], Sequence[str]],
    required: bool = True,
) -> None:
    """Register a requirement. `label` is a msgid, `area` the part of the console that mends it.

    Raises ValueError for a key registered twice.
    """
    if key in _requirements:
        raise ValueError(f"opening requirement {key} is registered twice")
    _requirements[key] = Requirement(key, label, area, position, missing, required)


def checklist() -> list[ChecklistItem]:
    """Return all requirements as they stand for the shop in scope, in their order."""
    return [
        ChecklistItem(one.key, one.label, one.area, one.required, tuple(one.missing()))
        for one in sorted(_requirements.values(), key=lambda one: (one.position, one.key))
    ]
