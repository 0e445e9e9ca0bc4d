"""Message objects: each limit at its edge, each rule of Flex, each refusal with the place it names."""

from __future__ import annotations

import copy

import pytest

from noren.standins.line.validation import addresses
from noren.standins.line.validation.messages import message_list, refusal_of_body, refusal_of_contents

Message = dict[str, object]
PICTURE = "https://example.com/a.png"
URI = {"type": "uri", "label": "開く", "uri": "https://example.com/"}
TEXT = {"type": "text", "text": "こんにちは"}


def refusal(message: object) -> tuple[str, list[tuple[str, str]]] | None:
    """None when accepted, else LINE's message and the (property, message) pairs."""
    found = refusal_of_body({"messages": [message]}, {"messages": message_list}, {})
    if found is None and isinstance(message, dict):
        found = refusal_of_contents([message])
    return (
        None
        if found is None
        else (found.message, [(detail["property"], detail["message"]) for detail in found.details])
    )


def properties(message: object) -> list[str]:
    found = refusal(message)
    assert found is not None, "was accepted"
    return [name for name, _ in found[1]]


def flex(component: object, **bubble: object) -> Message:
    body = {"type": "box", "layout": "vertical", "contents": [component]}
    return {"type": "flex", "altText": "お知らせ", "contents": {"type": "bubble", "body": body, **bubble}}


def in_flex(component: object) -> list[tuple[str, str]] | None:
    """Problems of a component in a body, with paths relative to the component."""
    found = refusal(flex(component))
    if found is None:
        return None
    assert found[0] == "A message (messages[0]) in the request body is invalid"
    return [(name.removeprefix("/body/contents/0"), words) for name, words in found[1]]


def buttons(**changes: object) -> Message:
    template = {"type": "buttons", "text": "ご注文", "actions": [URI], **changes}
    return {"type": "template", "altText": "ご注文", "template": template}


# Text


def test_text_counts_utf16_units() -> None:
    assert refusal({"type": "text", "text": "あ" * 5000}) is None
    assert refusal({"type": "text", "text": "𠮷" * 2500}) is None
    assert refusal({"type": "text", "text": "𠮷" * 2500 + "。"}) == (
        "The request body has 1 error(s)", [("messages[0].text", "Length must be between 0 and 5000")],
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "  \n"])
def test_text_may_not_be_empty(text: str) -> None:
    assert refusal({"type": "text", "text": text}) == (
        "The request body has 1 error(s)",
        [("messages[0].text", "May not be empty")],
    )


def test_kinds_are_known_and_required() -> None:
    assert properties({"text": "x"}) == ["messages[0].type"]
    found = refusal({"type": "fax", "text": "x"})
    assert found is not None
    assert found[1][0][1].startswith("Must be one of the following values: [text, textV2, sticker")


GOOD_MESSAGES: list[Message] = [
    {"type": "text", "text": "$ どうぞ", "emojis": [{"index": 0, "productId": "5ac1", "emojiId": "001"}]},
    {"type": "textV2", "text": "{name}さん、{{ようこそ}}", "substitution": {"name": {"type": "mention", "mentionee": {"type": "user", "userId": "U1"}}}},
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE},
    {"type": "video", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE, "trackingId": "t-1"},
    {"type": "audio", "originalContentUrl": PICTURE, "duration": 60000},
    {"type": "location", "title": "店", "address": "京都市", "latitude": 35.0, "longitude": 135.7},
    {"type": "imagemap", "baseUrl": "https://example.com/m", "altText": "地図", "baseSize": {"width": 1040, "height": 700}, "actions": [{"type": "uri", "linkUri": "https://example.com", "area": {"x": 0, "y": 0, "width": 1040, "height": 700}}]},
    {"type": "coupon", "couponId": "01K"},
    {**TEXT, "sender": {"name": "こはる", "iconUrl": PICTURE}, "quickReply": {"items": [{"type": "action", "action": {"type": "camera", "label": "写真"}}]}},
]  # fmt: skip


@pytest.mark.parametrize("message", GOOD_MESSAGES, ids=lambda message: str(message["type"]))
def test_every_kind_is_accepted(message: Message) -> None:
    assert refusal(message) is None


@pytest.mark.parametrize("message", GOOD_MESSAGES, ids=lambda message: str(message["type"]))
def test_every_required_property_is_missed(message: Message) -> None:
    optional = {"type", "trackingId", "emojis", "sender", "quickReply"}
    for name in set(message) - optional:
        assert (
            f"messages[0].{name}" in properties({key: value for key, value in message.items() if key != name})
            or name == "substitution"
        )


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ({"type": "text", "text": "どうぞ", "emojis": [{"index": 0, "productId": "5ac1", "emojiId": "001"}]}, "messages[0].emojis[0].index"),
        ({"type": "textV2", "text": "{name}さん"}, "messages[0].substitution.name"),
        ({"type": "sticker", "packageId": "a", "stickerId": "1"}, "messages[0].packageId"),
        ({"type": "image", "originalContentUrl": "http://example.com/a.png", "previewImageUrl": PICTURE}, "messages[0].originalContentUrl"),
        ({"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": "https://example.com/暮.png"}, "messages[0].previewImageUrl"),
        ({"type": "image", "originalContentUrl": PICTURE + "a" * 2000, "previewImageUrl": PICTURE}, "messages[0].originalContentUrl"),
        ({"type": "location", "title": "店", "address": "京都市", "latitude": 91, "longitude": 0}, "messages[0].latitude"),
        ({"type": "location", "title": "店" * 101, "address": "京都市", "latitude": 1, "longitude": 0}, "messages[0].title"),
        ({**TEXT, "sender": {"name": "あ" * 21}}, "messages[0].sender.name"),
        ({**TEXT, "quickReply": {"items": []}}, "messages[0].quickReply.items"),
        ({**TEXT, "quickReply": {"items": [{"type": "action", "action": URI}] * 14}}, "messages[0].quickReply.items"),
        ({**TEXT, "quickReply": {"items": [{"type": "action", "action": {**URI, "label": "あ" * 21}}]}}, "messages[0].quickReply.items[0].action.label"),
        ({**TEXT, "quickReply": {"items": [{"type": "action", "action": {"type": "message", "text": "x"}}]}}, "messages[0].quickReply.items[0].action.label"),
        ({"type": "flex", "altText": "あ" * 1501, "contents": {}}, "messages[0].altText"),
        ({"type": "flex", "altText": "", "contents": {}}, "messages[0].altText"),
        ({"type": "imagemap", "baseUrl": PICTURE, "altText": "x", "baseSize": {"width": 1000, "height": 1}, "actions": []}, "messages[0].baseSize.width"),
    ],
)  # fmt: skip
def test_limits_of_messages(message: Message, name: str) -> None:
    assert name in properties(message)


def test_alt_text_may_have_1500_units() -> None:
    assert refusal({**flex(TEXT), "altText": "あ" * 1500}) is None


def test_loopback_pictures_only_with_the_demos_permission() -> None:
    local = {
        "type": "image",
        "originalContentUrl": "http://127.0.0.1:8000/a.png",
        "previewImageUrl": "http://127.0.0.1:8000/a.png",
    }
    assert len(properties(local)) == 2
    token = addresses.loopback_http.set(True)
    try:
        assert refusal(local) is None
        assert len(properties({**local, "previewImageUrl": "http://example.com/a.png"})) == 1
    finally:
        addresses.loopback_http.reset(token)


# Actions


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ({"type": "uri", "label": "x", "uri": "javascript:alert(1)"}, "uri"),
        ({"type": "uri", "label": "x", "uri": "/orders/1"}, "uri"),
        ({"type": "uri", "label": "x", "uri": "https://"}, "uri"),
        ({"type": "uri", "label": "x", "uri": "https://example.com/注文"}, "uri"),
        ({"type": "uri", "label": "x", "uri": "https://example.com/" + "a" * 981}, "uri"),
        ({"type": "uri", "label": "x"}, "uri"),
        ({"type": "uri", "uri": "https://example.com"}, "label"),
        ({"type": "postback", "label": "x", "data": "a" * 301}, "data"),
        ({"type": "postback", "label": "x"}, "data"),
        ({"type": "postback", "label": "x", "data": "a", "displayText": "a", "text": "a"}, "text"),
        ({"type": "postback", "label": "x", "data": "a", "fillInText": "a"}, "fillInText"),
        ({"type": "postback", "label": "x", "data": "a", "inputOption": "openDoor"}, "inputOption"),
        ({"type": "message", "label": "x", "text": "a" * 301}, "text"),
        ({"type": "datetimepicker", "label": "x", "data": "a", "mode": "week"}, "mode"),
        ({"type": "datetimepicker", "label": "x", "data": "a", "mode": "date", "initial": "12/24"}, "initial"),
        ({"type": "clipboard", "label": "x", "clipboardText": "a" * 1001}, "clipboardText"),
        ({"type": "camera", "label": "x"}, "type"),
        ({"type": "richmenuswitch", "richMenuAliasId": "a", "data": "a"}, "type"),
        ({"label": "x"}, "type"),
        ({**URI, "target": "_blank"}, "target"),
    ],
)  # fmt: skip
def test_wrong_actions_are_refused_in_flex_buttons(action: Message, name: str) -> None:
    problems = in_flex({"type": "button", "action": action})
    assert problems is not None
    assert [path for path, _ in problems] == [f"/action/{name}"]


@pytest.mark.parametrize(
    "uri",
    [
        "https://example.com/a?b=c#d",
        "http://127.0.0.1:8000/koharu/",
        "line://ti/p/@x",
        "tel:075-000-0000",
        "https://line.me/R/ti/p/%40x",
    ],
)
def test_good_links_are_accepted(uri: str) -> None:
    assert in_flex({"type": "button", "action": {"type": "uri", "label": "あ" * 40, "uri": uri}}) is None


def test_flex_button_labels_have_40_units() -> None:
    problems = in_flex({"type": "button", "action": {**URI, "label": "あ" * 41}})
    assert problems == [("/action/label", "Length must be between 0 and 40")]


# Flex


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ({"type": "text"}, ("/text", "must be non-empty text")),
        ({"type": "text", "text": ""}, ("/text", "must be non-empty text")),
        ({"type": "text", "text": "x", "contents": [{"type": "span", "text": ""}]}, ("/contents/0/text", "must be non-empty text")),
        ({"type": "text", "contents": [{"type": "text", "text": "x"}]}, ("/contents/0", "invalid property")),
        ({"type": "text", "text": "x", "colour": "#000000"}, ("/colour", "unknown field")),
        ({"type": "text", "text": "x", "color": "red"}, ("/color", "invalid property")),
        ({"type": "text", "text": "x", "size": "huge"}, ("/size", "invalid property")),
        ({"type": "text", "text": "x", "wrap": "true"}, ("/wrap", "invalid property")),
        ({"type": "text", "text": "x", "flex": -1}, ("/flex", "must be greater than or equal to 0")),
        ({"type": "box", "contents": []}, ("/layout", "must be specified")),
        ({"type": "box", "layout": "vertical"}, ("/contents", "must be specified")),
        ({"type": "box", "layout": "baseline", "contents": [{"type": "button", "action": URI}]}, ("/contents/0", "invalid property")),
        ({"type": "box", "layout": "vertical", "contents": [{"type": "icon", "url": PICTURE}]}, ("/contents/0", "invalid property")),
        ({"type": "box", "layout": "vertical", "contents": [], "cornerRadius": "round"}, ("/cornerRadius", "invalid property")),
        ({"type": "box", "layout": "vertical", "contents": [], "background": {"type": "linearGradient", "angle": "360deg", "startColor": "#000000", "endColor": "#ffffff"}}, ("/background/angle", "invalid property")),
        ({"type": "button"}, ("/action", "must be specified")),
        ({"type": "button", "action": URI, "style": "danger"}, ("/style", "Must be one of the following values: [primary, secondary, link]")),
        ({"type": "image"}, ("/url", "must be specified")),
        ({"type": "image", "url": "http://example.com/a.png"}, ("/url", "invalid uri scheme")),
        ({"type": "image", "url": PICTURE, "aspectRatio": "1:4"}, ("/aspectRatio", "invalid property")),
        ({"type": "image", "url": PICTURE, "aspectRatio": "wide"}, ("/aspectRatio", "invalid property")),
        ({"type": "spacer"}, ("", "invalid property")),
        ({"text": "x"}, ("/type", "must be specified")),
        ("text", ("", "invalid property")),
    ],
)  # fmt: skip
def test_wrong_components_are_refused_at_their_place(component: object, expected: tuple[str, str]) -> None:
    assert in_flex(component) == [expected]


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ({}, ("/type", "must be specified")),
        ({"type": "flex"}, ("/", "invalid property")),
        ({"type": "bubble"}, ("/", "At least one block must be specified")),
        ({"type": "bubble", "body": {"type": "text", "text": "x"}}, ("/body", "invalid property")),
        ({"type": "bubble", "size": "tera", "body": {"type": "box", "layout": "vertical", "contents": []}}, None),
        ({"type": "carousel", "contents": []}, ("/contents", "Size must be between 1 and 12")),
    ],
)  # fmt: skip
def test_wrong_containers(contents: Message, expected: tuple[str, str] | None) -> None:
    found = refusal({"type": "flex", "altText": "x", "contents": contents})
    assert found is not None
    assert expected is None or found[1] == [expected]


def test_a_rich_bubble_is_accepted() -> None:
    star = {"type": "icon", "url": PICTURE, "size": "sm"}
    line = {
        "type": "box",
        "layout": "baseline",
        "margin": "md",
        "contents": [star, {"type": "text", "text": "4.0", "flex": 0, "size": "14px"}],
    }
    video = {
        "type": "video",
        "url": PICTURE,
        "previewUrl": PICTURE,
        "altContent": {"type": "image", "url": PICTURE, "size": "full"},
        "aspectRatio": "20:13",
    }
    styles = {"footer": {"separator": True, "backgroundColor": "#FAF8F4"}}
    footer = {
        "type": "box",
        "layout": "horizontal",
        "spacing": "sm",
        "contents": [{"type": "separator"}, {"type": "filler"}, {"type": "button", "action": URI}],
    }
    assert (
        refusal(
            flex(line, hero=video, styles=styles, footer=footer, size="giga", direction="ltr", action=URI)
        )
        is None
    )
    assert properties(flex(line, hero=video, size="micro")) == ["/size"]


def test_a_bubble_has_30_kilobytes() -> None:
    many = [{"type": "text", "text": "a" * 1000} for _ in range(29)]
    body = {"type": "box", "layout": "vertical", "contents": many}
    assert refusal({"type": "flex", "altText": "x", "contents": {"type": "bubble", "body": body}}) is None
    body["contents"] = many * 2
    found = refusal({"type": "flex", "altText": "x", "contents": {"type": "bubble", "body": body}})
    assert found is not None
    assert found[1] == [("/", "The bubble exceeds the maximum size of 30 KB")]


def carousel(count: int, text: str = "x") -> Message:
    bubble = {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": text}]},
    }
    return {
        "type": "flex",
        "altText": "x",
        "contents": {"type": "carousel", "contents": [copy.deepcopy(bubble) for _ in range(count)]},
    }


def test_a_carousel_has_12_bubbles_of_one_size_and_50_kilobytes() -> None:
    assert refusal(carousel(12)) is None
    assert properties(carousel(13)) == ["/contents"]
    mixed = carousel(2)
    mixed["contents"]["contents"][1]["size"] = "kilo"  # type: ignore[index]
    assert properties(mixed) == ["/contents"]
    assert refusal(carousel(10, "a" * 4900)) is None
    found = refusal(carousel(12, "a" * 4900))
    assert found is not None
    assert found[1] == [("/", "The carousel exceeds the maximum size of 50 KB")]


# Templates


def columns(count: int, **changes: object) -> Message:
    column = {"text": "湯のみ", "actions": [URI], **changes}
    return {
        "type": "template",
        "altText": "x",
        "template": {"type": "carousel", "columns": [dict(column) for _ in range(count)]},
    }


def uneven() -> Message:
    message = columns(2)
    message["template"]["columns"][1]["actions"] = [URI, URI]  # type: ignore[index]
    return message


@pytest.mark.parametrize(
    ("message", "name"),
    [
        (buttons(text="あ" * 161), "/text"),
        (buttons(text="あ" * 61, title="題"), "/text"),
        (buttons(title="あ" * 41), "/title"),
        (buttons(actions=[]), "/actions"),
        (buttons(actions=[URI] * 5), "/actions"),
        (buttons(actions=[{**URI, "label": "あ" * 21}]), "/actions/0/label"),
        (buttons(thumbnailImageUrl="http://example.com/a.png"), "/thumbnailImageUrl"),
        (buttons(type="list"), "/type"),
        ({"type": "template", "altText": "x", "template": {"type": "confirm", "text": "x", "actions": [URI]}}, "/actions"),
        (columns(0), "/columns"),
        (columns(11), "/columns"),
        (columns(1, text="あ" * 121), "/columns/0/text"),
        (columns(1, actions=[URI] * 4), "/columns/0/actions"),
        (uneven(), "/columns"),
        ({"type": "template", "altText": "x", "template": {"type": "image_carousel", "columns": [{"imageUrl": PICTURE, "action": {**URI, "label": "あ" * 13}}]}}, "/columns/0/action/label"),
    ],
)  # fmt: skip
def test_wrong_templates(message: Message, name: str) -> None:
    assert properties(message) == [name]


def test_templates_at_their_limits() -> None:
    assert refusal(buttons(text="あ" * 160, actions=[URI] * 4)) is None
    assert refusal(buttons(text="あ" * 60, title="あ" * 40, thumbnailImageUrl=PICTURE)) is None
    assert refusal(columns(10, text="あ" * 120, actions=[URI] * 3)) is None


@pytest.fixture(autouse=True)
def _strict() -> None:
    """Other tests of this process must not have opened the door for http."""
    assert addresses.loopback_http.get() is False
