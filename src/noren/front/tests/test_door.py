"""The door: what it keeps, what it must not, and that nothing stale leaves it."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID, uuid4

import pytest

from noren.front.cache import PageCache, PageKey, choose_encoding, normalise_query
from noren.front.door import Door

SHOP = uuid4()
BODY = "<p>お茶</p>".encode() * 200


class FixedVersions:
    """A shop at a version the test sets."""

    may_wait = False

    def __init__(self) -> None:
        self.version = 1

    def current(self, shop_id: UUID) -> int:
        return self.version if shop_id == SHOP else 0


class Site:
    """A WSGI application that counts its calls."""

    def __init__(self, headers: list[tuple[str, str]], body: bytes = BODY, status: str = "200 OK") -> None:
        self.calls = 0
        self.headers, self.body, self.status = headers, body, status

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.calls += 1
        start(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers])
        return [self.body]


def public(version: int = 1) -> list[tuple[str, str]]:
    return [("X-Noren-Public", f"{SHOP}:{version}")]


def scope_of(path: str, *, method: str, query: str, headers: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 80),
    }


def ask(
    door: Door, path: str = "/koharu/", *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    path, _, query = path.partition("?")
    given = {"host": "shop.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = scope_of(path, method=method, query=query, headers=given)
    asyncio.run(door(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, body


def test_a_public_page_is_made_once_and_never_shows_its_mark() -> None:
    site, versions = Site(public()), FixedVersions()
    door = Door(site, versions=versions)
    first, second = ask(door), ask(door)
    assert site.calls == 1
    assert first[2] == second[2] == BODY
    assert "x-noren-public" not in first[1]
    assert "x-noren-public" not in second[1]


def test_a_page_is_made_anew_after_the_shops_content_changed() -> None:
    site, versions = Site(public()), FixedVersions()
    door = Door(site, versions=versions)
    ask(door)
    versions.version = 2
    site.headers = public(2)
    ask(door)
    ask(door)
    assert site.calls == 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [([], "200 OK"), ([*public(), ("Set-Cookie", "a=b")], "200 OK"), (public(), "404 Not Found")],
)
def test_what_is_private_sets_a_cookie_or_failed_is_not_kept(
    headers: list[tuple[str, str]], status: str
) -> None:
    site = Site(headers, status=status)
    door = Door(site, versions=FixedVersions())
    ask(door)
    ask(door)
    assert site.calls == 2


def test_languages_hosts_and_queries_do_not_share_a_page_but_advertising_marks_do() -> None:
    site = Site(public())
    door = Door(site, versions=FixedVersions())
    ask(door)
    ask(door, accept_language="ko")
    ask(door, cookie="noren_language=en")
    ask(door, host="other.example")
    ask(door, "/koharu/?page=2")
    assert site.calls == 5
    ask(door, "/koharu/?utm_source=line")
    assert site.calls == 5


def test_a_known_page_is_answered_304_and_head_sends_no_body() -> None:
    door = Door(Site(public()), versions=FixedVersions())
    _, headers, _ = ask(door)
    assert ask(door, if_none_match=headers["etag"])[0] == 304
    status, headers, body = ask(door, method="HEAD")
    assert (status, body, headers["content-length"]) == (200, b"", str(len(BODY)))


def test_pages_are_packed_as_the_browser_asks() -> None:
    door = Door(Site(public()), versions=FixedVersions())
    ask(door)
    _, headers, body = ask(door, accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == BODY
    assert choose_encoding("gzip, br;q=0.9, zstd", 5000) == "br"
    assert choose_encoding("gzip;q=0", 5000) == ""


def test_a_post_and_the_console_always_reach_django() -> None:
    site = Site(public())
    door = Door(site, versions=FixedVersions())
    for _ in range(2):
        ask(door, method="POST")
        ask(door, "/console/koharu/")
    assert site.calls == 4


def test_a_posted_body_is_read_though_the_servers_receive_is_no_coroutine() -> None:
    read: list[bytes] = []

    def site(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        read.append(environ["wsgi.input"].read(4))
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"ok"]

    async def drive() -> None:
        loop = asyncio.get_running_loop()

        def receive() -> asyncio.Future[dict[str, Any]]:
            future: asyncio.Future[dict[str, Any]] = loop.create_future()
            future.set_result({"type": "http.request", "body": b"q=12", "more_body": False})
            return future

        async def send(message: Any) -> None:
            return None

        scope = scope_of("/koharu/cart", method="POST", query="", headers={"content-length": "4"})
        await Door(site, versions=FixedVersions())(scope, receive, send)

    asyncio.run(drive())
    assert read == [b"q=12"]


def test_an_oversized_body_is_refused_before_django() -> None:
    site = Site([])
    assert ask(Door(site, versions=FixedVersions()), method="POST", content_length="99999999")[0] == 413
    assert ask(Door(site, versions=FixedVersions()), method="POST", content_length="-1")[0] == 413
    assert site.calls == 0


def test_the_cache_keeps_within_its_bytes() -> None:
    site = Site(public(), body=b"x" * 1000)
    cache = PageCache(limit_bytes=2500)
    door = Door(site, versions=FixedVersions(), cache=cache)
    for page in range(3):
        ask(door, f"/koharu/?page={page}")
    assert cache.get(PageKey("shop.example", "/koharu/", "page=0", "ja")) is None
    assert cache.get(PageKey("shop.example", "/koharu/", "page=2", "ja")) is not None


def test_a_query_has_one_form() -> None:
    assert normalise_query("b=2&a=1&utm_source=line&gclid=x") == "a=1&b=2"


def test_health_and_metrics_are_answered_at_the_door() -> None:
    site = Site([])
    door = Door(site, versions=FixedVersions())
    assert ask(door, "/health/live")[0] == 200
    assert b"noren_requests_total" in ask(door, "/metrics")[2]
    ask(door, "/metrics", x_forwarded_for="203.0.113.9")
    assert site.calls == 1
