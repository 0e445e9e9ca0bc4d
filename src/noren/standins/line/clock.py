"""The one clock of the stand-in; tests move it forward instead of waiting."""

from __future__ import annotations

import time

MILLISECONDS = 1000


class Clock:
    """Wall clock with an offset in seconds."""

    def __init__(self) -> None:
        self.offset_seconds: float = 0.0

    def milliseconds(self) -> int:
        """Unix time in milliseconds, as webhook timestamps use."""
        return int((time.time() + self.offset_seconds) * MILLISECONDS)

    def seconds(self) -> int:
        """Unix time in whole seconds, as tokens use."""
        return self.milliseconds() // MILLISECONDS

    def advance(self, seconds: float) -> None:
        """Move the clock forward (or back, when negative)."""
        self.offset_seconds += seconds
