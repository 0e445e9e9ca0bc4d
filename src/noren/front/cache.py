"""The page cache: public pages as bytes, each good for one version of what its shop shows."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

import brotli
import zstandard

# Query names that never change a page: they come from links in messages and advertisements.
_IGNORED_QUERY = ("utm_", "gclid", "fbclid", "line_", "openExternalBrowser")
_SMALLEST_WORTH_PACKING = 512


@dataclass(frozen=True, slots=True)
class PageKey:
    """What makes two requests the same page."""

    host: str
    path: str
    query: str
    language: str


@dataclass(slots=True)
class Page:
    """A stored answer and its packed forms, each made once."""

    shop_id: UUID
    version: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: bytes
    packed: dict[str, bytes] = field(default_factory=dict)

    def body_as(self, encoding: str) -> bytes:
        """Return the body in a content encoding ("" for none)."""
        if encoding == "":
            return self.body
        found = self.packed.get(encoding)
        if found is None:
            found = self.packed[encoding] = pack(self.body, encoding, thorough=True)
        return found

    @property
    def size(self) -> int:
        """Bytes held, about."""
        return len(self.body) + sum(len(packed) for packed in self.packed.values())


class PageCache:
    """Least recently used pages within a limit of bytes. Safe for threads."""

    def __init__(self, *, limit_bytes: int = 128 * 1024 * 1024) -> None:
        self._pages: OrderedDict[PageKey, Page] = OrderedDict()
        self._limit = limit_bytes
        self._lock = threading.Lock()

    def get(self, key: PageKey) -> Page | None:
        """Return a stored page, of whatever version."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: PageKey, page: Page) -> None:
        """Store a page; the longest unused ones go."""
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            held = sum(stored.size for stored in self._pages.values())
            while held > self._limit and self._pages:
                _, dropped = self._pages.popitem(last=False)
                held -= dropped.size

    def drop(self, key: PageKey) -> None:
        """Forget a page."""
        with self._lock:
            self._pages.pop(key, None)


def normalise_query(query: str) -> str:
    """Return a query in one form: sorted, without the names that change nothing."""
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not name.startswith(_IGNORED_QUERY)
    ]
    return urlencode(sorted(pairs))


def etag_of(body: bytes) -> bytes:
    """Return a weak validator: the packed forms of one page share it."""
    return b'W/"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'


def choose_encoding(accept_encoding: str, size: int) -> str:
    """Return the best content encoding the browser takes, or "" when packing isn't worth it."""
    if size < _SMALLEST_WORTH_PACKING:
        return ""
    parts = (part.replace(" ", "").partition(";q=") for part in accept_encoding.lower().split(","))
    offered = {name for name, _, weight in parts if weight.strip("0.") or not weight}
    return next((name for name in ("br", "zstd", "gzip") if name in offered), "")


def pack(body: bytes, encoding: str, *, thorough: bool) -> bytes:
    """Compress a body; `thorough` where the result is kept."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=9 if thorough else 4))
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=15 if thorough else 3).compress(body)
    return gzip.compress(body, compresslevel=9 if thorough else 4, mtime=0)
