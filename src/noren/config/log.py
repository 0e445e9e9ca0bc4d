"""What is written to the log: one JSON object a line, without personal data.

An exception is told by its class and the places it came through. Its message is left out unless it can only speak of
code or of the database's health: others may quote a row.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.db.utils import OperationalError

_SAFE = (
    AttributeError,
    ImportError,
    NameError,
    TypeError,
    AssertionError,
    NotImplementedError,
    OperationalError,
)
_FRAMES = 12

PROCESSORS: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.ExtraAdder(allow=("job", "task", "error", "status_code", "shop_id")),
]


def tell_exception(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the exception by its class, its message where that is safe, and its frames."""
    info = event.pop("exc_info", None)
    if isinstance(info, tuple) and info[1] is not None:
        error = info[1]
        event["exception"] = type(error).__name__ + (f": {error}" if isinstance(error, _SAFE) else "")
        frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
        event["frames"] = [
            f"{frame.filename.rpartition('/noren/')[2]}:{frame.lineno} {frame.name}" for frame in frames
        ]
    return event


def formatter() -> logging.Formatter:
    """Return the formatter of all handlers."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=PROCESSORS,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            tell_exception,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "noren.config.log.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "noren": {"level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
