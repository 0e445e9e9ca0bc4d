"""Message objects of every kind the Messaging API sends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from noren.standins.line.validation import actions, addresses, flex, templates
from noren.standins.line.validation.checks import (
    Check,
    Path,
    Problem,
    also,
    anything,
    array,
    integer,
    matching,
    number,
    obj,
    one_of,
    tagged,
    text,
)

ALT_TEXT_LIMIT = 1500
TEXT_LIMIT = 5000
_placeholder = re.compile(r"\{([A-Za-z0-9_]{1,20})\}")

_quick_reply = obj({
    "items": array(
        obj({"type": one_of("action"), "action": actions.action(actions.QUICK_REPLY)}, {"imageUrl": addresses.fetched()}),
        minimum=1, maximum=13,
    ),
})  # fmt: skip
_sender = obj({}, {"name": text(20), "iconUrl": addresses.fetched()})
_COMMON: Mapping[str, Check] = {"quickReply": _quick_reply, "sender": _sender}
_alt_text = text(ALT_TEXT_LIMIT, blank_ok=False)


def _message(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    return obj({"type": text(), **required}, {**_COMMON, **(optional or {})})


def _emoji_places(value: object, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    for index, emoji in enumerate(value.get("emojis") or []):
        encoded = str(value["text"]).encode("utf-16-le", "surrogatepass")
        at = int(emoji["index"]) * 2
        if encoded[at : at + 2] != "$".encode("utf-16-le"):
            yield Problem((*path, "emojis", index, "index"), "invalid index")


def _substitutions(value: object, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    names = set(_placeholder.findall(str(value["text"]).replace("{{", "").replace("}}", "")))
    given = value.get("substitution") or {}
    if not isinstance(given, dict):
        yield Problem((*path, "substitution"), "invalid property", shape=True)
        return
    for name in sorted(names - set(given)):
        yield Problem((*path, "substitution", name), "May not be empty")
    for name, entry in given.items():
        yield from _substitution(entry, (*path, "substitution", name))


_mentionee = tagged({"user": obj({"type": text(), "userId": text()}), "all": obj({"type": text()})})
_substitution = tagged({
    "mention": obj({"type": text(), "mentionee": _mentionee}),
    "emoji": obj({"type": text(), "productId": text(), "emojiId": text()}),
})  # fmt: skip
_emoji = obj({"index": integer(0), "productId": text(), "emojiId": text()})
_text_message = also(
    _message(
        {"text": text(TEXT_LIMIT, blank_ok=False)},
        {"emojis": array(_emoji, maximum=20), "quoteToken": text()},
    ),
    _emoji_places,
)
_text_v2 = also(
    _message({"text": text(TEXT_LIMIT, blank_ok=False)}, {"substitution": anything, "quoteToken": text()}),
    _substitutions,
)
_imagemap_action = tagged({
    "uri": obj({"type": text(), "linkUri": addresses.link, "area": actions.area()}, {"label": text(100)}),
    "message": obj({"type": text(), "text": text(400), "area": actions.area()}, {"label": text(100)}),
    "clipboard": obj({"type": text(), "clipboardText": text(1000), "area": actions.area()}, {"label": text(100)}),
})  # fmt: skip
_imagemap_video = obj(
    {
        "originalContentUrl": addresses.fetched(),
        "previewImageUrl": addresses.fetched(),
        "area": actions.area(minimum_size=1),
    },
    {"externalLink": obj({"linkUri": addresses.link, "label": text(30)})},
)
_imagemap = _message(
    {
        "baseUrl": addresses.fetched(), "altText": _alt_text,
        "baseSize": obj({"width": integer(1040, 1040), "height": integer(1)}),
        "actions": array(_imagemap_action, minimum=1, maximum=50),
    },
    {"video": _imagemap_video},
)  # fmt: skip
_picture = {"originalContentUrl": addresses.fetched(), "previewImageUrl": addresses.fetched()}
KINDS: Mapping[str, Check] = {
    "text": _text_message,
    "textV2": _text_v2,
    "sticker": _message(
        {"packageId": matching(r"\d+"), "stickerId": matching(r"\d+")}, {"quoteToken": text()}
    ),
    "image": _message(_picture),
    "video": _message(
        _picture, {"trackingId": matching(r"[-a-zA-Z0-9.=,+*()%$&;:@{}!?<>\[\]]+", maximum=100)}
    ),
    "audio": _message({"originalContentUrl": addresses.fetched(), "duration": integer(1)}),
    "location": _message(
        {
            "title": text(100),
            "address": text(100),
            "latitude": number(-90, 90),
            "longitude": number(-180, 180),
        }
    ),
    "imagemap": _imagemap,
    "template": _message({"altText": _alt_text, "template": anything}),
    "flex": _message({"altText": _alt_text, "contents": anything}),
    "coupon": _message({"couponId": text()}, {"deliveryTag": text(30)}),
}
# What stands inside these is reported by LINE message by message, with paths that start there.
_CONTENTS: Mapping[str, tuple[str, Check]] = {
    "template": ("template", templates.template),
    "flex": ("contents", flex.container),
}
message_list = array(tagged(KINDS), minimum=1, maximum=5)


@dataclass(frozen=True)
class Refusal:
    """Why LINE refuses a body: its message, and the details with their properties."""

    message: str
    details: tuple[Mapping[str, str], ...] = ()


def refusal_of_body(
    body: object, fields: Mapping[str, Check], optional: Mapping[str, Check]
) -> Refusal | None:
    """Check a request body of these fields; None when LINE accepts it."""
    problems = list(obj(fields, optional)(body, ()))
    shape = next((problem for problem in problems if problem.shape), None)
    if shape is not None:
        return Refusal(
            f"The property, '{shape.dotted()}', in the request body is invalid (line: -, column: -)"
        )
    if problems:
        details = tuple({"message": problem.message, "property": problem.dotted()} for problem in problems)
        return Refusal(f"The request body has {len(problems)} error(s)", details)
    return None


def refusal_of_contents(messages: Sequence[object]) -> Refusal | None:
    """Check what stands inside Flex and template messages that are otherwise well-formed."""
    for index, message in enumerate(messages):
        if isinstance(message, dict) and message["type"] in _CONTENTS:
            name, check = _CONTENTS[message["type"]]
            problems = list(check(message[name], ()))
            if problems:
                details = tuple(
                    {"message": problem.message, "property": problem.pointer()} for problem in problems
                )
                return Refusal(f"A message (messages[{index}]) in the request body is invalid", details)
    return None
