"""The parts of a notice on LINE: Flex Message components (LINE Messaging API, "Flex Message elements").

Texts are never empty and addresses are absolute, because LINE refuses a whole message for one such component.
"""

from __future__ import annotations

from collections.abc import Sequence

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]

INK = "#1B1F24"
SOFT = "#6B6F76"
HAIRLINE = "#E7E2D8"
PAPER = "#FAF8F4"
_ALT_TEXT_LIMIT = 400
_TEXT_LIMIT = 600


def message(alt_text: str, bubble: JsonObject) -> JsonObject:
    """Return a message; `alt_text` is what the list of talks and the notification show."""
    return {"type": "flex", "altText": alt_text[:_ALT_TEXT_LIMIT], "contents": bubble}


def bubble(body: Sequence[JsonObject], footer: Sequence[JsonObject], *, color: str) -> JsonObject:
    """Return a bubble under the shop's curtain."""
    return {
        "type": "bubble",
        "size": "mega",
        "header": _curtain(color),
        "body": {
            "type": "box",
            "layout": "vertical",
            "paddingAll": "20px",
            "paddingTop": "16px",
            "contents": list(body),
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "paddingAll": "20px",
            "paddingTop": "0px",
            "contents": list(footer),
        },
        "styles": {"body": {"backgroundColor": "#FFFFFF"}, "footer": {"backgroundColor": "#FFFFFF"}},
    }


def text(
    words: str,
    *,
    size: str = "sm",
    color: str = INK,
    bold: bool = False,
    margin: str = "none",
    flex: int | None = None,
    align: str = "start",
) -> JsonObject:
    """Return a text that wraps."""
    component: JsonObject = {
        "type": "text",
        "text": words[:_TEXT_LIMIT] or "-",
        "size": size,
        "color": color,
        "weight": "bold" if bold else "regular",
        "wrap": True,
        "margin": margin,
        "align": align,
    }
    return component if flex is None else {**component, "flex": flex}


def row(label: str, value: str, *, strong: bool = False, margin: str = "sm") -> JsonObject:
    """Return a label with its value at the right."""
    return _box(
        "horizontal",
        [
            text(label, color=INK if strong else SOFT, size="sm", bold=strong, flex=4),
            text(value, size="lg" if strong else "sm", bold=strong, flex=5, align="end"),
        ],
        spacing="md",
        margin=margin,
    )


def item(title: str, detail: str, count: str) -> JsonObject:
    """Return a line of goods."""
    words = [text(title, size="sm")]
    if detail:
        words.append(text(detail, size="xs", color=SOFT))
    return _box(
        "horizontal",
        [_box("vertical", words, flex=6), text(count, size="sm", color=SOFT, flex=2, align="end")],
        spacing="md",
        margin="md",
    )


def separator() -> JsonObject:
    """Return a hairline."""
    return {"type": "separator", "margin": "lg", "color": HAIRLINE}


def quotation(label: str, words: str) -> JsonObject:
    """Return what somebody wrote, on paper of its own."""
    return _box(
        "vertical",
        [text(label, size="xs", color=SOFT), text(words, size="sm", margin="xs")],
        margin="lg",
        paddingAll="12px",
        cornerRadius="8px",
        backgroundColor=PAPER,
    )


def highlight(label: str, value: str, *, color: str) -> JsonObject:
    """Return the one thing to copy or to remember, such as a number for the till."""
    return _box(
        "vertical",
        [
            text(label, size="xs", color=SOFT, align="center"),
            text(value, size="xl", color=color, bold=True, margin="xs", align="center"),
        ],
        margin="lg",
        paddingAll="12px",
        cornerRadius="8px",
        backgroundColor=PAPER,
    )


def button(label: str, address: str, *, color: str = "", margin: str = "none") -> JsonObject:
    """Return a button to a page: filled with `color`, or a quiet link without."""
    component: JsonObject = {
        "type": "button",
        "height": "sm",
        "style": "primary" if color else "link",
        "margin": margin,
        "action": {"type": "uri", "label": label[:40], "uri": address},
    }
    return {**component, "color": color} if color else component


def _curtain(color: str) -> JsonObject:
    panels = [_box("vertical", [], height="22px", backgroundColor=color) for _ in range(6)]
    return _box(
        "vertical",
        [
            _box("vertical", [], height="6px", backgroundColor=color),
            _box("horizontal", panels, spacing="3px"),
        ],
        paddingAll="0px",
        backgroundColor="#FFFFFF",
    )


def _box(layout: str, contents: Sequence[JsonObject], **values: JsonValue) -> JsonObject:
    return {"type": "box", "layout": layout, "contents": list(contents), **values}
