"""What an event is, and the catalogue of all events.

An app declares its events in `events.py`:

    @event("order.confirmed")
    @dataclass(frozen=True)
    class OrderConfirmed(Event):
        "The shop confirmed the order (発注確認)."
        order_id: UUID

The first field is the subject: deliveries about one subject keep their order for each subscriber.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, TypeVar, get_type_hints
from uuid import UUID

_ALLOWED: tuple[type, ...] = (str, int, bool, UUID, datetime)
_catalogue: dict[str, type[Event]] = {}


@dataclass(frozen=True)
class Event:
    """Base of all events. Fields are str, int, bool, UUID, datetime, or one of these or None."""

    event_name: ClassVar[str] = ""
    event_version: ClassVar[int] = 1

    @property
    def subject_id(self) -> UUID:
        """The id the event is about: its first field."""
        value = getattr(self, fields(self)[0].name)
        if not isinstance(value, UUID):
            raise TypeError(f"{type(self).__name__}: the first field must be the subject's UUID")
        return value

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON-ready values."""
        return {item.name: _to_json(getattr(self, item.name)) for item in fields(self)}


EventType = TypeVar("EventType", bound=type[Event])


def event(name: str, *, version: int = 1) -> Callable[[EventType], EventType]:
    """Declare an event class under its public name. Raises ValueError for a name that is taken or has no text."""

    def declare(declared: EventType) -> EventType:
        if name in _catalogue:
            raise ValueError(f"event {name} is declared twice")
        if not declared.__doc__:
            raise ValueError(f"event {name} needs a docstring: it is public")
        declared.event_name, declared.event_version = name, version
        _catalogue[name] = declared
        return declared

    return declare


def catalogue() -> dict[str, type[Event]]:
    """Return all events by name."""
    return dict(sorted(_catalogue.items()))


def read(name: str, payload: dict[str, Any]) -> Event:
    """Build an event from its stored form. Raises KeyError for an unknown name."""
    declared = _catalogue[name]
    hints = get_type_hints(declared)
    values = {item.name: _from_json(payload.get(item.name), hints[item.name]) for item in fields(declared)}
    return declared(**values)


def _to_json(value: Any) -> Any:
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(
        f"an event can't carry a {type(value).__name__}; allowed: {', '.join(t.__name__ for t in _ALLOWED)}"
    )


def _from_json(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    options = getattr(hint, "__args__", (hint,))
    if UUID in options:
        return UUID(value)
    if datetime in options:
        return datetime.fromisoformat(value)
    return value
