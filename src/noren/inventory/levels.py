"""Changing the numbers of a level: one conditional UPDATE each, with its movement beside it, and bands announced.

`available` and `backordered` are the two sides of one number, of which at most one is above zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, IntegerField, Value
from django.db.models.functions import Greatest

from noren.inventory.events import StockBack, StockRanLow, StockSoldOut
from noren.inventory.models import StockLevel, StockMovement
from noren.inventory.states import MovementKind
from noren.inventory.types import StockBand, StockInfo
from noren.kernel.clock import now
from noren.platform.transactions.write import Change
from noren.shops.services.content import raise_content_version


@dataclass(frozen=True, slots=True)
class Step:
    """One movement to make: pieces added to what may be promised and to what is promised (negative: taken)."""

    variant_id: UUID
    kind: MovementKind
    available: int = 0
    reserved: int = 0
    reference: UUID | None = None
    reason: str = ""


def level_info(row: StockLevel | None, variant_id: UUID) -> StockInfo:
    """Return a level as others see it; a variant without a row is tracked and has nothing."""
    if row is None:
        return StockInfo(variant_id, True, False, 0, 0, 0)
    return StockInfo(
        variant_id, row.tracked, row.continue_selling, row.available, row.reserved, row.backordered
    )


def levels_of(variant_ids: Iterable[UUID]) -> dict[UUID, StockInfo]:
    """Return the levels of variants by id, one for each."""
    wanted = list(variant_ids)
    rows = {row.variant_id: row for row in StockLevel.objects.filter(variant_id__in=wanted)}
    return {variant_id: level_info(rows.get(variant_id), variant_id) for variant_id in wanted}


def ensure_level(variant_id: UUID) -> None:
    """Make the row of a variant that has none; of two at once one wins and both find it."""
    StockLevel.objects.bulk_create([StockLevel(variant_id=variant_id)], ignore_conflicts=True)


def take(variant_id: UUID, quantity: int) -> bool:
    """Move pieces from available to reserved if there are enough. The one place where a buyer takes stock.

    `UPDATE … SET available = available - n WHERE available >= n`: of any number of buyers at once only as many win as
    there are pieces. A variant that goes on selling at zero owes what it does not have.
    """
    rows = StockLevel.objects.filter(variant_id=variant_id, tracked=True)
    enough = rows.filter(continue_selling=False, available__gte=quantity)
    if enough.update(available=F("available") - quantity, reserved=F("reserved") + quantity):
        return True
    endless = rows.filter(continue_selling=True)
    return bool(
        endless.update(
            available=_or_zero(F("available") - quantity),
            backordered=F("backordered") + _or_zero(Value(quantity) - F("available")),
            reserved=F("reserved") + quantity,
        )
    )


def add(step: Step) -> bool:
    """Add to a level: incoming pieces first settle what is owed. `step.available` must not be negative.

    Returns False when the level has no row, or fewer reserved than are to be taken from there.
    """
    return bool(
        StockLevel.objects.filter(variant_id=step.variant_id, reserved__gte=-step.reserved).update(
            available=F("available") + _or_zero(Value(step.available) - F("backordered")),
            backordered=_or_zero(F("backordered") - step.available),
            reserved=F("reserved") + step.reserved,
        )
    )


def remove(variant_id: UUID, quantity: int) -> bool:
    """Take pieces off what is available (broken, lost, miscounted) if there are as many."""
    rows = StockLevel.objects.filter(variant_id=variant_id, available__gte=quantity)
    return bool(rows.update(available=F("available") - quantity))


def record(change: Change, steps: Iterable[Step]) -> None:
    """Write the movements of levels just changed, and announce bands that changed with them.

    Call after all levels of the write are changed, with their rows still locked by it.
    """
    made = list(steps)
    actor, moment = change.actor, now()
    StockMovement.objects.bulk_create(
        StockMovement(
            variant_id=step.variant_id,
            kind=step.kind,
            available_delta=step.available,
            reserved_delta=step.reserved,
            reference=step.reference,
            reason=step.reason,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            at=moment,
        )
        for step in made
    )
    deltas: dict[UUID, int] = {}
    for step in made:
        deltas[step.variant_id] = deltas.get(step.variant_id, 0) + step.available
    after = levels_of(deltas)
    before = {variant_id: _earlier(info, deltas[variant_id]) for variant_id, info in after.items()}
    announce(change, before, after)


def announce(change: Change, before: dict[UUID, StockInfo], after: dict[UUID, StockInfo]) -> None:
    """Publish what became of variants whose band changed, and make pages that show them stale."""
    moved = [variant_id for variant_id in after if before[variant_id].band is not after[variant_id].band]
    for variant_id in moved:
        old, new = before[variant_id].band, after[variant_id]
        if new.band is StockBand.SOLD_OUT:
            change.publish(StockSoldOut(variant_id=variant_id))
        elif old is StockBand.SOLD_OUT:
            change.publish(StockBack(variant_id=variant_id, available=new.sellable))
        elif new.band is StockBand.FEW and old is StockBand.IN_STOCK:
            change.publish(StockRanLow(variant_id=variant_id, available=new.available))
    if moved:
        raise_content_version()


def _earlier(info: StockInfo, delta: int) -> StockInfo:
    net = info.net - delta
    return StockInfo(
        info.variant_id, info.tracked, info.continue_selling, max(net, 0), info.reserved, max(-net, 0)
    )


def _or_zero(value: object) -> Greatest:
    return Greatest(value, Value(0), output_field=IntegerField())
