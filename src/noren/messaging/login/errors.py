"""How a log-in with LINE can fail."""

from __future__ import annotations


class LogInRejected(Exception):
    """LINE, or what it sent, can't be accepted; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LineSilent(Exception):
    """LINE gave no usable answer."""
