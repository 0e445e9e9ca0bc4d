"""Starting the demo: stand-ins, server and worker as processes of their own, and stopping them all together."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

_READY_SECONDS = 60.0
_STOP_SECONDS = 8.0
_POLL_SECONDS = 0.05


class DemoFailed(RuntimeError):
    """Something the demo needs did not start; the message names it and its log."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything of a demo is."""

    base: str
    line: str
    payments: str

    def environment(self, home: Path) -> dict[str, str]:
        """Return the environment of the demo's processes."""
        return {
            **os.environ,
            "NOREN_HOME": str(home),
            "NOREN_BASE_URL": self.base,
            "NOREN_LINE_API_BASE": self.line,
            "NOREN_LINE_ACCESS_BASE": self.line,
            "NOREN_SANDBOX_PROVIDER_BASE": self.payments,
            "PYTHONUNBUFFERED": "1",
        }


@dataclass(slots=True)
class Processes:
    """The demo's processes. Each logs to a file; the end of one that should run is the end of all."""

    environment: dict[str, str]
    logs: Path
    _running: list[tuple[str, subprocess.Popen[bytes]]] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _may_end: set[str] = field(default_factory=set)

    def start(self, name: str, arguments: Sequence[str], *, may_end: bool = False) -> None:
        """Start `python -m …` in a process group of its own, so that Ctrl-C reaches it only through us."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._running.append((name, process))
        if may_end:
            self._may_end.add(name)

    def run(self, name: str, arguments: Sequence[str]) -> None:
        """Run something to its end, its output shown. Raises DemoFailed."""
        process = subprocess.Popen([sys.executable, "-m", *arguments], env=self.environment)  # noqa: S603 - our own modules
        self._running.append((name, process))
        while process.poll() is None and not self._stopping.wait(_POLL_SECONDS):
            pass
        if process.returncode not in (0, None) and not self._stopping.is_set():
            raise DemoFailed(f"{name} ended with status {process.returncode}")
        if process.returncode is not None:
            self._running.remove((name, process))

    def wait_for(self, name: str, url: str) -> None:
        """Wait until `url` answers. Raises DemoFailed."""
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline and not self._stopping.is_set():
            if self.ended():
                raise DemoFailed(f"{self.ended()} ended at once: see {self.logs}/{self.ended()}.log")
            if _answers(url):
                return
            time.sleep(_POLL_SECONDS)
        if not self._stopping.is_set():
            raise DemoFailed(f"{name} does not answer at {url}: see {self.logs}/{name}.log")

    def ended(self) -> str:
        """Return the name of a process that is no longer there, or ""."""
        gone = (name for name, process in self._running if process.poll() is not None)
        return next((name for name in gone if name not in self._may_end), "")

    def watch(self) -> str:
        """Wait for a stop signal ("") or for the end of a process (its name)."""
        while not self._stopping.wait(0.5):
            if self.ended():
                return self.ended()
        return ""

    def request_stop(self, *_: object) -> None:
        """Ask for the end; safe in a signal handler."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        """Whether the end was asked for."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """End everything, the last started first; what does not go is killed."""
        for _, process in reversed(self._running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        for _, process in reversed(self._running):
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def choose_addresses(home: Path, *, port: int) -> Addresses:
    """Return the demo's addresses: `port` and, beside it, two for the stand-ins.

    The stand-ins keep theirs from start to start, because shops hold them; a taken port is passed over on the first.
    Raises DemoFailed when `port` itself is taken.
    """
    if not _free(port):
        raise DemoFailed(f"port {port} is taken: choose another, as in PORT=8100 make demo")
    kept = home / "ports.json"
    ports = json.loads(kept.read_text()) if kept.exists() else {}
    used = [int(number) for number in ports.values()]
    if ports.get("base") != port or not all(_free(number) for number in used if number != port):
        free = [number for number in range(port + 1, port + 50) if _free(number)]
        ports = {"base": port, "line": free[0], "payments": free[1]}
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(ports))
    base, line, payments = (f"http://127.0.0.1:{ports[name]}" for name in ("base", "line", "payments"))
    return Addresses(base, line, payments)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
            return True
    except (URLError, OSError):
        return False
