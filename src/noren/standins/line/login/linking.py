"""Linking accounts without LINE Login: the dialog a shop sends people to, and the accountLink event that follows."""

from __future__ import annotations

import base64
import binascii

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from noren.standins.line.forms import form_fields
from noren.standins.line.page import current_person, render
from noren.standins.line.standin import stand_in

NONCE_MINIMUM = 10
NONCE_MAXIMUM = 255
GONE = "連携の有効期限が切れました。トーク画面からやり直してください。"


async def dialog(request: Request) -> Response:
    """GET /dialog/bot/accountLink?linkToken=&nonce= : asks the person logged in on the phone."""
    stand = stand_in(request)
    link_token, nonce = request.query_params.get("linkToken", ""), request.query_params.get("nonce", "")
    if not _nonce_ok(nonce):
        return render(
            request,
            "login_error.html",
            {"reason": "nonceはBase64の10〜255文字で指定してください。"},
            status=400,
        )
    chat = stand.conversations.link_token_chat(link_token)
    channel = None if chat is None else stand.directory.messaging_channel(chat.channel)
    if channel is None:
        return render(request, "login_error.html", {"reason": GONE}, status=400)
    values: dict[str, object] = {
        "channel": channel,
        "link_token": link_token,
        "nonce": nonce,
        "person": current_person(request),
    }
    return render(request, "link_account.html", values)


async def agree(request: Request) -> Response:
    """POST of the dialog: ok when the person on the phone is the one the token was issued for."""
    stand, fields = stand_in(request), await form_fields(request)
    person = current_person(request)
    chat = stand.conversations.link_token_chat(fields.get("link_token", ""))
    channel = None if chat is None else stand.directory.messaging_channel(chat.channel)
    if channel is None or chat is None or person is None or not _nonce_ok(fields.get("nonce", "")):
        return render(request, "login_error.html", {"reason": GONE}, status=400)
    owner = stand.conversations.use_link_token(fields["link_token"], channel_id=chat.channel)
    linked = owner == person.id
    stand.link_account(channel, person.id, nonce=fields["nonce"], linked=linked)
    return render(
        request, "link_done.html", {"channel": channel, "linked": linked}, status=200 if linked else 400
    )


def _nonce_ok(nonce: str) -> bool:
    try:
        base64.b64decode(
            nonce.replace("-", "+").replace("_", "/") + "=" * (-len(nonce.rstrip("=")) % 4), validate=False
        )
    except (binascii.Error, ValueError):
        return False
    return NONCE_MINIMUM <= len(nonce) <= NONCE_MAXIMUM


ROUTES = [
    Route("/dialog/bot/accountLink", dialog, methods=["GET"]),
    Route("/dialog/bot/accountLink/agree", agree, methods=["POST"]),
]
