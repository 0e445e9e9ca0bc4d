"""Which shop the running request or job belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_current: ContextVar[UUID | None] = ContextVar("current_shop", default=None)


class NoShopInScope(RuntimeError):
    """A tenant's rows were asked for while no shop was in scope."""


class ShopScopeConflict(RuntimeError):
    """One request or job tried to work for two shops."""


def current_shop_id() -> UUID:
    """Return the id of the shop in scope. Raises NoShopInScope without one."""
    shop_id = _current.get()
    if shop_id is None:
        raise NoShopInScope("no shop in scope: wrap the work in shop_scope(shop_id)")
    return shop_id


def shop_id_in_scope() -> UUID | None:
    """Return the id of the shop in scope, or None; for code that serves the installation too."""
    return _current.get()


@contextmanager
def shop_scope(shop_id: UUID) -> Iterator[UUID]:
    """Work for one shop. Entering the same shop again is harmless, another one raises ShopScopeConflict."""
    before = _current.get()
    if before is not None and before != shop_id:
        raise ShopScopeConflict(f"already working for shop {before}")
    token = _current.set(shop_id)
    try:
        yield shop_id
    finally:
        _current.reset(token)
