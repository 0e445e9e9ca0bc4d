"""noren worker: the process that runs jobs."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from noren.platform.jobs.worker import Worker


class Command(BaseCommand):
    """Run jobs until stopped; the running ones finish first."""

    help = "Deliver events, send messages, expire orders: everything that happens later."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--threads", type=int, default=2, help="jobs at the same time (default 2)")

    def handle(self, *_: Any, threads: int, **__: Any) -> None:
        """Run until SIGTERM or SIGINT."""
        worker = Worker(threads=threads)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.request_stop())
        worker.start()
        worker.wait()
        worker.stop()
