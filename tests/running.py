"""A whole installation, running for a test: server, worker and stand-ins as processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from noren.demo.launch import Addresses, choose_addresses

_READY_SECONDS = 60.0


@dataclass(slots=True)
class Running:
    """The installation under test."""

    home: Path
    addresses: Addresses
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]]

    @property
    def base(self) -> str:
        """Where browsers reach it."""
        return self.addresses.base

    def start(self, name: str, arguments: list[str], ready: str = "") -> None:
        """Start `python -m …` and wait until `ready` answers."""
        log = (self.home / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if ready:
            self._wait(name, ready)

    def start_server(self, *, processes: int = 1) -> None:
        """Start `noren serve`."""
        port = str(urlsplit(self.base).port)
        self.start(
            "server",
            ["django", "serve", "--port", port, "--processes", str(processes)],
            f"{self.base}/health/live",
        )

    def start_worker(self) -> None:
        """Start `noren worker`."""
        self.start("worker", ["django", "worker"])

    def kill(self, name: str) -> None:
        """SIGKILL a process and all it started."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End everything politely, then not."""
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def log(self, name: str) -> str:
        """What a process has said so far."""
        return (self.home / f"{name}.log").read_text(errors="replace")

    def _wait(self, name: str, url: str) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            if self.processes[name].poll() is not None:
                raise AssertionError(f"{name} ended: {self.log(name)[-2000:]}")
            try:
                httpx.get(url, timeout=2)
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"{name} does not answer: {self.log(name)[-2000:]}")


@contextmanager
def running(
    home: Path, *, database_url: str = "", stand_ins: bool = True, worker: bool = True
) -> Iterator[Running]:
    """Run an installation in `home` on ports that are free, migrated and empty."""
    home.mkdir(parents=True, exist_ok=True)
    addresses = choose_addresses(home, port=_free_port())
    environment = addresses.environment(home) | {
        "DJANGO_SETTINGS_MODULE": "noren.config.settings",
        "DATABASE_URL": database_url,
        "NOREN_EMAIL_URL": "",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    installation = Running(home, addresses, environment, {})
    try:
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=environment, check=True)
        if stand_ins:
            for name, address, options in (
                ("line", addresses.line, ["--allow-loopback-http"]),
                ("payments", addresses.payments, []),
            ):
                data = str(home / "standins" / name)
                port = str(urlsplit(address).port)
                installation.start(
                    name,
                    [f"noren.standins.{name}", "--port", port, "--data", data, *options],
                    f"{address}/",
                )
        installation.start_server()
        if worker:
            installation.start_worker()
        yield installation
    finally:
        installation.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
