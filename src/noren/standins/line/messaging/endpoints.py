"""The webhook endpoint of an official account: read, set, test."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from noren.standins.line import bodies
from noren.standins.line.errors import MessagingError, not_found
from noren.standins.line.standin import stand_in
from noren.standins.line.validation.addresses import fetched

_endpoint = fetched(500)


async def get_endpoint(request: Request) -> Response:
    """GET /v2/bot/channel/webhook/endpoint; 404 when none is set."""
    channel = bodies.calling_channel(request)
    if not channel.webhook_url:
        raise not_found()
    return JSONResponse({"endpoint": channel.webhook_url, "active": channel.webhook_active})


async def set_endpoint(request: Request) -> Response:
    """PUT /v2/bot/channel/webhook/endpoint: an https URL of at most 500 characters."""
    channel = bodies.calling_channel(request)
    body = await bodies.checked_object(request, {"endpoint": _endpoint})
    stand_in(request).directory.set_webhook_url(channel.id, str(body["endpoint"]))
    return JSONResponse({})


async def test_endpoint(request: Request) -> Response:
    """POST /v2/bot/channel/webhook/test: sends a signed body without events, and tells what came back."""
    channel = bodies.calling_channel(request)
    body = await bodies.checked_object(request, {}, {"endpoint": _endpoint}) if await request.body() else {}
    url = str(body.get("endpoint") or channel.webhook_url)
    if not url:
        raise MessagingError(400, "The webhook URL is not set")
    stand = stand_in(request)
    try:
        status = await stand.sender.post(channel, [], url=url)
    except httpx.TimeoutException:
        outcome = (0, "REQUEST_TIMEOUT", "Request timeout")
    except (httpx.HTTPError, httpx.InvalidURL):
        outcome = (0, "COULD_NOT_CONNECT", "Connection failed")
    else:
        outcome = (status, "OK" if status == 200 else "ERROR_STATUS_CODE", str(status))
    moment = datetime.fromtimestamp(stand.clock.milliseconds() / 1000, UTC).isoformat(timespec="milliseconds")
    return JSONResponse({
        "success": outcome[0] == 200, "timestamp": moment.replace("+00:00", "Z"), "statusCode": outcome[0],
        "reason": outcome[1], "detail": outcome[2],
    })  # fmt: skip


ROUTES = [
    Route("/v2/bot/channel/webhook/endpoint", get_endpoint, methods=["GET"]),
    Route("/v2/bot/channel/webhook/endpoint", set_endpoint, methods=["PUT"]),
    Route("/v2/bot/channel/webhook/test", test_endpoint, methods=["POST"]),
]
