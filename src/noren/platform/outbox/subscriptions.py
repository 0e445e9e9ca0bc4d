"""Who is told of which event.

    @subscribe(OrderConfirmed)
    def tell_the_buyer(event: OrderConfirmed) -> None: ...

Handlers stand in an app's `subscribers.py`, run in the worker inside the shop's scope, and must be idempotent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from noren.platform.outbox.events import Event

SomeEvent = TypeVar("SomeEvent", bound=Event)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A handler under a name that never changes: it stands in stored jobs."""

    name: str
    event_name: str
    handle: Callable[[Any], None]


_by_event: dict[str, list[Subscription]] = {}
_by_name: dict[str, Subscription] = {}


def subscribe(
    declared: type[SomeEvent],
) -> Callable[[Callable[[SomeEvent], None]], Callable[[SomeEvent], None]]:
    """Register a handler for an event class."""

    def register(handler: Callable[[SomeEvent], None]) -> Callable[[SomeEvent], None]:
        app = handler.__module__.removeprefix("noren.").removesuffix(".subscribers")
        subscription = Subscription(f"{app}.{handler.__name__}", declared.event_name, handler)
        if subscription.name in _by_name:
            raise ValueError(f"subscription {subscription.name} is declared twice")
        _by_name[subscription.name] = subscription
        _by_event.setdefault(declared.event_name, []).append(subscription)
        return handler

    return register


def subscriptions_of(event_name: str) -> list[Subscription]:
    """Return the subscriptions of an event, in the order they were declared."""
    return list(_by_event.get(event_name, []))


def subscription(name: str) -> Subscription:
    """Return a subscription by name. Raises KeyError for one that is gone."""
    return _by_name[name]


def all_subscriptions() -> list[Subscription]:
    """Return every subscription, by name."""
    return [_by_name[name] for name in sorted(_by_name)]
