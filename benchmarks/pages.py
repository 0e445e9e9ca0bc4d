"""Pages through the door (noren.front), as a server's worker answers them, without the network."""

from __future__ import annotations

import asyncio
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.test import Client

from benchmarks.measure import Measurement, count_queries, measure
from benchmarks.shop import BenchmarkShop
from noren.front.cache import PageCache
from noren.front.door import Door
from noren.front.versions import make_versions

_HOST = "127.0.0.1"


class Visitor:
    """Asks a door for one page, uncompressed, and takes nothing but 200 for an answer."""

    def __init__(self, door: Door, path: str) -> None:
        self._door = door
        self._path = path
        self._loop = asyncio.new_event_loop()

    def __call__(self) -> None:
        status = self._loop.run_until_complete(self._ask())
        if status != 200:
            raise RuntimeError(f"{self._path} answered {status}")

    async def _ask(self) -> int:
        answered: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answered.append(message["status"])

        await self._door(_scope(self._path), receive, send)
        return answered[0]


def _scope(path: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", _HOST.encode()), (b"accept-language", b"ja")],
        "client": (_HOST, 50_000),
        "server": (_HOST, 8000),
    }


def page_benchmarks(shop: BenchmarkShop) -> list[Measurement]:
    """Measure a product page: rendered each time, and from the page cache."""
    django, versions = get_wsgi_application(), make_versions()
    # A cache without room keeps nothing: every request is rendered.
    rendering = Visitor(Door(django, versions=versions, cache=PageCache(limit_bytes=0)), shop.product_path)
    keeping = Visitor(Door(django, versions=versions), shop.product_path)
    rendered = measure("product page, rendered", rendering, repetitions=150)
    kept = measure("product page, from the page cache", keeping, repetitions=100, batch=20)
    client = Client(SERVER_NAME=_HOST)
    queries = count_queries(lambda: client.get(shop.product_path))
    return [Measurement(rendered.name, rendered.milliseconds, rendered.repetitions, queries), kept]
