"""The outermost layer: request ids, the log of calls, and faults asked for by tests.

A fault before acceptance answers 500 or 429 and does nothing. A fault after acceptance does everything LINE would do, and
then never answers (``timeout_after_accept``) or drops the connection in mid-answer (``close_after_accept``): the cases for
which X-Line-Retry-Key exists.
"""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from noren.standins.line.standin import StandIn
from noren.standins.line.validation.addresses import loopback_http

BEFORE = {
    "status_500": (500, {"message": "Internal server error"}),
    "status_429": (429, {"message": "The API rate limit has been exceeded. Try again later."}),
}
AFTER = ("timeout_after_accept", "close_after_accept")
KINDS = (*BEFORE, *AFTER)
OWN_PATHS = ("/_standin", "/phone", "/static", "/pictures")
REQUEST_ID = "noren.line.request_id"


@dataclass(frozen=True)
class Fault:
    """A fault for one call; ``seconds`` is how long a timeout hangs."""

    kind: str
    seconds: float


class Gateway:
    """ASGI middleware around the application."""

    def __init__(self, app: ASGIApp, *, stand_in: StandIn) -> None:
        self._app = app
        self._stand_in = stand_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        loopback_http.set(self._stand_in.options.allow_loopback_http)
        if scope["type"] != "http" or scope["path"] == "/" or scope["path"].startswith(OWN_PATHS):
            await self._app(scope, receive, send)
            return
        request_id = str(uuid.uuid4())
        scope[REQUEST_ID] = request_id
        fault = self._take(scope["path"])
        call = self._log(scope, request_id, fault)
        answer = _Answer(send, request_id)
        if fault is not None and fault.kind in BEFORE:
            status, body = BEFORE[fault.kind]
            await JSONResponse(body, status)(scope, receive, answer.passing)
        elif fault is not None:
            await self._app(scope, receive, answer.swallowing)
            await _break(fault, scope, receive, send)
        else:
            await self._app(scope, receive, answer.passing)
        self._stand_in.database.execute("UPDATE calls SET status = ? WHERE seq = ?", answer.status, call)

    def _take(self, path: str) -> Fault | None:
        row = self._stand_in.database.one(
            "UPDATE faults SET remaining = remaining - 1 WHERE id = (SELECT id FROM faults WHERE ? GLOB target"
            " AND remaining > 0 ORDER BY id LIMIT 1) RETURNING kind, seconds",
            path,
        )  # fmt: skip
        return None if row is None else Fault(row["kind"], row["seconds"])

    def _log(self, scope: Scope, request_id: str, fault: Fault | None) -> int:
        return self._stand_in.database.insert(
            "INSERT INTO calls (request_id, method, path, retry_key, fault, at) VALUES (?, ?, ?, ?, ?, ?)",
            request_id, scope["method"], scope["path"], Headers(scope=scope).get("x-line-retry-key"),
            None if fault is None else fault.kind, self._stand_in.clock.milliseconds(),
        )  # fmt: skip


class _Answer:
    """Watches the answer go by, and signs it with the request id."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status: int | None = None

    async def passing(self, message: Message) -> None:
        await self.swallowing(message)
        await self._send(message)

    async def swallowing(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["x-line-request-id"] = self._request_id


async def _break(fault: Fault, _scope: Scope, receive: Receive, send: Send) -> None:
    if fault.kind == "timeout_after_accept":
        await _hang(fault.seconds, receive)
    # An announced length that never comes makes the server drop the connection.
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
    await send({"type": "http.response.body", "body": b"", "more_body": True})


async def _hang(seconds: float, receive: Receive) -> None:
    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    try:
        await asyncio.wait_for(gone(), seconds)
    except TimeoutError:
        return
