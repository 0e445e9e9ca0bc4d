"""A door for stock in product files. `inventory` stands above this app and registers who opens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from noren.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class StockWish:
    """What a file says of a variant's stock; None leaves it as it is. `quantity` is in pieces."""

    quantity: int | None = None
    tracked: bool | None = None
    continue_selling: bool | None = None


class StockKeeper(Protocol):
    """Compares and fulfils wishes."""

    def differing(self, wishes: Mapping[UUID, StockWish]) -> set[UUID]:
        """Return the variants whose stock is not as wished."""

    def fulfil(self, wishes: Mapping[UUID, StockWish], *, reason: str, actor: Actor) -> None:
        """Set the stock of variants as wished. Called inside a write."""


_keepers: list[StockKeeper] = []


def register_stock_keeper(keeper: StockKeeper) -> None:
    """Say who keeps stock. Raises ValueError when somebody does already."""
    if _keepers:
        raise ValueError("stock is kept already")
    _keepers.append(keeper)


def stock_keeper() -> StockKeeper:
    """Return who keeps stock. Raises LookupError when nobody registered."""
    if not _keepers:
        raise LookupError("no app keeps stock")
    return _keepers[0]
