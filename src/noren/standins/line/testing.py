"""Running the stand-in for tests, in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

READY_SECONDS = 15.0
SOURCE = Path(__file__).parents[3]


@dataclass(frozen=True)
class RunningStandIn:
    """A stand-in that answers at ``url`` (no slash at the end)."""

    url: str
    process: subprocess.Popen[bytes]

    def control(self, method: str, path: str, body: Mapping[str, object] | None = None) -> object:
        """Call the control API (``path`` without /_standin) and return its JSON; raises httpx.HTTPStatusError."""
        answer = httpx.request(method, f"{self.url}/_standin{path}", json=body, timeout=10, trust_env=False)
        answer.raise_for_status()
        return answer.json()


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_stand_in(
    data: Path, *, seed: Mapping[str, object] | None = None, options: Sequence[str] = ()
) -> Iterator[RunningStandIn]:
    """Start the stand-in on a free port, wait until it is ready, and stop it at the end.

    ``options`` are further words of the command line, such as ``--allow-loopback-http``.
    """
    data.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "noren.standins.line",
        "--data",
        str(data),
        "--port",
        str(free_port()),
        *options,
    ]
    if seed is not None:
        seed_file = data / "seed.json"
        seed_file.write_text(json.dumps(seed, ensure_ascii=False), encoding="utf-8")
        command += ["--seed", str(seed_file)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")]),
    }
    port = command[command.index("--port") + 1]
    process = subprocess.Popen(command, env=environment)
    running = RunningStandIn(f"http://127.0.0.1:{port}", process)
    try:
        _wait_until_ready(running)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=5)


def _wait_until_ready(running: RunningStandIn) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if running.process.poll() is not None:
            raise RuntimeError(f"the stand-in stopped with code {running.process.returncode}")
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{running.url}/_standin/health", timeout=1, trust_env=False).status_code == 200:
                return
        time.sleep(0.03)
    raise TimeoutError("the stand-in did not become ready")
