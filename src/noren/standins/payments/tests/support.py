"""A merchant's side of the stand-in: an API client and a webhook receiver on loopback."""

import base64
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar
from uuid import uuid4

import httpx

from noren.standins.payments.model import Json

WEBHOOK_SECRET = f"whsec_{base64.b64encode(b'a secret of thirty-two bytes, ok').decode()}"
RETURN_URL = "http://127.0.0.1:9/thanks?order=1"
CANCEL_URL = "http://127.0.0.1:9/cart"
T = TypeVar("T")


@dataclass
class Api:
    """Calls the stand-in as one merchant."""

    url: str
    merchant: str
    secret_key: str
    counter: Iterator[int] = field(default_factory=itertools.count)

    def get(self, path: str, **options: float) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.secret_key}"}
        return httpx.get(self.url + path, headers=headers, timeout=options.get("timeout", 5))

    def post(self, path: str, body: Json, *, key: str | None = None, timeout: float = 5) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.secret_key}", "Idempotency-Key": key or uuid4().hex}
        return httpx.post(self.url + path, json=body, headers=headers, timeout=timeout)

    def control(self, method: str, path: str, body: Json | None = None) -> Json:
        response = httpx.request(method, f"{self.url}/_standin/{path}", json=body or {})
        assert response.status_code == 200, response.text
        answer: Json = response.json()
        return answer

    def body(self, **changes: object) -> Json:
        return {
            "amount": 3300,
            "currency": "JPY",
            "method": "card",
            "reference": f"order-{next(self.counter)}",
            "return_url": RETURN_URL,
            "cancel_url": CANCEL_URL,
            **changes,
        }

    def create(self, **changes: object) -> Json:
        response = self.post("/v1/payments", self.body(**changes))
        assert response.status_code == 201, response.text
        payment: Json = response.json()
        return payment

    def act(self, payment: Json, action: str, **more: object) -> Json:
        return self.control("POST", f"payments/{payment['id']}/act", {"action": action, **more})

    def read(self, payment: Json) -> Json:
        answer: Json = self.get(f"/v1/payments/{payment['id']}").json()
        return answer

    def captured(self, **changes: object) -> Json:
        return self.act(self.create(**changes), "approve")

    def fault(self, kind: str, **more: object) -> None:
        self.control("POST", "faults", {"kind": kind, "merchant": self.merchant, **more})

    def webhook_fault(self, kind: str, **more: object) -> None:
        self.control("POST", "webhook-faults", {"kind": kind, "merchant": self.merchant, **more})

    def event_types(self) -> list[str]:
        return [event["type"] for event in self.get("/v1/events?limit=100").json()["data"]]


@dataclass(frozen=True)
class Received:
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> Json:
        parsed: Json = json.loads(self.body)
        return parsed

    @property
    def type(self) -> object:
        return self.json["type"]


@dataclass
class Receiver:
    """`statuses` are answered in turn, then 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    slow_seconds: float = 0.0
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def types(self) -> list[object]:
        return [webhook.type for webhook in self.received]


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with receiver.lock:
                receiver.received.append(Received(headers, body, time.monotonic()))
                status = receiver.statuses.pop(0) if receiver.statuses else 200
                receiver.at_once += 1
                receiver.most_at_once = max(receiver.most_at_once, receiver.at_once)
            time.sleep(receiver.slow_seconds)
            with receiver.lock:
                receiver.at_once -= 1
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/callbacks"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def wait_for(look: Callable[[], T], *, seconds: float = 5) -> T:
    """The first truthy value of `look`; fails the test when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("waited in vain")
