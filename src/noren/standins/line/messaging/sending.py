"""Sending: reply, push, multicast, broadcast, and their dry runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.line import bodies
from noren.standins.line.conversations import QUOTABLE_TYPES, Accepted, Sending
from noren.standins.line.database import JsonObject
from noren.standins.line.directory import MessagingChannel
from noren.standins.line.errors import MessagingError
from noren.standins.line.identifiers import USER_ID, UUID, message_id, token
from noren.standins.line.standin import StandIn, stand_in
from noren.standins.line.validation.checks import Check, array, boolean, matching, text
from noren.standins.line.validation.messages import message_list, refusal_of_contents

MONTHLY_LIMIT = "You have reached your monthly limit."
_MESSAGES: Mapping[str, Check] = {"messages": message_list}
_QUIET: Mapping[str, Check] = {"notificationDisabled": boolean}
_UNITS: Mapping[str, Check] = {
    "customAggregationUnits": array(
        matching("[a-zA-Z0-9_]{1,30}", "Must be 1 to 30 characters of a-z, A-Z, 0-9 and _"), maximum=1
    )
}


@dataclass(frozen=True)
class _Call:
    stand: StandIn
    channel: MessagingChannel
    request_id: str
    retry_key: str | None


async def push(request: Request) -> Response:
    """POST /v2/bot/message/push: to one person; 200 also when nobody sees it."""
    call = _begin(request)
    body = await _sendable(request, {"to": text(), **_MESSAGES}, {**_QUIET, **_UNITS})
    _refuse_repeated(call)
    person = _recipient(call, str(body["to"]))
    friends = [person] if person in call.stand.conversations.friends(call.channel.id) else []
    _check_quota(call, len(friends))
    sent = _deliver(call, friends, body, origin="push")
    _remember(call, sent)
    return JSONResponse({"sentMessages": sent})


async def multicast(request: Request) -> Response:
    """POST /v2/bot/message/multicast: to at most 500 people; unknown ids and people who are no friends are passed over."""
    call = _begin(request)
    recipients = array(text(), minimum=1, maximum=500)
    body = await _sendable(request, {"to": recipients, **_MESSAGES}, {**_QUIET, **_UNITS})
    _refuse_repeated(call)
    wanted = dict.fromkeys(cast(list[str], body["to"]))
    for user in wanted:
        if not USER_ID.fullmatch(user):
            raise _bad_recipient()
    people = [
        call.stand.directory.person_for(provider=call.channel.provider, user_id=user) for user in wanted
    ]
    friends = set(call.stand.conversations.friends(call.channel.id))
    reached = [person.id for person in people if person is not None and person.id in friends]
    _check_quota(call, len(reached))
    _deliver(call, reached, body, origin="multicast")
    _remember(call, [])
    return JSONResponse({})


async def broadcast(request: Request) -> Response:
    """POST /v2/bot/message/broadcast: to every friend."""
    call = _begin(request)
    body = await _sendable(request, _MESSAGES, _QUIET)
    _refuse_repeated(call)
    friends = call.stand.conversations.friends(call.channel.id)
    _check_quota(call, len(friends))
    _deliver(call, friends, body, origin="broadcast")
    _remember(call, [])
    return JSONResponse({})


async def reply(request: Request) -> Response:
    """POST /v2/bot/message/reply: answers one event, once, free of quota."""
    channel = bodies.calling_channel(request)
    call = _Call(stand_in(request), channel, bodies.request_id(request), None)
    body = await _sendable(request, {"replyToken": text(), **_MESSAGES}, _QUIET)
    person = call.stand.conversations.use_reply_token(str(body["replyToken"]), channel_id=channel.id)
    if person is None:
        raise MessagingError(400, "Invalid reply token")
    friendship = call.stand.conversations.friends(channel.id)
    return JSONResponse(
        {
            "sentMessages": _deliver(
                call, [person] if person in friendship else [], body, origin="reply", free=True
            )
        }
    )


async def validate(request: Request) -> Response:
    """POST /v2/bot/message/validate/…: the same checks, nothing sent."""
    bodies.calling_channel(request)
    await _sendable(request, _MESSAGES, {})
    return JSONResponse({})


async def quota(request: Request) -> Response:
    """GET /v2/bot/message/quota"""
    channel = bodies.calling_channel(request)
    return JSONResponse(
        {"type": "none"} if channel.quota is None else {"type": "limited", "value": channel.quota}
    )


async def consumption(request: Request) -> Response:
    """GET /v2/bot/message/quota/consumption"""
    channel = bodies.calling_channel(request)
    return JSONResponse({"totalUsage": stand_in(request).conversations.used(channel.id)})


async def _sendable(
    request: Request, required: Mapping[str, Check], optional: Mapping[str, Check]
) -> JsonObject:
    body = await bodies.checked_object(request, required, optional)
    bodies.refuse(refusal_of_contents(cast(list[object], body["messages"])))
    return body


def _begin(request: Request) -> _Call:
    channel = bodies.calling_channel(request, retry_key=True)
    key = request.headers.get("x-line-retry-key")
    if key is not None and not UUID.fullmatch(key):
        raise MessagingError(400, "Invalid X-Line-Retry-Key")
    return _Call(stand_in(request), channel, bodies.request_id(request), key)


def _refuse_repeated(call: _Call) -> None:
    before = (
        None if call.retry_key is None else call.stand.conversations.accepted(call.channel.id, call.retry_key)
    )
    if before is not None:
        extra: JsonObject = {"sentMessages": before.sent_messages} if before.sent_messages else {}
        headers = {"x-line-accepted-request-id": before.request_id}
        raise MessagingError(409, "The retry key is already accepted", extra=extra, headers=headers)


def _remember(call: _Call, sent: list[JsonObject]) -> None:
    if call.retry_key is not None:
        call.stand.conversations.remember(call.channel.id, call.retry_key, Accepted(call.request_id, sent))


def _bad_recipient() -> MessagingError:
    return MessagingError(400, "The property, 'to', in the request body is invalid (line: -, column: -)")


def _recipient(call: _Call, user: str) -> str:
    if not USER_ID.fullmatch(user):
        raise _bad_recipient()
    person = call.stand.directory.person_for(provider=call.channel.provider, user_id=user)
    if person is None:
        raise MessagingError(400, "Failed to send messages")
    return person.id


def _check_quota(call: _Call, recipients: int) -> None:
    limit = call.channel.quota
    if limit is not None and call.stand.conversations.used(call.channel.id) + max(recipients, 1) > limit:
        raise MessagingError(429, MONTHLY_LIMIT)


def _deliver(
    call: _Call, people: Sequence[str], body: JsonObject, *, origin: str, free: bool = False
) -> list[JsonObject]:
    messages = cast(list[JsonObject], body["messages"])
    sending = Sending("bot", origin, call.request_id, silent=body.get("notificationDisabled") is True)
    identifiers = [message_id() for _ in messages]
    with call.stand.database.transaction():
        for person in people:
            stored = call.stand.deliver(call.channel, person, messages, sending)
            identifiers = [message.id for message in stored]
        if not free:
            call.stand.conversations.count(call.channel.id, len(people))
    return [_sent(identifier, message) for identifier, message in zip(identifiers, messages, strict=True)]


def _sent(identifier: str, message: JsonObject) -> JsonObject:
    return (
        {"id": identifier, "quoteToken": token(24)}
        if message["type"] in QUOTABLE_TYPES
        else {"id": identifier}
    )


ROUTES = [
    Route("/v2/bot/message/push", push, methods=["POST"]),
    Route("/v2/bot/message/multicast", multicast, methods=["POST"]),
    Route("/v2/bot/message/broadcast", broadcast, methods=["POST"]),
    Route("/v2/bot/message/reply", reply, methods=["POST"]),
    *(
        Route(f"/v2/bot/message/validate/{kind}", validate, methods=["POST"])
        for kind in ("reply", "push", "multicast", "narrowcast", "broadcast")
    ),
    Route("/v2/bot/message/quota", quota, methods=["GET"]),
    Route("/v2/bot/message/quota/consumption", consumption, methods=["GET"]),
]
