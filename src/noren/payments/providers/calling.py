"""Calling a provider over HTTP: short waits, a deadline for the whole answer, a circuit that opens.

What matters about a failed call is one question: can it have been carried out? A connection that was never made: no.
Anything after the request left: unknown.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import httpx

from noren.payments.providers.base import NotSent, OutcomeUnknown, Refused
from noren.platform.transactions.write import inside_write

CONNECT_SECONDS = 1.0
READ_SECONDS = 5.0
ANSWER_SECONDS = 8.0
LARGEST_ANSWER_BYTES = 1_048_576
_TOO_MANY_CALLS = 429
_FIRST_SERVER_ERROR = 500
_FIRST_ERROR = 400


@dataclass
class Circuit:
    """Opens after `failures` calls in a row came to nothing, for `pause_seconds`; then the first failure opens it anew."""

    failures: int = 5
    pause_seconds: float = 20.0
    _in_a_row: int = 0
    _open_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def closed(self) -> bool:
        """Tell whether calls go through."""
        return time.monotonic() >= self._open_until

    def note(self, *, answered: bool) -> None:
        """Count the end of a call."""
        with self._lock:
            self._in_a_row = 0 if answered else self._in_a_row + 1
            failing = self._in_a_row >= self.failures
            self._open_until = time.monotonic() + self.pause_seconds if failing else 0.0

    def reset(self) -> None:
        """Forget what was counted."""
        self.note(answered=True)


class Caller:
    """Calls one provider. Threads share it."""

    def __init__(self, *, circuit: Circuit) -> None:
        self.circuit = circuit
        self._client = httpx.Client(follow_redirects=False, trust_env=False)

    def get(self, url: str, *, secret_key: str, query: Mapping[str, str] | None = None) -> dict[str, object]:
        """Return the JSON object at `url`."""
        request = self._client.build_request("GET", url, params=query, timeout=_waits())
        return self._call(request, secret_key)

    def post(self, url: str, *, secret_key: str, body: Mapping[str, object], key: str) -> dict[str, object]:
        """Send `body` under an idempotency key and return the JSON object that answers."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        request = self._client.build_request("POST", url, content=content, headers=headers, timeout=_waits())
        return self._call(request, secret_key)

    def _call(self, request: httpx.Request, secret_key: str) -> dict[str, object]:
        if inside_write():
            # A lock held while somebody else's server thinks is how shops stand still.
            raise RuntimeError("a payment provider was called inside a write")
        if not self.circuit.closed():
            raise NotSent("the circuit is open")
        request.headers["Authorization"] = f"Bearer {secret_key}"
        try:
            status, content = self._exchange(request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            self.circuit.note(answered=False)
            raise NotSent(type(error).__name__) from error
        except (httpx.HTTPError, TimeoutError) as error:
            self.circuit.note(answered=False)
            raise OutcomeUnknown(type(error).__name__) from error
        self.circuit.note(answered=status < _FIRST_SERVER_ERROR)
        return _object(status, content)

    def _exchange(self, request: httpx.Request) -> tuple[int, bytes]:
        deadline = time.monotonic() + ANSWER_SECONDS
        response = self._client.send(request, stream=True)
        try:
            content = bytearray()
            for part in response.iter_bytes():
                content += part
                # The read time-out starts anew with each byte; this one does not.
                if time.monotonic() > deadline or len(content) > LARGEST_ANSWER_BYTES:
                    raise TimeoutError("the answer took too long or is too large")
            return response.status_code, bytes(content)
        finally:
            response.close()


def _waits() -> httpx.Timeout:
    return httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)


def _object(status: int, content: bytes) -> dict[str, object]:
    if status == _TOO_MANY_CALLS:
        raise NotSent("too many calls")
    if status >= _FIRST_SERVER_ERROR:
        raise OutcomeUnknown(f"status {status}")
    try:
        found = json.loads(content)
    except ValueError as error:
        raise OutcomeUnknown("the answer is not JSON") from error
    if not isinstance(found, dict):
        raise OutcomeUnknown("the answer is not an object")
    if status >= _FIRST_ERROR:
        problem = found.get("error")
        raise Refused(str(problem.get("code", status)) if isinstance(problem, dict) else str(status))
    return cast("dict[str, object]", found)
