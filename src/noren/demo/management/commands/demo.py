"""noren demo: one lively shop, everything running, on this machine only."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from noren.demo.fill.everything import begin_anew
from noren.demo.launch import Addresses, DemoFailed, Processes, choose_addresses

_DJANGO = "django"


class Command(BaseCommand):
    """Migrate, fill the shop once, start server, worker and stand-ins, and say where to look."""

    help = "Start the demo; Ctrl-C stops it. The data stays in NOREN_HOME (var/)."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **__: Any) -> None:
        """Run until Ctrl-C or SIGTERM."""
        home = Path(settings.NOREN.home)
        try:
            addresses = choose_addresses(home, port=int(os.environ.get("PORT", "8000")))
        except (DemoFailed, ValueError) as error:
            raise CommandError(str(error)) from error
        processes = Processes(
            addresses.environment(home) | {"DJANGO_SETTINGS_MODULE": "noren.config.settings"}, home / "logs"
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, processes.request_stop)
        try:
            self._run(processes, addresses, home)
        except DemoFailed as error:
            raise CommandError(str(error)) from error
        finally:
            processes.stop()
        self.stdout.write("stopped")

    def _run(self, processes: Processes, addresses: Addresses, home: Path) -> None:
        began = time.monotonic()
        begin_anew(home)
        processes.run("migrate", [_DJANGO, "migrate", "--verbosity", "0"])
        for name, address in (("line", addresses.line), ("payments", addresses.payments)):
            port = str(urlsplit(address).port)
            options = ["--allow-loopback-http"] if name == "line" else []
            processes.start(
                name,
                [f"noren.standins.{name}", "--port", port, "--data", str(home / "standins" / name), *options],
            )
            processes.wait_for(name, f"{address}/")
        processes.run("fill_demo", [_DJANGO, "fill_demo"])
        processes.start("worker", [_DJANGO, "worker"])
        processes.start("server", [_DJANGO, "serve", "--port", str(urlsplit(addresses.base).port)])
        processes.wait_for("server", f"{addresses.base}/health/live")
        if processes.stopping:
            return
        processes.start("pictures", [_DJANGO, "fill_demo", "--rest"], may_end=True)
        self._tell(home, addresses, time.monotonic() - began)
        ended = processes.watch()
        if ended:
            raise DemoFailed(f"{ended} ended unexpectedly: see {home}/logs/{ended}.log")

    def _tell(self, home: Path, addresses: Addresses, seconds: float) -> None:
        told = json.loads((home / "demo.json").read_text())
        staff, operator = told["staff"], told["operator_login"]
        self.stdout.write(
            f"""
  暮らしの道具 こはる is open ({seconds:.0f} s)

  Storefront   {told["storefront"]}
  LINE phone   {told["line_phone"]}
  Console      {told["console"]}
               {staff["email"]} / {staff["password"]}
  Operator     {told["operator"]}
               {operator["email"]} / {operator["password"]}
  Payments     {addresses.payments}/  (the stand-in provider: test cards, the till)

  Everything stays in {home}; Ctrl-C stops the demo.
"""
        )
        self.stdout.write(f"ready {addresses.base}")
        self.stdout.flush()
