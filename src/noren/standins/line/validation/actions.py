"""Action objects, whose rules depend on where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from noren.standins.line.validation import addresses
from noren.standins.line.validation.checks import (
    Check,
    Path,
    Problem,
    also,
    integer,
    matching,
    obj,
    one_of,
    tagged,
    text,
)

DATE = r"\d{4}-\d{2}-\d{2}"
TIME = r"\d{2}:\d{2}"
MOMENT_BY_MODE = {"date": DATE, "time": TIME, "datetime": f"{DATE}[Tt]{TIME}"}


@dataclass(frozen=True)
class Place:
    """Where an action stands: its label's limit (UTF-16 units), whether it needs one, which kinds may stand there."""

    label_limit: int
    label_required: bool
    kinds: tuple[str, ...]


COMMON = ("postback", "message", "uri", "datetimepicker", "clipboard")
TEMPLATE = Place(20, True, COMMON)
TEMPLATE_DEFAULT = Place(20, False, COMMON)
IMAGE_CAROUSEL = Place(12, False, COMMON)
FLEX_BUTTON = Place(40, True, COMMON)
FLEX_AREA = Place(40, False, COMMON)
QUICK_REPLY = Place(20, True, (*COMMON, "camera", "cameraRoll", "location"))
RICH_MENU = Place(20, False, (*COMMON, "richmenuswitch"))


def action(place: Place) -> Check:
    """The check of an action at this place."""
    label = text(place.label_limit, minimum=0 if not place.label_required else 1)
    return tagged({kind: _kind(kind, label, required=place.label_required) for kind in place.kinds})


def _kind(kind: str, label: Check, *, required: bool) -> Check:
    needed, free, extra = _FIELDS[kind]
    with_label = {"type": text(), **({"label": label} if required else {}), **needed}
    rest = free if required else {"label": label, **free}
    return also(obj(with_label, rest), *extra)


def _postback_texts(value: object, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    if value.get("displayText") is not None and value.get("text") is not None:
        yield Problem((*path, "text"), "displayText and text cannot be used together")
    if value.get("fillInText") is not None and value.get("inputOption") != "openKeyboard":
        yield Problem((*path, "fillInText"), "fillInText requires inputOption openKeyboard")


def _moments(value: object, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    check = matching(MOMENT_BY_MODE[str(value["mode"])])
    for name in ("initial", "max", "min"):
        if value.get(name) is not None:
            yield from check(value[name], (*path, name))


_Fields = tuple[Mapping[str, Check], Mapping[str, Check], tuple[Check, ...]]
_FIELDS: Mapping[str, _Fields] = {
    "postback": (
        {"data": text(300)},
        {
            "displayText": text(300),
            "text": text(300),
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            "fillInText": text(1000),
        },
        (_postback_texts,),
    ),
    "message": ({"text": text(300)}, {}, ()),
    "uri": ({"uri": addresses.link}, {"altUri": obj({"desktop": addresses.link})}, ()),
    "datetimepicker": (
        {"data": text(300), "mode": one_of("date", "time", "datetime")},
        {"initial": text(), "max": text(), "min": text()},
        (_moments,),
    ),
    "clipboard": ({"clipboardText": text(1000)}, {}, ()),
    "camera": ({}, {}, ()),
    "cameraRoll": ({}, {}, ()),
    "location": ({}, {}, ()),
    "richmenuswitch": ({"richMenuAliasId": text(32), "data": text(300, minimum=0)}, {}, ()),
}


def area(*, minimum_size: int = 0) -> Check:
    """A rectangle in pixels."""
    return obj(
        {"x": integer(0), "y": integer(0), "width": integer(minimum_size), "height": integer(minimum_size)}
    )
