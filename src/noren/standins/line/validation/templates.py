"""Template messages: buttons, confirm, carousel, image carousel."""

from __future__ import annotations

from collections.abc import Iterator

from noren.standins.line.validation import actions, addresses
from noren.standins.line.validation.checks import (
    Check,
    Path,
    Problem,
    also,
    array,
    matching,
    obj,
    one_of,
    tagged,
    text,
)

_button = actions.action(actions.TEMPLATE)
_default = actions.action(actions.TEMPLATE_DEFAULT)
_PICTURE = {"imageAspectRatio": one_of("rectangle", "square"), "imageSize": one_of("cover", "contain")}
_HEAD = {
    "thumbnailImageUrl": addresses.fetched(),
    "imageBackgroundColor": matching("#[0-9A-Fa-f]{6}"),
    "title": text(40),
    "defaultAction": _default,
}


def _text_limit(plain: int, with_head: int) -> Check:
    """Text may be longer when neither picture nor title stands above it."""

    def check(value: object, path: Path) -> Iterator[Problem]:
        if isinstance(value, dict):
            limit = with_head if value.get("title") or value.get("thumbnailImageUrl") else plain
            yield from text(limit)(value["text"], (*path, "text"))

    return check


def _even_columns(value: object, path: Path) -> Iterator[Problem]:
    columns = value["columns"] if isinstance(value, dict) else []
    if len({len(column["actions"]) for column in columns}) > 1:
        yield Problem((*path, "columns"), "the number of actions must be the same in all columns")
    for name in ("thumbnailImageUrl", "title"):
        if len({column.get(name) is None for column in columns}) > 1:
            yield Problem((*path, "columns"), f"{name} must be specified for all columns or for none")


buttons = also(
    obj(
        {"type": text(), "text": text(), "actions": array(_button, minimum=1, maximum=4)},
        {**_HEAD, **_PICTURE},
    ),
    _text_limit(160, 60),
)
confirm = obj({"type": text(), "text": text(240), "actions": array(_button, minimum=2, maximum=2)})
_column = also(
    obj({"text": text(), "actions": array(_button, minimum=1, maximum=3)}, _HEAD), _text_limit(120, 60)
)
carousel = also(
    obj({"type": text(), "columns": array(_column, minimum=1, maximum=10)}, _PICTURE), _even_columns
)
_image_column = obj({"imageUrl": addresses.fetched(), "action": actions.action(actions.IMAGE_CAROUSEL)})
image_carousel = obj({"type": text(), "columns": array(_image_column, minimum=1, maximum=10)})
template = tagged(
    {"buttons": buttons, "confirm": confirm, "carousel": carousel, "image_carousel": image_carousel}
)
