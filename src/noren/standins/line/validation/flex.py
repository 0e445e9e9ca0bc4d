"""Flex Messages: containers, blocks, components (https://developers.line.biz/en/reference/messaging-api/#flex-message)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from noren.standins.line.validation import actions, addresses
from noren.standins.line.validation.checks import (
    Check,
    Path,
    Problem,
    also,
    array,
    boolean,
    integer,
    lazy,
    matching,
    obj,
    one_of,
    tagged,
    text,
)

KILOBYTE = 1024
BUBBLE_BYTES = 30 * KILOBYTE
CAROUSEL_BYTES = 50 * KILOBYTE
ANIMATED_LIMIT = 10
NO_VIDEO = frozenset({"nano", "micro", "deca", "hecto"})
MISSING = "must be specified"
PIXELS = r"\d+(\.\d+)?px"
PERCENT = r"\d+(\.\d+)?%"
SPACES = "none|xs|sm|md|lg|xl|xxl"
SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"

color = matching(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
space = matching(f"{SPACES}|{PIXELS}")
space_or_percent = matching(f"{SPACES}|{PIXELS}|-?{PERCENT}")
offset = matching(f"{SPACES}|-?{PIXELS}|-?{PERCENT}")
length = matching(f"{PIXELS}|{PERCENT}")
flex_factor = integer(0)
area_action = actions.action(actions.FLEX_AREA)
font_size = matching(f"{SIZES}|{PIXELS}")

POSITIONED = {
    "position": one_of("relative", "absolute"),
    "offsetTop": offset, "offsetBottom": offset, "offsetStart": offset, "offsetEnd": offset,
}  # fmt: skip
TEXT_STYLE = {
    "size": font_size, "color": color, "weight": one_of("regular", "bold"), "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}  # fmt: skip


def _kind(required: dict[str, Check], optional: dict[str, Check]) -> Check:
    return obj({"type": text(), **required}, optional, missing=MISSING)


def _ratio(value: object, path: Path) -> Iterator[Problem]:
    found = (
        re.fullmatch(r"(\d{1,6}(?:\.\d+)?):(\d{1,6}(?:\.\d+)?)", value) if isinstance(value, str) else None
    )
    if found is None:
        yield Problem(path, "invalid property")
        return
    width, height = float(found[1]), float(found[2])
    if not (1 <= width <= 100000 and 1 <= height <= 100000 and height <= 3 * width):
        yield Problem(path, "invalid property")


def _has_words(value: object, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict) and not value.get("contents") and not value.get("text"):
        yield Problem((*path, "text"), "must be non-empty text")


def _absolute_angle(value: object, path: Path) -> Iterator[Problem]:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)deg", value) if isinstance(value, str) else None
    if found is None or float(found[1]) >= 360:
        yield Problem(path, "invalid property")


gradient = _kind(
    {"angle": _absolute_angle, "startColor": color, "endColor": color},
    {"centerColor": color, "centerPosition": matching(PERCENT)},
)
span = _kind({"text": text(empty="must be non-empty text")}, dict(TEXT_STYLE))
text_component = also(
    _kind({}, {
        "text": text(minimum=0), "adjustMode": one_of("shrink-to-fit"),
        "contents": array(tagged({"span": span}, wrong="invalid property", missing=MISSING)),
        "flex": flex_factor, "margin": space, "align": one_of("start", "end", "center"),
        "gravity": one_of("top", "bottom", "center"), "wrap": boolean, "lineSpacing": matching(PIXELS), "maxLines": integer(0),
        "action": area_action, "scaling": boolean, **TEXT_STYLE, **POSITIONED,
    }),
    _has_words,
)  # fmt: skip
image = _kind({"url": addresses.fetched()}, {
    "flex": flex_factor, "margin": space, "align": one_of("start", "end", "center"),
    "gravity": one_of("top", "bottom", "center"), "size": matching(f"{SIZES}|full|{PIXELS}|{PERCENT}"),
    "aspectRatio": _ratio, "aspectMode": one_of("cover", "fit"), "backgroundColor": color, "action": area_action,
    "animated": boolean, **POSITIONED,
})  # fmt: skip
button = _kind({"action": actions.action(actions.FLEX_BUTTON)}, {
    "flex": flex_factor, "margin": space, "height": one_of("sm", "md"), "style": one_of("primary", "secondary", "link"),
    "color": color, "gravity": one_of("top", "bottom", "center"), "adjustMode": one_of("shrink-to-fit"),
    "scaling": boolean, **POSITIONED,
})  # fmt: skip
icon = _kind({"url": addresses.fetched()}, {
    "margin": space, "size": matching(f"{SIZES}|{PIXELS}|{PERCENT}"), "aspectRatio": _ratio, "scaling": boolean, **POSITIONED,
})  # fmt: skip
separator = _kind({}, {"margin": space, "color": color})
filler = _kind({}, {"flex": flex_factor})


def _box(*layouts: str) -> Check:
    return also(
        _kind({"layout": one_of(*layouts), "contents": array(lambda _value, _path: iter(()))}, {
            "flex": flex_factor, "spacing": space, "margin": space, "backgroundColor": color, "borderColor": color,
            "borderWidth": matching(f"none|light|normal|medium|semi-bold|bold|{PIXELS}"), "cornerRadius": space,
            "width": length, "maxWidth": length, "height": length, "maxHeight": length,
            "paddingAll": space_or_percent, "paddingTop": space_or_percent, "paddingBottom": space_or_percent,
            "paddingStart": space_or_percent, "paddingEnd": space_or_percent, "action": area_action,
            "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
            "alignItems": one_of("center", "flex-start", "flex-end"),
            "background": tagged({"linearGradient": gradient}, missing=MISSING), **POSITIONED,
        }),
        _box_contents,
    )  # fmt: skip


def _box_contents(value: object, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict):
        inside = _INSIDE_BASELINE if value["layout"] == "baseline" else _INSIDE_BOX
        yield from array(inside)(value["contents"], (*path, "contents"))


box = _box("horizontal", "vertical", "baseline")
_INSIDE_BOX = tagged(
    {
        "box": lazy(lambda: box),
        "button": button,
        "image": image,
        "text": text_component,
        "separator": separator,
        "filler": filler,
    },
    wrong="invalid property",
    missing=MISSING,
)
_INSIDE_BASELINE = tagged(
    {"icon": icon, "text": text_component, "filler": filler}, wrong="invalid property", missing=MISSING
)
video = _kind(
    {
        "url": addresses.fetched(),
        "previewUrl": addresses.fetched(),
        "altContent": tagged({"box": box, "image": image}, wrong="invalid property", missing=MISSING),
    },
    {"aspectRatio": _ratio, "action": actions.action(actions.Place(40, True, ("uri",)))},
)
_BLOCK_BOX = tagged({"box": box}, wrong="invalid property", missing=MISSING)
_BLOCK_STYLE = obj({}, {"backgroundColor": color, "separator": boolean, "separatorColor": color})


def _has_block(value: object, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict) and not any(value.get(name) for name in ("header", "hero", "body", "footer")):
        yield Problem(path, "At least one block must be specified")


def _video_size(value: object, path: Path) -> Iterator[Problem]:
    if (
        isinstance(value, dict)
        and value.get("hero", {}).get("type") == "video"
        and value.get("size", "mega") in NO_VIDEO
    ):
        yield Problem((*path, "size"), "invalid property")


def _at_most(limit: int, name: str) -> Check:
    def check(value: object, path: Path) -> Iterator[Problem]:
        if len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()) > limit:
            yield Problem(path, f"The {name} exceeds the maximum size of {limit // KILOBYTE} KB")

    return check


bubble = also(
    _kind({}, {
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"), "direction": one_of("ltr", "rtl"),
        "header": _BLOCK_BOX, "body": _BLOCK_BOX, "footer": _BLOCK_BOX,
        "hero": tagged({"box": box, "image": image, "video": video}, wrong="invalid property", missing=MISSING),
        "styles": obj({}, {"header": _BLOCK_STYLE, "hero": _BLOCK_STYLE, "body": _BLOCK_STYLE, "footer": _BLOCK_STYLE}),
        "action": area_action,
    }),
    _has_block, _video_size, _at_most(BUBBLE_BYTES, "bubble"),
)  # fmt: skip


def _carousel_rules(value: object, path: Path) -> Iterator[Problem]:
    bubbles = value["contents"] if isinstance(value, dict) else []
    sizes = {entry.get("size", "mega") for entry in bubbles}
    if len(sizes) > 1:
        yield Problem((*path, "contents"), "All bubbles in a carousel must have the same size")
    for index, entry in enumerate(bubbles):
        hero = entry.get("hero")
        if isinstance(hero, dict) and hero.get("type") == "video":
            yield Problem((*path, "contents", index, "hero"), "invalid property")


carousel = also(
    _kind(
        {
            "contents": array(
                tagged({"bubble": bubble}, wrong="invalid property", missing=MISSING), minimum=1, maximum=12
            )
        },
        {},
    ),
    _carousel_rules,
    _at_most(CAROUSEL_BYTES, "carousel"),
)


def _animations(value: object, path: Path) -> Iterator[Problem]:
    if json.dumps(value).count('"animated": true') > ANIMATED_LIMIT:
        yield Problem(path, f"animated can be true for up to {ANIMATED_LIMIT} images")


container = also(
    tagged({"bubble": bubble, "carousel": carousel}, missing=MISSING, wrong="invalid property"), _animations
)
