"""One stand-in process for the whole run, emptied before each test; a receiver for its webhooks."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from noren.standins.line.testing import RunningStandIn, running_stand_in

CALLBACK = "http://127.0.0.1:9/callback"
LOGIN_ID, LOGIN_SECRET = "1650000001", "login-secret-0123456789abcdef0123"
BOT_ID, BOT_SECRET, BOT_TOKEN = "1650000002", "messaging-secret-0123456789abcde", "token-koharu"
OTHER_BOT_ID, OTHER_TOKEN = "1650000012", "token-minami"
SEED: dict[str, object] = {
    "providers": [{"id": "koharu", "name": "こはる"}, {"id": "minami", "name": "南菓子店"}],
    "login_channels": [
        {
            "id": LOGIN_ID,
            "secret": LOGIN_SECRET,
            "provider": "koharu",
            "name": "暮らしの道具 こはる",
            "redirect_uris": [CALLBACK],
            "linked_bot": BOT_ID,
        },
        {
            "id": "1650000011",
            "secret": "other-login-secret-0123456789abc",
            "provider": "minami",
            "name": "南菓子店",
            "redirect_uris": [CALLBACK],
            "email_permission": False,
        },
    ],
    "messaging_channels": [
        {
            "id": BOT_ID,
            "secret": BOT_SECRET,
            "provider": "koharu",
            "name": "暮らしの道具 こはる",
            "access_tokens": [BOT_TOKEN],
            "redelivery": True,
        },
        {
            "id": OTHER_BOT_ID,
            "secret": "other-messaging-secret-012345678",
            "provider": "minami",
            "name": "南菓子店",
            "access_tokens": [OTHER_TOKEN],
        },
    ],
}


@dataclass(frozen=True)
class Hook:
    """One webhook call as received."""

    body: bytes
    headers: dict[str, str]

    @property
    def events(self) -> list[dict[str, object]]:
        events: list[dict[str, object]] = json.loads(self.body)["events"]
        return events


@dataclass
class Receiver:
    """A web server that keeps what it gets; ``answers`` are the statuses of the next calls (200 when used up)."""

    url: str = ""
    hooks: list[Hook] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def wait_for(self, count: int, *, seconds: float = 8) -> list[Hook]:
        """The hooks received, once there are at least ``count``."""
        end = time.monotonic() + seconds
        while len(self.hooks) < count:
            assert time.monotonic() < end, f"{len(self.hooks)} of {count} webhooks came"
            time.sleep(0.01)
        return list(self.hooks)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            kept.hooks.append(Hook(body, {name.lower(): value for name, value in self.headers.items()}))
            self.send_response(kept.answers.pop(0) if kept.answers else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept.url = f"http://127.0.0.1:{server.server_address[1]}/callbacks/line"
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStandIn]:
    options = ("--redelivery-delays", "0.05,0.1", "--webhook-timeout", "2")
    with running_stand_in(tmp_path_factory.mktemp("line"), options=options) as running:
        yield running


@pytest.fixture
def line(server: RunningStandIn) -> RunningStandIn:
    """The stand-in with two shops and its demo people, nobody anybody's friend."""
    server.control("POST", "/clear", {"directory": True})
    server.control("POST", "/seed", SEED)
    return server


@pytest.fixture
def client(line: RunningStandIn) -> Iterator[httpx.Client]:
    """An HTTP client at the stand-in's address that follows no redirect."""
    with httpx.Client(base_url=line.url, trust_env=False, timeout=10) as opened:
        yield opened


def user_id(line: RunningStandIn, person: str, provider: str = "koharu") -> str:
    ids = line.control("GET", f"/people/{person}/user-ids")
    assert isinstance(ids, dict)
    return str(ids[provider])


def befriend(line: RunningStandIn, person: str, channel: str = BOT_ID) -> str:
    line.control("POST", f"/people/{person}/friendships", {"channel": channel, "action": "follow"})
    return user_id(line, person, "koharu" if channel == BOT_ID else "minami")


def shown(
    line: RunningStandIn, person: str | None = None, channel: str | None = None
) -> list[dict[str, object]]:
    query = "&".join(f"{name}={value}" for name, value in (("person", person), ("channel", channel)) if value)
    found = line.control("GET", f"/messages?{query}")
    assert isinstance(found, list)
    return found


@pytest.fixture
def bot(client: httpx.Client) -> Callable[..., httpx.Response]:
    """Calls the Messaging API as the shop's official account."""

    def call(
        method: str, path: str, body: object = None, *, token: str = BOT_TOKEN, **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.request(method, path, json=body, headers={"Authorization": f"Bearer {token}", **named})

    return call


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"
