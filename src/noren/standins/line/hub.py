"""Live news for open phones (server-sent events)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from noren.standins.line.database import JsonObject

CLOSE: JsonObject = {"type": "close"}


class Hub:
    """Fans news out to the phones that show a person."""

    def __init__(self) -> None:
        self._phones: dict[str, set[asyncio.Queue[JsonObject]]] = {}

    @contextmanager
    def listening(self, person: str) -> Iterator[asyncio.Queue[JsonObject]]:
        """A queue of news for one person, as long as the block runs."""
        queue: asyncio.Queue[JsonObject] = asyncio.Queue()
        self._phones.setdefault(person, set()).add(queue)
        try:
            yield queue
        finally:
            self._phones[person].discard(queue)

    def tell(self, person: str, news: JsonObject) -> None:
        """Send news to every phone of a person."""
        for queue in self._phones.get(person, ()):
            queue.put_nowait(news)

    def tell_all(self, news: JsonObject) -> None:
        """Send news to every phone."""
        for person in self._phones:
            self.tell(person, news)

    def close(self) -> None:
        """End every stream."""
        self.tell_all(CLOSE)
