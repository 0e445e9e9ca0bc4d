"""The official account and its friends: profile, followers, bot info, link token, loading sign, read marks."""

from __future__ import annotations

import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.line import bodies
from noren.standins.line.conversations import Chat
from noren.standins.line.directory import MessagingChannel, Person
from noren.standins.line.errors import MessagingError, not_found
from noren.standins.line.identifiers import USER_ID, basic_id
from noren.standins.line.standin import stand_in
from noren.standins.line.validation.checks import integer, obj, text

PAGE = 300


def _known(request: Request, channel: MessagingChannel, user: str) -> Person:
    person = stand_in(request).directory.person_for(provider=channel.provider, user_id=user)
    if person is None:
        raise not_found()
    return person


async def profile(request: Request) -> Response:
    """GET /v2/bot/profile/{userId}: of a friend; 404 for strangers and people who block the account."""
    channel = bodies.calling_channel(request)
    user = str(request.path_params["user_id"])
    if not USER_ID.fullmatch(user):
        raise MessagingError(400, "The value for the 'userId' parameter is invalid")
    person = _known(request, channel, user)
    stand = stand_in(request)
    if stand.conversations.friendship(Chat(channel.id, person.id)) != "friend":
        raise not_found()
    answer = {
        "userId": user,
        "displayName": person.name,
        "pictureUrl": stand.picture_url(request, person),
        "language": person.language,
    }
    return JSONResponse(
        {**answer, "statusMessage": person.status_message} if person.status_message else answer
    )


async def followers(request: Request) -> Response:
    """GET /v2/bot/followers/ids: pages of at most 1,000 user ids."""
    channel = bodies.calling_channel(request)
    limit = bodies.integer_query(request, "limit", default=PAGE, minimum=1, maximum=1000)
    begin = _start(request.query_params.get("start"))
    stand = stand_in(request)
    friends = stand.conversations.friends(channel.id)
    page = [
        stand.directory.user_id(provider=channel.provider, person=person)
        for person in friends[begin : begin + limit]
    ]
    answer: dict[str, object] = {"userIds": page}
    if begin + limit < len(friends):
        answer["next"] = base64.urlsafe_b64encode(str(begin + limit).encode()).decode()
    return JSONResponse(answer)


def _start(value: str | None) -> int:
    if value is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(value))
    except (binascii.Error, ValueError):
        raise MessagingError(400, "Invalid start") from None


async def info(request: Request) -> Response:
    """GET /v2/bot/info"""
    channel = bodies.calling_channel(request)
    answer = {
        "userId": channel.bot_user_id, "basicId": basic_id(channel.id), "displayName": channel.name, "chatMode": "chat",
        "markAsReadMode": "manual",
    }  # fmt: skip
    return JSONResponse({**answer, "pictureUrl": channel.picture} if channel.picture else answer)


async def link_token(request: Request) -> Response:
    """POST /v2/bot/user/{userId}/linkToken: ten minutes, once; only for friends."""
    channel = bodies.calling_channel(request)
    person = _known(request, channel, str(request.path_params["user_id"]))
    chat = Chat(channel.id, person.id)
    stand = stand_in(request)
    if stand.conversations.friendship(chat) != "friend":
        raise not_found()
    return JSONResponse({"linkToken": stand.conversations.issue_link_token(chat)})


async def loading(request: Request) -> Response:
    """POST /v2/bot/chat/loading/start: 5 to 60 seconds in steps of five (20 when left out); 202."""
    channel = bodies.calling_channel(request)
    body = await bodies.checked_object(request, {"chatId": text()}, {"loadingSeconds": integer(5, 60)})
    seconds = body.get("loadingSeconds") or 20
    if not isinstance(seconds, int) or seconds % 5:
        detail = {"message": "must be a multiple of 5", "property": "loadingSeconds"}
        raise MessagingError(400, "The request body has 1 error(s)", details=[detail])
    stand = stand_in(request)
    person = stand.directory.person_for(provider=channel.provider, user_id=str(body["chatId"]))
    if person is None:
        raise MessagingError(
            400, "The property, 'chatId', in the request body is invalid (line: -, column: -)"
        )
    if stand.conversations.friendship(Chat(channel.id, person.id)) == "friend":
        stand.hub.tell(person.id, {"type": "loading", "channel": channel.id, "seconds": seconds})
    return JSONResponse({}, 202)


async def mark_as_read(request: Request) -> Response:
    """POST /v2/bot/message/markAsRead: everything a person wrote."""
    channel = bodies.calling_channel(request)
    body = await bodies.checked_object(request, {"chat": obj({"userId": text()})})
    chat = body["chat"]
    person = _known(request, channel, str(chat["userId"]) if isinstance(chat, dict) else "")
    stand = stand_in(request)
    stand.conversations.mark_read(Chat(channel.id, person.id), sender="person")
    stand.hub.tell(person.id, {"type": "read", "channel": channel.id})
    return JSONResponse({})


async def mark_as_read_by_token(request: Request) -> Response:
    """POST /v2/bot/chat/markAsRead: everything up to the message whose event carried the token."""
    channel = bodies.calling_channel(request)
    body = await bodies.checked_object(request, {"markAsReadToken": text()})
    stand = stand_in(request)
    message = stand.conversations.message_for_read_token(str(body["markAsReadToken"]), channel_id=channel.id)
    if message is None:
        raise MessagingError(
            400, "The property, 'markAsReadToken', in the request body is invalid (line: -, column: -)"
        )
    stand.conversations.mark_read(message.chat, sender="person", up_to=message.seq)
    stand.hub.tell(message.chat.person, {"type": "read", "channel": channel.id})
    return JSONResponse({})


ROUTES = [
    Route("/v2/bot/profile/{user_id}", profile, methods=["GET"]),
    Route("/v2/bot/followers/ids", followers, methods=["GET"]),
    Route("/v2/bot/info", info, methods=["GET"]),
    Route("/v2/bot/user/{user_id}/linkToken", link_token, methods=["POST"]),
    Route("/v2/bot/chat/loading/start", loading, methods=["POST"]),
    Route("/v2/bot/chat/markAsRead", mark_as_read_by_token, methods=["POST"]),
    Route("/v2/bot/message/markAsRead", mark_as_read, methods=["POST"]),
]
