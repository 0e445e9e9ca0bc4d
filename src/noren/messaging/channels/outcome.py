"""What came of a try to send."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """`refused` and `busy` are certain: nothing was accepted. `unknown` may have been."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    BUSY = "busy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result with a code for people who look after it, and LINE's request id."""

    result: Result
    problem: str = ""
    request_id: str = ""
