"""python -m noren.standins.payments --host 127.0.0.1 --port N --data DIR [--seed FILE]"""

import argparse
import asyncio
import os
import signal
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from noren.standins.payments.app import RETRY_SECONDS, create_app

LAST_MOMENT_SECONDS = 1.5


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="noren.standins.payments", description="Stand-in payment provider")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the SQLite file")
    parser.add_argument("--seed", type=Path, help='JSON file {"merchants": [...]} put in at the start')
    parser.add_argument(
        "--public-url", help="how customers' browsers reach this server; default http://HOST:PORT"
    )
    parser.add_argument(
        "--retry-seconds",
        type=lambda text: tuple(float(part) for part in text.split(",")),
        default=RETRY_SECONDS,
        help="waits between tries of a webhook, as 1,2,5",
    )
    return parser.parse_args()


async def serve(arguments: argparse.Namespace) -> None:
    stopping = asyncio.Event()
    app = create_app(
        data=arguments.data,
        public_url=arguments.public_url or f"http://{arguments.host}:{arguments.port}",
        seed=arguments.seed,
        retry_seconds=arguments.retry_seconds,
        stopping=stopping,
    )
    server = Server(
        app,
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopping.set()
        server.stop()  # type: ignore[no-untyped-call]
        # The server waits for callers that never hang up; what is committed is safe in the file by now.
        loop.call_later(LAST_MOMENT_SECONDS, os._exit, 0)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await server.serve()


if __name__ == "__main__":
    asyncio.run(serve(parse_arguments()))
