"""Our answers and events against LINE's official OpenAPI files, which stand beside the checkout and not in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from jsonschema import Draft4Validator, FormatChecker

from noren.standins.line.testing import RunningStandIn
from noren.standins.line.tests.conftest import BOT_ID, Receiver, befriend
from noren.standins.line.validation import flex, messages, templates
from noren.standins.line.validation.checks import Check

pytestmark = pytest.mark.shared
Schema = dict[str, object]
Bot = Callable[..., httpx.Response]
PREFIX = "#/components/schemas/"


def _folder() -> Path:
    for parent in Path(__file__).resolve().parents:
        if (parent / ".git").exists():
            # A second work tree of the repository stands one folder deeper.
            return next(
                (
                    up / "shared" / "specs" / "line"
                    for up in (parent.parent, parent.parent.parent)
                    if (up / "shared").is_dir()
                ),
                parent / "absent",
            )
    return Path("absent")


SPECIFICATIONS = _folder()


def specification(name: str) -> Schema:
    path = SPECIFICATIONS / name
    if not path.is_file():
        pytest.skip("the folder of official specifications is not beside this checkout")
    loaded: Schema = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def schemas_of(document: Schema) -> dict[str, Schema]:
    components = document["components"]
    assert isinstance(components, dict)
    found: dict[str, Schema] = components["schemas"]
    return found


def strict(document: Schema) -> Schema:
    """Discriminators made real: a base stands for exactly one of its subtypes, chosen by ``type``."""
    schemas = schemas_of(document)
    for name, base in list(schemas.items()):
        discriminator = base.get("discriminator")
        if not isinstance(discriminator, dict):
            continue
        schemas[f"{name}__base"] = {key: value for key, value in base.items() if key != "discriminator"}
        choices = []
        for kind, target in discriminator["mapping"].items():
            subtype = schemas[target.removeprefix(PREFIX)]
            for part in subtype.get("allOf", []):  # type: ignore[attr-defined]
                if part.get("$ref") == PREFIX + name:
                    part["$ref"] = f"{PREFIX}{name}__base"
            choices.append(
                {
                    "allOf": [
                        {"$ref": target},
                        {"required": ["type"], "properties": {"type": {"enum": [kind]}}},
                    ]
                }
            )
        schemas[name] = {"oneOf": choices}
    return document


def validator(document: Schema, schema: Schema) -> Draft4Validator:
    return Draft4Validator({**schema, "components": document["components"]}, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def webhook() -> Schema:
    return strict(specification("webhook.yml"))


@pytest.fixture(scope="module")
def api() -> Schema:
    return strict(specification("messaging-api.yml"))


def test_every_webhook_fits_the_official_schema(
    webhook: Schema, line: RunningStandIn, receiver: Receiver, client: httpx.Client, bot: Bot
) -> None:
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"webhook_url": receiver.url})
    to = befriend(line, "sakura")
    line.control("POST", "/people/sakura/messages", {"channel": BOT_ID, "text": "こんにちは"})
    line.control(
        "POST",
        "/people/sakura/messages",
        {"channel": BOT_ID, "sticker": {"packageId": "446", "stickerId": "1988"}},
    )
    line.control("POST", "/people/sakura/postbacks", {"channel": BOT_ID, "data": "a=1"})
    for person in ("sakura", "kenji"):
        token = bot("POST", f"/v2/bot/user/{to}/linkToken").json()["linkToken"]
        client.get(f"/?person={person}")
        client.post(
            "/dialog/bot/accountLink/agree", data={"link_token": token, "nonce": "bm9uY2UtbmV2ZXItdXNlZA=="}
        )
    line.control("POST", "/people/sakura/friendships", {"channel": BOT_ID, "action": "block"})
    bot("POST", "/v2/bot/channel/webhook/test")
    hooks = receiver.wait_for(8)
    check = validator(webhook, {"$ref": PREFIX + "CallbackRequest"})
    seen = set()
    for hook in hooks:
        check.validate(httpx.Response(200, content=hook.body).json())
        seen |= {str(event["type"]) for event in hook.events}
    assert seen == {"follow", "message", "postback", "accountLink", "unfollow"}
    broken = httpx.Response(200, content=hooks[0].body).json()
    del broken["events"][0]["replyToken"]
    assert not check.is_valid(broken), "the check must be able to fail"


def answers(line: RunningStandIn, bot: Bot) -> Iterator[tuple[str, str, httpx.Response]]:
    to = befriend(line, "sakura")
    key = {"X_Line_Retry_Key": "123e4567-e89b-12d3-a456-426614174000"}
    text = {"messages": [{"type": "text", "text": "x"}]}
    calls: list[tuple[str, str, str, object, dict[str, str]]] = [
        ("post", "/v2/bot/message/push", "", {"to": to, **text}, key),
        ("post", "/v2/bot/message/push", "", {"to": to, **text}, key),
        ("post", "/v2/bot/message/push", "", {"to": to}, {}),
        ("post", "/v2/bot/message/multicast", "", {"to": [to], **text}, {}),
        ("post", "/v2/bot/message/broadcast", "", text, {}),
        ("post", "/v2/bot/message/reply", "", {"replyToken": "x", **text}, {}),
        ("get", "/v2/bot/message/quota", "", None, {}),
        ("get", "/v2/bot/message/quota/consumption", "", None, {}),
        ("get", "/v2/bot/profile/{userId}", f"/v2/bot/profile/{to}", None, {}),
        ("get", "/v2/bot/followers/ids", "/v2/bot/followers/ids?limit=1", None, {}),
        ("get", "/v2/bot/info", "", None, {}),
        ("post", "/v2/bot/user/{userId}/linkToken", f"/v2/bot/user/{to}/linkToken", None, {}),
        ("post", "/v2/bot/chat/loading/start", "", {"chatId": to}, {}),
        ("get", "/v2/bot/richmenu/list", "", None, {}),
        ("post", "/v2/bot/channel/webhook/test", "", {"endpoint": "https://127.0.0.1:9/"}, {}),
    ]
    for method, path, address, body, headers in calls:
        yield method, path, bot(method.upper(), address or path, body, **headers)


def test_every_answer_fits_the_official_schema(api: Schema, line: RunningStandIn, bot: Bot) -> None:
    paths = api["paths"]
    assert isinstance(paths, dict)
    statuses = []
    for method, path, answer in answers(line, bot):
        response = paths[path][method]["responses"][str(answer.status_code)]
        validator(api, response["content"]["application/json"]["schema"]).validate(answer.json())
        statuses.append(answer.status_code)
    assert statuses == [200, 409, 400, 200, 200, 400, 200, 200, 200, 200, 200, 200, 202, 200, 200]


FLEX: dict[str, Check] = {
    "FlexBubble": flex.bubble, "FlexCarousel": flex.carousel, "FlexBox": flex.box, "FlexButton": flex.button,
    "FlexImage": flex.image, "FlexVideo": flex.video, "FlexIcon": flex.icon, "FlexText": flex.text_component,
    "FlexSpan": flex.span, "FlexSeparator": flex.separator, "FlexFiller": flex.filler, "FlexBoxLinearGradient": flex.gradient,
    "ButtonsTemplate": templates.buttons, "ConfirmTemplate": templates.confirm, "CarouselTemplate": templates.carousel,
    **{f"{kind[0].upper()}{kind[1:]}Message": check for kind, check in messages.KINDS.items() if kind != "textV2"},
    "TextMessageV2": messages.KINDS["textV2"],
}  # fmt: skip


@pytest.mark.parametrize("name", FLEX)
def test_we_know_every_property_of_the_official_objects_and_no_other(name: str) -> None:
    schema = schemas_of(specification("messaging-api.yml"))[name]
    parts = schema["allOf"]
    assert isinstance(parts, list)
    official = {key for part in parts for key in part.get("properties", {})} | {"type"}
    for key in official:
        problems = [
            problem for problem in FLEX[name]({key: object()}, ()) if problem.message == "unknown field"
        ]
        assert problems == [], f"{key} is official and refused"
    assert [
        problem.path
        for problem in FLEX[name]({"nobodyKnowsThis": 1}, ())
        if problem.message == "unknown field"
    ] == [("nobodyKnowsThis",)]
