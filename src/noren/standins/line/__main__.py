"""``python -m noren.standins.line --host 127.0.0.1 --port 8300 --data DIR [--seed FILE]``"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path

from noren.standins.line.app import create_app
from noren.standins.line.server import serve
from noren.standins.line.standin import Options


def arguments() -> argparse.Namespace:
    """Read the command line."""
    defaults = Options()
    parser = argparse.ArgumentParser(
        prog="python -m noren.standins.line", description="A stand-in for LINE on this machine."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the SQLite file")
    parser.add_argument("--seed", type=Path, help="JSON file with providers, people, channels, friendships")
    parser.add_argument(
        "--redelivery-delays",
        default=",".join(map(str, defaults.redelivery_delays)),
        help="seconds between webhook attempts",
    )
    parser.add_argument(
        "--webhook-timeout", type=float, default=defaults.webhook_timeout_seconds, help="seconds"
    )
    parser.add_argument(
        "--allow-loopback-http",
        action="store_true",
        help="accept http://127.0.0.1 where LINE wants https (pictures, webhooks)",
    )
    return parser.parse_args()


def main() -> None:
    """Serve until told to stop."""
    given = arguments()
    options = Options(
        redelivery_delays=tuple(float(part) for part in given.redelivery_delays.split(",") if part),
        webhook_timeout_seconds=given.webhook_timeout,
        allow_loopback_http=given.allow_loopback_http,
    )
    seeds = json.loads(given.seed.read_text(encoding="utf-8")) if given.seed else None
    asyncio.run(serve(create_app(given.data, options=options, seeds=seeds), host=given.host, port=given.port))


if __name__ == "__main__":
    main()
