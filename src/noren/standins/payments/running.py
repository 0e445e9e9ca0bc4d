"""Runs the stand-in in a process of its own, for tests and the demo."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

STARTUP_SECONDS = 20.0
STOP_SECONDS = 5.0


@dataclass(frozen=True)
class RunningPayments:
    """`url` without a slash at its end, such as http://127.0.0.1:40123."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def running_payments(
    data: Path,
    *,
    merchants: list[dict[str, str]] | None = None,
    retry_seconds: tuple[float, ...] = (0.2, 0.4, 0.8),
) -> Iterator[RunningPayments]:
    """A stand-in on a free port, ready to answer; ended when the block is left.

    `merchants` have the shape of PUT /_standin/merchants. Raises RuntimeError when it does not start.
    """
    data.mkdir(parents=True, exist_ok=True)
    seed = data / "seed.json"
    seed.write_text(json.dumps({"merchants": merchants or []}), "utf-8")
    port = _free_port()
    command = [sys.executable, "-m", "noren.standins.payments", "--port", str(port), "--data", str(data)]
    command += ["--seed", str(seed), "--retry-seconds", ",".join(map(str, retry_seconds))]
    process = subprocess.Popen(command)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process)
        yield RunningPayments(url, process)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The payment stand-in ended with status {process.returncode}.")
        try:
            with urllib.request.urlopen(f"{url}/_standin/ready", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError("The payment stand-in did not become ready.")
