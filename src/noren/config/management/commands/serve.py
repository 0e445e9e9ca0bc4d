"""noren serve: the web server."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


class Command(BaseCommand):
    """Serve all surfaces. On SQLite one process is best; on PostgreSQL about one for each core."""

    help = "Serve the storefronts, the console, the operators' pages and the callbacks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--host", default="127.0.0.1", help="address to bind (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to bind (default 8000)")
        parser.add_argument("--processes", type=int, default=1, help="worker processes (default 1)")

    def handle(self, *_: Any, host: str, port: int, processes: int, **__: Any) -> None:
        """Run until stopped."""
        Granian(
            "noren.config.server:application",
            address=host,
            port=port,
            interface=Interfaces.ASGI,
            workers=processes,
            websockets=False,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
        ).serve()
