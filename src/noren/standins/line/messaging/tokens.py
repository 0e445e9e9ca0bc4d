"""Channel access tokens: short-lived (30 days), stateless (15 minutes), and what the server knows about them."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.line.errors import LoginError
from noren.standins.line.forms import form_fields
from noren.standins.line.identifiers import token
from noren.standins.line.standin import stand_in

SHORT_SECONDS = 30 * 24 * 3600
STATELESS_SECONDS = 900


async def _issue(request: Request, lifetime: int) -> Response:
    fields = await form_fields(request)
    if fields.get("grant_type") != "client_credentials":
        raise LoginError("unsupported_grant_type", "grant_type must be client_credentials")
    stand = stand_in(request)
    client = fields.get("client_id", "")
    channel = stand.directory.messaging_channel(client) or stand.directory.login_channel(client)
    if channel is None or not secrets.compare_digest(
        channel.secret.encode(), fields.get("client_secret", "").encode()
    ):
        raise LoginError("invalid_client", "invalid client_id or client_secret")
    value = token(160)
    stand.directory.add_channel_token(client, value, expires_at=stand.clock.seconds() + lifetime)
    return JSONResponse({"access_token": value, "expires_in": lifetime, "token_type": "Bearer"})


async def short_lived(request: Request) -> Response:
    """POST /v2/oauth/accessToken"""
    return await _issue(request, SHORT_SECONDS)


async def stateless(request: Request) -> Response:
    """POST /oauth2/v3/token with the channel's id and secret; login channels have tokens too."""
    return await _issue(request, STATELESS_SECONDS)


async def verify(request: Request) -> Response:
    """POST /v2/oauth/verify"""
    fields = await form_fields(request)
    stand = stand_in(request)
    found = stand.directory.channel_token(fields.get("access_token", ""), now=stand.clock.seconds())
    if found is None:
        raise LoginError("invalid_request", "access token expired")
    channel_id, expires_at = found
    answer: dict[str, object] = {"client_id": channel_id, "scope": "P CM"}
    return JSONResponse(
        answer if expires_at is None else {**answer, "expires_in": expires_at - stand.clock.seconds()}
    )


async def revoke(request: Request) -> Response:
    """POST /v2/oauth/revoke: 200 whether or not the token existed."""
    fields = await form_fields(request)
    if not fields.get("access_token"):
        raise LoginError("invalid_request", "access_token is required")
    stand_in(request).directory.drop_channel_token(fields["access_token"])
    return Response(status_code=200)


ROUTES = [
    Route("/v2/oauth/accessToken", short_lived, methods=["POST"]),
    Route("/oauth2/v3/token", stateless, methods=["POST"]),
    Route("/v2/oauth/verify", verify, methods=["POST"]),
    Route("/v2/oauth/revoke", revoke, methods=["POST"]),
]
