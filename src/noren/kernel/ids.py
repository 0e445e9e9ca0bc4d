"""Application-made identifiers: UUID version 7 (RFC 9562 §5.7), so that ids never collide between databases."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last_milliseconds = 0
_counter = 0
_COUNTER_LIMIT = 1 << 12


def uuid7() -> uuid.UUID:
    """Return a UUIDv7 that sorts after every one this process made before.

    48 bits of Unix milliseconds, a 12-bit counter within the millisecond (RFC 9562 §6.2 method 1), 62 random bits.
    """
    milliseconds, counter = _tick()
    value = milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)


def _tick() -> tuple[int, int]:
    global _last_milliseconds, _counter  # noqa: PLW0603 - the clock of this process, guarded by the lock
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_milliseconds:
            _last_milliseconds, _counter = now, secrets.randbits(8)
        else:
            _counter += 1
            if _counter >= _COUNTER_LIMIT:
                _last_milliseconds, _counter = _last_milliseconds + 1, 0
        return _last_milliseconds, _counter
