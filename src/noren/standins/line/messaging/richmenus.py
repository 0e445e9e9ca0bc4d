"""Rich menus: create, picture, default, per person."""

from __future__ import annotations

import uuid

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.line import bodies
from noren.standins.line.database import JsonObject, dump, load_object
from noren.standins.line.directory import MessagingChannel
from noren.standins.line.errors import MessagingError, not_found
from noren.standins.line.standin import StandIn, stand_in
from noren.standins.line.validation.richmenus import FIELDS, IMAGE_BYTES, IMAGE_TYPES

LIMIT = 1000


async def create(request: Request) -> Response:
    """POST /v2/bot/richmenu"""
    channel = bodies.calling_channel(request)
    body = await bodies.checked_object(request, FIELDS)
    database = stand_in(request).database
    row = database.one("SELECT count(*) AS n FROM rich_menus WHERE channel_id = ?", channel.id)
    if row is not None and row["n"] >= LIMIT:
        raise MessagingError(400, "The number of rich menus has reached the limit")
    identifier = f"richmenu-{uuid.uuid4().hex}"
    database.execute(
        "INSERT INTO rich_menus (id, channel_id, definition) VALUES (?, ?, ?)",
        identifier,
        channel.id,
        dump(body),
    )
    return JSONResponse({"richMenuId": identifier})


async def validate(request: Request) -> Response:
    """POST /v2/bot/richmenu/validate"""
    bodies.calling_channel(request)
    await bodies.checked_object(request, FIELDS)
    return JSONResponse({})


async def listed(request: Request) -> Response:
    """GET /v2/bot/richmenu/list"""
    channel = bodies.calling_channel(request)
    rows = stand_in(request).database.all(
        "SELECT id, definition FROM rich_menus WHERE channel_id = ? ORDER BY rowid", channel.id
    )
    return JSONResponse(
        {"richmenus": [{"richMenuId": row["id"], **load_object(row["definition"])} for row in rows]}
    )


async def single(request: Request) -> Response:
    """GET /v2/bot/richmenu/{richMenuId}"""
    menu = _menu(request, bodies.calling_channel(request))
    return JSONResponse(menu)


async def delete(request: Request) -> Response:
    """DELETE /v2/bot/richmenu/{richMenuId}"""
    channel = bodies.calling_channel(request)
    identifier = str(_menu(request, channel)["richMenuId"])
    stand = stand_in(request)
    with stand.database.transaction():
        stand.database.execute("DELETE FROM rich_menu_links WHERE rich_menu_id = ?", identifier)
        stand.database.execute("DELETE FROM rich_menus WHERE id = ?", identifier)
        if channel.default_rich_menu == identifier:
            stand.directory.set_default_rich_menu(channel.id, None)
    return JSONResponse({})


async def upload(request: Request) -> Response:
    """POST /v2/bot/richmenu/{richMenuId}/content: one JPEG or PNG of at most 1 MB."""
    channel = bodies.calling_channel(request)
    identifier = str(_menu(request, channel)["richMenuId"])
    content_type = request.headers.get("content-type", "").partition(";")[0]
    if content_type not in IMAGE_TYPES:
        raise MessagingError(415, f"The content type, '{content_type}', is not supported")
    image = await request.body()
    if len(image) > IMAGE_BYTES:
        raise MessagingError(413, "Payload Too Large")
    if not image.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise MessagingError(400, "The image is invalid")
    changed = stand_in(request).database.execute(
        "UPDATE rich_menus SET image = ?, image_type = ? WHERE id = ? AND image IS NULL",
        image,
        content_type,
        identifier,
    )
    if not changed:
        raise MessagingError(400, "An image has already been uploaded to the richmenu")
    return JSONResponse({})


async def download(request: Request) -> Response:
    """GET /v2/bot/richmenu/{richMenuId}/content"""
    channel = bodies.calling_channel(request)
    image = menu_image(stand_in(request), str(_menu(request, channel)["richMenuId"]))
    if image is None:
        raise not_found()
    return image


async def set_default(request: Request) -> Response:
    """POST /v2/bot/user/all/richmenu/{richMenuId}: a menu without a picture is refused."""
    channel = bodies.calling_channel(request)
    identifier = str(_menu(request, channel)["richMenuId"])
    stand = stand_in(request)
    if menu_image(stand, identifier) is None:
        raise MessagingError(400, "must upload richmenu image before applying it to user")
    stand.directory.set_default_rich_menu(channel.id, identifier)
    stand.hub.tell_all({"type": "richmenu", "channel": channel.id})
    return JSONResponse({})


async def get_default(request: Request) -> Response:
    """GET /v2/bot/user/all/richmenu"""
    channel = bodies.calling_channel(request)
    if channel.default_rich_menu is None:
        raise MessagingError(404, "no default richmenu")
    return JSONResponse({"richMenuId": channel.default_rich_menu})


async def cancel_default(request: Request) -> Response:
    """DELETE /v2/bot/user/all/richmenu"""
    channel = bodies.calling_channel(request)
    stand = stand_in(request)
    stand.directory.set_default_rich_menu(channel.id, None)
    stand.hub.tell_all({"type": "richmenu", "channel": channel.id})
    return JSONResponse({})


async def link(request: Request) -> Response:
    """POST /v2/bot/user/{userId}/richmenu/{richMenuId}"""
    channel = bodies.calling_channel(request)
    identifier = str(_menu(request, channel)["richMenuId"])
    person = _person(request, channel)
    stand = stand_in(request)
    if menu_image(stand, identifier) is None:
        raise MessagingError(400, "must upload richmenu image before applying it to user")
    stand.database.execute(
        "INSERT OR REPLACE INTO rich_menu_links (channel_id, person_id, rich_menu_id) VALUES (?, ?, ?)",
        channel.id,
        person,
        identifier,
    )
    stand.hub.tell(person, {"type": "richmenu", "channel": channel.id})
    return JSONResponse({})


async def linked(request: Request) -> Response:
    """GET /v2/bot/user/{userId}/richmenu"""
    channel = bodies.calling_channel(request)
    row = stand_in(request).database.one(
        "SELECT rich_menu_id FROM rich_menu_links WHERE channel_id = ? AND person_id = ?",
        channel.id,
        _person(request, channel),
    )
    if row is None:
        raise MessagingError(404, "the user has no richmenu")
    return JSONResponse({"richMenuId": row["rich_menu_id"]})


async def unlink(request: Request) -> Response:
    """DELETE /v2/bot/user/{userId}/richmenu"""
    channel = bodies.calling_channel(request)
    person = _person(request, channel)
    stand = stand_in(request)
    stand.database.execute(
        "DELETE FROM rich_menu_links WHERE channel_id = ? AND person_id = ?", channel.id, person
    )
    stand.hub.tell(person, {"type": "richmenu", "channel": channel.id})
    return JSONResponse({})


def menu_image(stand: StandIn, identifier: str) -> Response | None:
    """The uploaded picture of a menu."""
    row = stand.database.one(
        "SELECT image, image_type FROM rich_menus WHERE id = ? AND image IS NOT NULL", identifier
    )
    return None if row is None else Response(row["image"], media_type=row["image_type"])


def shown_menu(stand: StandIn, channel: MessagingChannel, person: str) -> JsonObject | None:
    """The menu a person sees in an account's chat: one's own before the default."""
    own = stand.database.one(
        "SELECT rich_menu_id FROM rich_menu_links WHERE channel_id = ? AND person_id = ?", channel.id, person
    )
    identifier = channel.default_rich_menu if own is None else own["rich_menu_id"]
    row = stand.database.one("SELECT id, definition FROM rich_menus WHERE id = ?", identifier)
    return None if row is None else {"richMenuId": row["id"], **load_object(row["definition"])}


def _menu(request: Request, channel: MessagingChannel) -> JsonObject:
    row = stand_in(request).database.one(
        "SELECT id, definition FROM rich_menus WHERE id = ? AND channel_id = ?",
        str(request.path_params["menu"]),
        channel.id,
    )
    if row is None:
        raise MessagingError(404, "richmenu not found")
    return {"richMenuId": row["id"], **load_object(row["definition"])}


def _person(request: Request, channel: MessagingChannel) -> str:
    person = stand_in(request).directory.person_for(
        provider=channel.provider, user_id=str(request.path_params["user_id"])
    )
    if person is None:
        raise not_found()
    return person.id


ROUTES = [
    Route("/v2/bot/richmenu", create, methods=["POST"]),
    Route("/v2/bot/richmenu/validate", validate, methods=["POST"]),
    Route("/v2/bot/richmenu/list", listed, methods=["GET"]),
    Route("/v2/bot/richmenu/{menu}", single, methods=["GET"]),
    Route("/v2/bot/richmenu/{menu}", delete, methods=["DELETE"]),
    Route("/v2/bot/richmenu/{menu}/content", upload, methods=["POST"]),
    Route("/v2/bot/richmenu/{menu}/content", download, methods=["GET"]),
    Route("/v2/bot/user/all/richmenu/{menu}", set_default, methods=["POST"]),
    Route("/v2/bot/user/all/richmenu", get_default, methods=["GET"]),
    Route("/v2/bot/user/all/richmenu", cancel_default, methods=["DELETE"]),
    Route("/v2/bot/user/{user_id}/richmenu/{menu}", link, methods=["POST"]),
    Route("/v2/bot/user/{user_id}/richmenu", linked, methods=["GET"]),
    Route("/v2/bot/user/{user_id}/richmenu", unlink, methods=["DELETE"]),
]
