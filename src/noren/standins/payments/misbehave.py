"""Carries out the scripted faults of API calls."""

import json
import os
import socket
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from noren.standins.payments.context import Context, pause
from noren.standins.payments.errors import ApiError
from noren.standins.payments.faults import Fault, Rule


async def before(context: Context, request: Request, rule: Rule | None) -> Response | None:
    """The spoilt answer of a fault that strikes before anything is done, else None."""
    kind = rule.kind if rule else None
    if rule is not None and kind == Fault.TIMEOUT_BEFORE:
        await pause(context, rule.seconds)
        return cut(request)
    if kind == Fault.CUT_BEFORE:
        return cut(request)
    if kind == Fault.ERROR_BEFORE:
        return _server_error()
    if kind == Fault.RATE_LIMIT:
        error = ApiError(429, "rate_limited", "Too many requests; wait and try again.")
        return JSONResponse(error.body(), 429, {"Retry-After": "1"})
    if kind == Fault.DECLINED:
        return JSONResponse(ApiError(402, "declined", "The processor declined it.").body(), 402)
    return None


async def after(context: Context, request: Request, rule: Rule | None, answer: JSONResponse) -> Response:
    """The answer, spoilt if the rule says so; the work is done and stays done."""
    kind = rule.kind if rule else None
    if rule is not None and kind == Fault.TIMEOUT_AFTER:
        await pause(context, rule.seconds)
        return cut(request)
    if kind == Fault.CUT_AFTER:
        return cut(request)
    if kind == Fault.ERROR_AFTER:
        return _server_error()
    if rule is not None and kind == Fault.WRONG_AMOUNT:
        return _with_wrong_amount(answer, rule.amount)
    if rule is not None and kind == Fault.SLOW_DRIP:
        drip = _drip(context, bytes(answer.body), rule.seconds)
        return StreamingResponse(drip, answer.status_code, media_type="application/json")
    return answer


def _server_error() -> JSONResponse:
    return JSONResponse(ApiError(500, "internal_error", "Something went wrong on our side.").body(), 500)


def _with_wrong_amount(answer: JSONResponse, difference: int) -> JSONResponse:
    body = json.loads(bytes(answer.body))
    for entry in body["data"] if isinstance(body.get("data"), list) else [body]:
        if isinstance(entry.get("amount"), int):
            entry["amount"] += difference
    return JSONResponse(body, answer.status_code)


async def _drip(context: Context, body: bytes, seconds: float) -> AsyncIterator[bytes]:
    for position in range(len(body)):
        await pause(context, seconds)
        yield body[position : position + 1]


def cut(request: Request) -> Response:
    """Shuts the caller's socket down before a byte is answered.

    The server keeps its sockets to itself, so the one to cut is found among the process's own by its peer address.
    """
    client = request.client
    assert client is not None
    for name in os.listdir("/dev/fd"):
        _shut_if_peer(int(name), (client.host, int(client.port)))
    return Response(status_code=500)


def _shut_if_peer(descriptor: int, peer: tuple[str, int]) -> None:
    try:
        copy = socket.socket(fileno=os.dup(descriptor))
    except OSError:
        return
    with copy:
        try:
            if copy.getpeername()[:2] == peer:
                copy.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
