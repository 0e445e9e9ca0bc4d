"""Rich menu objects and their pictures."""

from __future__ import annotations

from collections.abc import Iterator

from noren.standins.line.validation import actions
from noren.standins.line.validation.checks import Check, Path, Problem, array, boolean, integer, obj, text

IMAGE_BYTES = 1024 * 1024
IMAGE_TYPES = ("image/jpeg", "image/png")


def _size(value: object, path: Path) -> Iterator[Problem]:
    yield from obj({"width": integer(800, 2500), "height": integer(250)})(value, path)
    if isinstance(value, dict):
        width, height = value.get("width"), value.get("height")
        if isinstance(width, int) and isinstance(height, int) and width < 1.45 * height:
            yield Problem((*path, "height"), "The aspect ratio (width / height) must be at least 1.45")


FIELDS: dict[str, Check] = {
    "size": _size,
    "selected": boolean,
    "name": text(300),
    "chatBarText": text(14),
    "areas": array(obj({"bounds": actions.area(), "action": actions.action(actions.RICH_MENU)}), maximum=20),
}
