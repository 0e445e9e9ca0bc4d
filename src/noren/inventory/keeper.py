"""Stock as product files set it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from noren.catalog.stock import StockWish
from noren.inventory.levels import levels_of
from noren.inventory.services.adjust import set_counted, set_policy
from noren.inventory.types import StockInfo
from noren.kernel.actors import Actor


class FileStockKeeper:
    """Fulfils the stock columns of a CSV through the services staff use."""

    def differing(self, wishes: Mapping[UUID, StockWish]) -> set[UUID]:
        """Return the variants whose stock is not as wished."""
        levels = levels_of(wishes)
        return {variant_id for variant_id, wish in wishes.items() if _differs(levels[variant_id], wish)}

    def fulfil(self, wishes: Mapping[UUID, StockWish], *, reason: str, actor: Actor) -> None:
        """Set the stock of variants as wished, in the order of their ids."""
        levels = levels_of(wishes)
        for variant_id in sorted(wishes):
            wish, level = wishes[variant_id], levels[variant_id]
            if not _differs(level, wish):
                continue
            tracked = level.tracked if wish.tracked is None else wish.tracked
            goes_on = level.continue_selling if wish.continue_selling is None else wish.continue_selling
            if (tracked, goes_on) != (level.tracked, level.continue_selling):
                set_policy(variant_id, tracked=tracked, continue_selling=goes_on, actor=actor)
            if wish.quantity is not None:
                set_counted(variant_id, wish.quantity, reason=reason, actor=actor)


def _differs(level: StockInfo, wish: StockWish) -> bool:
    pairs = (
        (wish.quantity, level.net),
        (wish.tracked, level.tracked),
        (wish.continue_selling, level.continue_selling),
    )
    return any(wanted is not None and wanted != present for wanted, present in pairs)
