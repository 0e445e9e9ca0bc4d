"""The stand-in's own API for tests and the demo, under /_standin/ (LINE has nothing like it)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.line import faults, seed
from noren.standins.line.conversations import Chat
from noren.standins.line.database import JsonObject
from noren.standins.line.directory import MessagingChannel, Person
from noren.standins.line.errors import ControlError
from noren.standins.line.login import identity
from noren.standins.line.login.tokens import claims_for
from noren.standins.line.standin import StandIn, stand_in
from noren.standins.line.validation.messages import TEXT_LIMIT
from noren.standins.line.webhooks import WEBHOOK_FAULTS

DEFAULT_HANG_SECONDS = 30.0
SECTION_BY_WORD = {
    "providers": "providers", "people": "people", "login-channels": "login_channels", "messaging-channels": "messaging_channels",
}  # fmt: skip


async def body_of(request: Request) -> JsonObject:
    """The JSON object of a request; an empty body is an empty object."""
    raw = await request.body()
    try:
        value = json.loads(raw or b"{}")
    except ValueError:
        raise ControlError("the body must be JSON") from None
    if not isinstance(value, dict):
        raise ControlError("the body must be a JSON object")
    return value


def known_channel(stand: StandIn, identifier: object) -> MessagingChannel:
    """The official account, or 404."""
    channel = stand.directory.messaging_channel(str(identifier))
    if channel is None:
        raise ControlError(f"no messaging channel {identifier}", status=404)
    return channel


def known_person(stand: StandIn, identifier: object) -> Person:
    """The person, or 404."""
    person = stand.directory.person(str(identifier))
    if person is None:
        raise ControlError(f"no person {identifier}", status=404)
    return person


async def health(_request: Request) -> Response:
    """GET /_standin/health"""
    return JSONResponse({"status": "ok"})


async def put_entry(request: Request) -> Response:
    """PUT /_standin/{section}/{id}"""
    section = SECTION_BY_WORD.get(request.path_params["section"])
    if section is None:
        raise ControlError("unknown section", status=404)
    seed.put(stand_in(request), section, {**await body_of(request), "id": request.path_params["id"]})
    return JSONResponse({})


async def change_channel(request: Request) -> Response:
    """PATCH /_standin/messaging-channels/{id}: some fields only (quota, webhook_url, redelivery …)."""
    stand = stand_in(request)
    channel = known_channel(stand, request.path_params["id"])
    seed.put(
        stand,
        "messaging_channels",
        {**seed.as_json(channel), "access_tokens": list(channel.access_tokens), **await body_of(request)},
    )
    return JSONResponse({})


async def entries(request: Request) -> Response:
    """GET /_standin/{section}"""
    directory = stand_in(request).directory
    lists: Mapping[str, Callable[[], Sequence[seed.Entry]]] = {
        "providers": directory.providers, "people": directory.people, "login-channels": directory.login_channels,
        "messaging-channels": directory.messaging_channels,
    }  # fmt: skip
    if request.path_params["section"] not in lists:
        raise ControlError("unknown section", status=404)
    return JSONResponse([seed.as_json(entry) for entry in lists[request.path_params["section"]]()])


async def put_seed(request: Request) -> Response:
    """POST /_standin/seed: many entries at once, in the seed file's shape."""
    seed.apply(stand_in(request), await body_of(request))
    return JSONResponse({})


async def user_ids(request: Request) -> Response:
    """GET /_standin/people/{id}/user-ids: provider id → LINE user id."""
    stand = stand_in(request)
    person = known_person(stand, request.path_params["id"])
    return JSONResponse(
        {p.id: stand.directory.user_id(provider=p.id, person=person.id) for p in stand.directory.providers()}
    )


async def messages(request: Request) -> Response:
    """GET /_standin/messages?person=&channel=&sender=&after=: what was delivered, oldest first."""
    query = request.query_params
    after = query.get("after", "0")
    if not after.isdigit():
        raise ControlError("after must be a number")
    found = stand_in(request).conversations.messages(
        person=query.get("person"), channel=query.get("channel"), sender=query.get("sender"), after=int(after)
    )
    return JSONResponse([message.as_json() for message in found])


async def act(request: Request) -> Response:
    """POST /_standin/people/{id}/messages {channel, text}, …/postbacks {channel, data, params?}, …/friendships {channel, action}."""
    stand = stand_in(request)
    person = known_person(stand, request.path_params["id"])
    values = await body_of(request)
    channel = known_channel(stand, values.get("channel"))
    kind = request.path_params["act"]
    if kind == "friendships":
        return JSONResponse({"changed": seed.befriend(stand, {**values, "person": person.id})})
    if kind == "messages":
        return JSONResponse({"id": say(stand, channel, person, values)})
    if kind == "postbacks":
        params = values.get("params")
        stand.post_back(
            channel,
            person.id,
            data=str(values.get("data", "")),
            params=params if isinstance(params, dict) else None,
        )
        return JSONResponse({})
    raise ControlError("unknown act", status=404)


def say(stand: StandIn, channel: MessagingChannel, person: Person, values: Mapping[str, object]) -> str:
    """A person sends a text, or a sticker {"sticker": {"packageId", "stickerId"}}; returns the message id."""
    if stand.conversations.friendship(Chat(channel.id, person.id)) != "friend":
        raise ControlError("the person has not added this account, or blocks it", status=409)
    sticker = values.get("sticker")
    if isinstance(sticker, dict):
        content: JsonObject = {
            "type": "sticker", "packageId": str(sticker.get("packageId")), "stickerId": str(sticker.get("stickerId")),
            "stickerResourceType": "STATIC",
        }  # fmt: skip
    else:
        text = values.get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > TEXT_LIMIT:
            raise ControlError(f"text must have 1 to {TEXT_LIMIT} characters")
        content = {"type": "text", "text": text}
    return stand.say(channel, person.id, content).id


async def add_fault(request: Request) -> Response:
    """POST /_standin/faults {endpoint, kind, times?, seconds?}: the next calls of a path (or pattern with *)."""
    values = await body_of(request)
    if values.get("kind") not in faults.KINDS or not str(values.get("endpoint", "")).startswith("/"):
        raise ControlError(
            f"faults need an endpoint beginning with / and a kind of: {', '.join(faults.KINDS)}"
        )
    return _keep_fault(request, str(values["endpoint"]), values)


async def add_webhook_fault(request: Request) -> Response:
    """POST /_standin/webhook-faults {channel, kind, times?, seconds?}: the channel's next events."""
    values = await body_of(request)
    channel = known_channel(stand_in(request), values.get("channel"))
    if values.get("kind") not in WEBHOOK_FAULTS:
        raise ControlError(f"kind must be one of: {', '.join(WEBHOOK_FAULTS)}")
    return _keep_fault(request, f"webhook:{channel.id}", values)


def _keep_fault(request: Request, target: str, values: JsonObject) -> Response:
    times, seconds = values.get("times", 1), values.get("seconds", DEFAULT_HANG_SECONDS)
    if not isinstance(times, int) or not isinstance(seconds, int | float) or times < 1 or seconds < 0:
        raise ControlError("times must be at least 1, seconds at least 0")
    stand_in(request).database.execute(
        "INSERT INTO faults (target, kind, remaining, seconds) VALUES (?, ?, ?, ?)",
        target,
        str(values["kind"]),
        times,
        seconds,
    )
    return JSONResponse({})


async def list_faults(request: Request) -> Response:
    """GET /_standin/faults: what is still to come."""
    rows = stand_in(request).database.all(
        "SELECT target, kind, remaining, seconds FROM faults WHERE remaining > 0 ORDER BY id"
    )
    return JSONResponse([dict(row) for row in rows])


async def clear_faults(request: Request) -> Response:
    """DELETE /_standin/faults"""
    stand_in(request).database.execute("DELETE FROM faults")
    return JSONResponse({})


async def calls(request: Request) -> Response:
    """GET /_standin/calls: every call of LINE's API, with request id, status, retry key and fault."""
    rows = stand_in(request).database.all(
        "SELECT request_id, method, path, status, retry_key, fault, at FROM calls ORDER BY seq"
    )
    return JSONResponse([dict(row) for row in rows])


async def webhook_events(request: Request) -> Response:
    """GET /_standin/webhooks?channel=: every event with its attempts and outcome."""
    events = stand_in(request).webhooks.events(request.query_params.get("channel"))
    return JSONResponse([event.as_json() for event in events])


async def wait_for_webhooks(request: Request) -> Response:
    """POST /_standin/webhooks/wait {seconds?}: until every event is delivered or given up; {"idle": false} when time runs out."""
    seconds = (await body_of(request)).get("seconds", 5)
    if not isinstance(seconds, int | float):
        raise ControlError("seconds must be a number")
    return JSONResponse({"idle": await stand_in(request).sender.idle(timeout_seconds=seconds)})


async def move_clock(request: Request) -> Response:
    """POST /_standin/clock {advance_seconds}: lets tokens, codes and retry keys grow old."""
    seconds = (await body_of(request)).get("advance_seconds")
    if not isinstance(seconds, int | float):
        raise ControlError("advance_seconds must be a number")
    stand = stand_in(request)
    stand.clock.advance(seconds)
    stand.sender.wake()
    return JSONResponse({"now": stand.clock.seconds()})


async def app_tokens(request: Request) -> Response:
    """POST /_standin/people/{id}/app-tokens {client_id, scope?, nonce?}: what LIFF would hold, an ES256 ID token and an access token."""
    stand = stand_in(request)
    person = known_person(stand, request.path_params["id"])
    values = await body_of(request)
    channel = stand.directory.login_channel(str(values.get("client_id")))
    if channel is None:
        raise ControlError("no such login channel", status=404)
    scope = tuple(str(values.get("scope", "profile openid")).split())
    claims = claims_for(stand, channel, person, scope=scope, picture=stand.picture_url(request, person))
    claims |= {"amr": ["linesso"], **({"nonce": values["nonce"]} if "nonce" in values else {})}
    issued = stand.sessions.issue_tokens(client_id=channel.id, person=person.id, scope=scope)
    return JSONResponse(
        {"id_token": identity.for_app(claims, stand.database), "access_token": issued.access_token}
    )


async def clear(request: Request) -> Response:
    """POST /_standin/clear {directory?}: forget all traffic; with directory true also people and channels."""
    stand = stand_in(request)
    everything = (await body_of(request)).get("directory") is True
    stand.database.clear(directory=everything)
    if everything:
        seed.add_demo_people(stand)
    else:
        for channel in stand.directory.messaging_channels():
            stand.directory.put_messaging_channel(dataclasses.replace(channel, default_rich_menu=None))
    stand.hub.tell_all({"type": "directory"})
    return JSONResponse({})


ROUTES = [
    Route("/_standin/health", health, methods=["GET"]),
    Route("/_standin/seed", put_seed, methods=["POST"]),
    Route("/_standin/messages", messages, methods=["GET"]),
    Route("/_standin/faults", list_faults, methods=["GET"]),
    Route("/_standin/faults", add_fault, methods=["POST"]),
    Route("/_standin/faults", clear_faults, methods=["DELETE"]),
    Route("/_standin/webhook-faults", add_webhook_fault, methods=["POST"]),
    Route("/_standin/calls", calls, methods=["GET"]),
    Route("/_standin/webhooks", webhook_events, methods=["GET"]),
    Route("/_standin/webhooks/wait", wait_for_webhooks, methods=["POST"]),
    Route("/_standin/clock", move_clock, methods=["POST"]),
    Route("/_standin/clear", clear, methods=["POST"]),
    Route("/_standin/people/{id}/user-ids", user_ids, methods=["GET"]),
    Route("/_standin/people/{id}/app-tokens", app_tokens, methods=["POST"]),
    Route("/_standin/people/{id}/{act}", act, methods=["POST"]),
    Route("/_standin/messaging-channels/{id}", change_channel, methods=["PATCH"]),
    Route("/_standin/{section}", entries, methods=["GET"]),
    Route("/_standin/{section}/{id}", put_entry, methods=["PUT"]),
]
