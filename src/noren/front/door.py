"""The door itself: an ASGI application."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID

from a2wsgi import WSGIMiddleware

from noren.front.cache import Page, PageCache, PageKey, choose_encoding, etag_of, normalise_query, pack
from noren.front.metrics import Metrics
from noren.front.versions import Versions
from noren.surfaces.web.language import COOKIE, choose_language

log = logging.getLogger("noren.front")

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PUBLIC = b"x-noren-public"
_NEVER_CACHED = ("/console", "/operator", "/callbacks", "/media/", "/static/", "/health", "/metrics", "/api")
_PACKED_TYPES = (b"text/", b"application/json", b"application/javascript", b"image/svg+xml")
_LARGEST_BODY = 32 * 1024 * 1024


class Door:
    """Answers each request: from the cache, itself, or through Django in a thread."""

    def __init__(
        self, django: Any, *, versions: Versions, threads: int = 8, cache: PageCache | None = None
    ) -> None:
        self._django: Any = WSGIMiddleware(django, workers=threads)
        self._asking = ThreadPoolExecutor(max_workers=2, thread_name_prefix="versions")
        self._versions = versions
        self._cache = cache or PageCache()
        self._metrics = Metrics()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        answer = Answer(send)
        try:
            await self._answer(scope, receive, answer)
        finally:
            self._metrics.count(scope["path"], answer.status, time.perf_counter() - started)

    async def _answer(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        path, headers = scope["path"], Request(scope)
        if path == "/health/live":
            await answer.text(200, "live")
        elif path == "/metrics" and headers.from_this_machine:
            await answer.text(200, self._metrics.text())
        elif headers.length > _LARGEST_BODY:
            await answer.text(413, "送信されたデータが大きすぎます（32MBまで）。")
        elif scope["method"] in ("GET", "HEAD") and not path.startswith(_NEVER_CACHED):
            await self._page(scope, receive, answer, headers)
        else:
            await self._through_django(scope, receive, answer, headers, key=None)

    async def _page(self, scope: Scope, receive: Receive, answer: Answer, request: Request) -> None:
        key = request.key()
        page = self._cache.get(key) if key is not None else None
        if page is not None and page.version == await self._current_version(page.shop_id):
            self._metrics.hits += 1
            await _send_page(answer, page, request, head=scope["method"] == "HEAD")
            return
        await self._through_django(
            scope, receive, answer, request, key=key if scope["method"] == "GET" else None
        )

    async def _current_version(self, shop_id: UUID) -> int:
        if not self._versions.may_wait:
            return self._versions.current(shop_id)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._asking, self._versions.current, shop_id)

    async def _through_django(
        self, scope: Scope, receive: Receive, answer: Answer, request: Request, *, key: PageKey | None
    ) -> None:
        collected = Collected()

        async def received() -> Message:
            # Granian's own `receive` gives an awaitable that is no coroutine, which the bridge to WSGI can't schedule.
            return await receive()

        await self._django(scope, received, collected.receive(answer))
        if not collected.whole:
            return
        page = collected.page(key)
        if page is not None and key is not None:
            self._cache.put(key, page)
            await _send_page(answer, page, request, head=False)
        else:
            await collected.send(answer, request)


class Request:
    """The few facts of a request that the door looks at."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.headers: dict[bytes, bytes] = dict(scope["headers"])

    def text(self, name: bytes) -> str:
        """Return a header, "" when absent."""
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def length(self) -> int:
        """The announced size of the body in bytes; a nonsense one counts as too large."""
        given = self.text(b"content-length")
        if not given:
            return 0
        return int(given) if given.isdecimal() else _LARGEST_BODY + 1

    @property
    def from_this_machine(self) -> bool:
        """Whether the connection comes from the machine itself and through no proxy."""
        client = self._scope.get("client") or ("", 0)
        return client[0] in ("127.0.0.1", "::1") and b"x-forwarded-for" not in self.headers

    def key(self) -> PageKey | None:
        """Return what the page is stored under; None for a request that must reach Django."""
        query = self._scope["query_string"].decode("latin-1")
        if "lang=" in query:
            return None
        language = choose_language(cookie=self._cookie(COOKIE), accept=self.text(b"accept-language") or None)
        return PageKey(self.text(b"host").lower(), self._scope["path"], normalise_query(query), language)

    def _cookie(self, name: str) -> str | None:
        try:
            found = SimpleCookie(self.text(b"cookie")).get(name)
        except CookieError:
            return None
        return found.value if found else None


class Answer:
    """Sends one response."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def raw(self, message: Message) -> None:
        """Pass a message of a streamed response on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)

    async def whole(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        """Send a response that is all here."""
        self.status = status
        await self._send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await self._send({"type": "http.response.body", "body": body})

    async def text(self, status: int, text: str) -> None:
        """Send plain text."""
        body = text.encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        await self.whole(status, [*headers, (b"content-length", str(len(body)).encode())], body)


class Collected:
    """A response of Django's, held back while it is a page to pack or keep; files and streams pass straight on."""

    def __init__(self) -> None:
        self.whole = False
        self._status = 0
        self._headers: Headers = []
        self._parts: list[bytes] = []
        self._streams = False

    def receive(self, answer: Answer) -> Send:
        """Return the `send` that Django writes to."""

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._status, self._headers = (
                    message["status"],
                    [(k.lower(), v) for k, v in message["headers"]],
                )
                kind = self._header(b"content-type")
                self._streams = not kind.startswith(_PACKED_TYPES) or bool(self._header(b"content-encoding"))
                if self._streams:
                    await answer.raw({**message, "headers": _without(self._headers, PUBLIC)})
            elif self._streams:
                await answer.raw(message)
            else:
                self._parts.append(message.get("body", b""))
                self.whole = not message.get("more_body", False)

        return take

    def page(self, key: PageKey | None) -> Page | None:
        """Return the response as a page to keep, if Django marked it public and it sets no cookie."""
        mark = self._header(PUBLIC)
        if key is None or not mark or self._status != 200 or self._header(b"set-cookie"):
            return None
        shop_id, _, version = mark.decode().partition(":")
        body = b"".join(self._parts)
        kept = _without(self._headers, PUBLIC, b"content-length", b"vary")
        return Page(UUID(shop_id), int(version), tuple(kept), body, etag_of(body))

    async def send(self, answer: Answer, request: Request) -> None:
        """Send the response on, packed if the browser takes it."""
        body = b"".join(self._parts)
        encoding = choose_encoding(request.text(b"accept-encoding"), len(body))
        headers = _without(self._headers, PUBLIC, b"content-length")
        if encoding:
            body = await asyncio.to_thread(pack, body, encoding, thorough=False)
            headers += [(b"content-encoding", encoding.encode()), (b"vary", b"Accept-Encoding")]
        await answer.whole(self._status, [*headers, (b"content-length", str(len(body)).encode())], body)

    def _header(self, name: bytes) -> bytes:
        return next((value for key, value in self._headers if key == name), b"")


async def _send_page(answer: Answer, page: Page, request: Request, *, head: bool) -> None:
    vary = (b"vary", b"Accept-Encoding, Accept-Language, Cookie")
    headers = [*page.headers, (b"etag", page.etag), vary]
    if page.etag in (part.strip().encode() for part in request.text(b"if-none-match").split(",")):
        await answer.whole(304, _without(headers, b"content-type"), b"")
        return
    encoding = choose_encoding(request.text(b"accept-encoding"), len(page.body))
    # The first time a form is asked for it is made, off the event loop.
    made = encoding == "" or encoding in page.packed
    body = page.body_as(encoding) if made else await asyncio.to_thread(page.body_as, encoding)
    if encoding:
        headers.append((b"content-encoding", encoding.encode()))
    headers.append((b"content-length", str(len(body)).encode()))
    await answer.whole(200, headers, b"" if head else body)


def _without(headers: Headers, *names: bytes) -> Headers:
    return [(key, value) for key, value in headers if key not in names]


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
