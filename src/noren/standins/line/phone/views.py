"""What the phone's script asks for. Everything here acts as the person the phone's cookie names."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from noren.standins.line import control
from noren.standins.line.conversations import Chat, Message
from noren.standins.line.database import JsonObject, dump
from noren.standins.line.directory import MessagingChannel, Person
from noren.standins.line.errors import ControlError
from noren.standins.line.hub import CLOSE
from noren.standins.line.identifiers import basic_id
from noren.standins.line.messaging.richmenus import menu_image, shown_menu
from noren.standins.line.page import COOKIE, current_person, render
from noren.standins.line.phone import pictures
from noren.standins.line.standin import StandIn, stand_in

HEARTBEAT_SECONDS = 15.0
YEAR_SECONDS = 365 * 24 * 3600
PREVIEWS = {
    "sticker": "スタンプを送信しました", "image": "写真を送信しました", "video": "動画を送信しました", "audio": "ボイスメッセージを送信しました",
    "location": "位置情報を送信しました", "coupon": "クーポンを送信しました",
}  # fmt: skip


def _owner(request: Request) -> Person:
    person = current_person(request)
    if person is None:
        raise ControlError("no person is logged in on this phone", status=401)
    # The cookie alone must not let another site's form act for the person.
    if request.method == "POST" and request.headers.get("sec-fetch-site", "same-origin") not in {
        "same-origin",
        "none",
    }:
        raise ControlError("the phone takes orders from its own page only", status=403)
    return person


async def page(request: Request) -> Response:
    """GET /: the phone; the first person is logged in on a new one. ``?person=`` logs in somebody else."""
    stand = stand_in(request)
    people = stand.directory.people()
    chosen = stand.directory.person(request.query_params.get("person", ""))
    person = chosen or current_person(request) or (people[0] if people else None)
    answer = render(request, "phone.html", {"person": person, "people": people})
    if person is not None:
        answer.set_cookie(COOKIE, person.id, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


async def switch(request: Request) -> Response:
    """POST /phone/person {person}: log in somebody else on this phone."""
    _owner(request)
    person = control.known_person(stand_in(request), (await control.body_of(request)).get("person"))
    answer = JSONResponse({})
    answer.set_cookie(COOKIE, person.id, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


async def chats(request: Request) -> Response:
    """GET /phone/chats: every official account, those with news first."""
    stand, person = stand_in(request), _owner(request)
    found = [_chat(stand, channel, person) for channel in stand.directory.messaging_channels()]
    found.sort(
        key=lambda chat: (-int(str(chat["lastAt"])), chat["friendship"] != "friend", str(chat["name"]))
    )
    return JSONResponse(
        {
            "person": {"id": person.id, "name": person.name, "statusMessage": person.status_message},
            "chats": found,
        }
    )


async def chat(request: Request) -> Response:
    """GET /phone/chats/{channel}?after=: messages after a seq; opening a chat reads it (``read=1``)."""
    stand, person = stand_in(request), _owner(request)
    channel = control.known_channel(stand, request.path_params["channel"])
    after = request.query_params.get("after", "0")
    place = Chat(channel.id, person.id)
    if request.query_params.get("read") == "1":
        stand.conversations.mark_read(place, sender="bot")
    messages = stand.conversations.messages(
        person=person.id, channel=channel.id, after=int(after) if after.isdigit() else 0
    )
    own = stand.conversations.messages(person=person.id, channel=channel.id, sender="person")
    read_up_to = max((message.seq for message in own if message.read_at), default=0)
    return JSONResponse({
        "chat": _chat(stand, channel, person), "messages": [message.as_json() for message in messages],
        "readUpTo": read_up_to, "richMenu": shown_menu(stand, channel, person.id),
    })  # fmt: skip


async def send(request: Request) -> Response:
    """POST /phone/chats/{channel}/messages {text} or {sticker}"""
    stand, person = stand_in(request), _owner(request)
    channel = control.known_channel(stand, request.path_params["channel"])
    return JSONResponse({"id": control.say(stand, channel, person, await control.body_of(request))})


async def postback(request: Request) -> Response:
    """POST /phone/chats/{channel}/postbacks {data, params?, displayText?}"""
    stand, person = stand_in(request), _owner(request)
    channel = control.known_channel(stand, request.path_params["channel"])
    values = await control.body_of(request)
    if stand.conversations.friendship(Chat(channel.id, person.id)) != "friend":
        raise ControlError("the person has not added this account, or blocks it", status=409)
    if values.get("text"):
        # A postback's `text` is sent as a message of the person; `displayText` is only shown.
        control.say(stand, channel, person, {"text": values["text"]})
    elif isinstance(values.get("displayText"), str):
        stand.show_own_words(channel, person.id, str(values["displayText"]))
    params = values.get("params")
    stand.post_back(
        channel,
        person.id,
        data=str(values.get("data", "")),
        params=params if isinstance(params, dict) else None,
    )
    return JSONResponse({})


async def friendship(request: Request) -> Response:
    """POST /phone/chats/{channel}/friendship {action: follow|block}"""
    stand, person = stand_in(request), _owner(request)
    channel = control.known_channel(stand, request.path_params["channel"])
    action = (await control.body_of(request)).get("action")
    if action not in {"follow", "block"}:
        raise ControlError("action must be follow or block")
    changed = stand.follow(channel, person.id) if action == "follow" else stand.block(channel, person.id)
    return JSONResponse({"changed": changed})


async def events(request: Request) -> Response:
    """GET /phone/events: server-sent events."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _stream(stand_in(request), _owner(request).id), media_type="text/event-stream", headers=headers
    )


async def _stream(stand: StandIn, person: str) -> AsyncIterator[str]:
    with stand.hub.listening(person) as queue:
        yield "retry: 1000\n\n"
        while True:
            try:
                news = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if news is CLOSE:
                return
            yield f"data: {dump(news)}\n\n"


async def person_picture(request: Request) -> Response:
    """GET /pictures/people/{id}.svg"""
    person = control.known_person(stand_in(request), request.path_params["id"])
    return _svg(pictures.person(person))


async def account_picture(request: Request) -> Response:
    """GET /pictures/accounts/{id}.svg: the account's own picture, or one drawn from its name."""
    channel = control.known_channel(stand_in(request), request.path_params["id"])
    return RedirectResponse(channel.picture) if channel.picture else _svg(pictures.account(channel))


async def menu_picture(request: Request) -> Response:
    """GET /pictures/menus/{id}: a rich menu's picture."""
    image = menu_image(stand_in(request), request.path_params["id"])
    if image is None:
        raise ControlError("no such menu", status=404)
    return image


def _svg(drawing: str) -> Response:
    return Response(drawing, media_type="image/svg+xml", headers={"Cache-Control": "max-age=300"})


def _chat(stand: StandIn, channel: MessagingChannel, person: Person) -> JsonObject:
    place = Chat(channel.id, person.id)
    last = stand.conversations.last_message(place)
    return {
        "channel": channel.id, "name": channel.name, "picture": f"/pictures/accounts/{channel.id}.svg",
        "basicId": basic_id(channel.id), "friendship": stand.conversations.friendship(place),
        "unread": stand.conversations.unread(place), "lastAt": 0 if last is None else last.sent_at,
        "preview": "" if last is None else preview(last),
    }  # fmt: skip


def preview(message: Message) -> str:
    """The line under an account's name in the list of chats."""
    content = message.content
    for name in ("text", "altText"):
        if isinstance(content.get(name), str):
            return str(content[name]).replace("\n", " ")
    return PREVIEWS.get(str(content["type"]), "")


ROUTES = [
    Route("/", page, methods=["GET"]),
    Route("/phone/person", switch, methods=["POST"]),
    Route("/phone/chats", chats, methods=["GET"]),
    Route("/phone/events", events, methods=["GET"]),
    Route("/phone/chats/{channel}", chat, methods=["GET"]),
    Route("/phone/chats/{channel}/messages", send, methods=["POST"]),
    Route("/phone/chats/{channel}/postbacks", postback, methods=["POST"]),
    Route("/phone/chats/{channel}/friendship", friendship, methods=["POST"]),
    Route("/pictures/people/{id}.svg", person_picture, methods=["GET"]),
    Route("/pictures/accounts/{id}.svg", account_picture, methods=["GET"]),
    Route("/pictures/menus/{id}", menu_picture, methods=["GET"]),
]
