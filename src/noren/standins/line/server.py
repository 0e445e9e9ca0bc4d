"""Serving the application with Granian until SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import os
import signal

from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.applications import Starlette

from noren.standins.line.standin import StandIn

GRACE_SECONDS = 1.0


async def serve(app: Starlette, *, host: str, port: int) -> None:
    """Serve; on a signal end live streams, finish, and leave within two seconds whatever still hangs."""
    server = Server(
        app, address=host, port=port, interface=Interfaces.ASGI, log_enabled=False, websockets=False
    )
    stand: StandIn = app.state.stand_in
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stand.hub.close()
        server.stop()  # type: ignore[no-untyped-call]
        # A browser that keeps its connection open would keep the server waiting; SQLite is safe at any moment.
        loop.call_later(GRACE_SECONDS, os._exit, 0)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await server.serve()
