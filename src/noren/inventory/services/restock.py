"""Taking back what an order gives up: cancelled or returned pieces."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import F

from noren.inventory.levels import Step, ensure_level, levels_of
from noren.inventory.models import Reservation, ReservationLine
from noren.inventory.reservations import apply
from noren.inventory.states import MovementKind, ReservationState
from noren.kernel.actors import Actor
from noren.kernel.errors import conflict
from noren.platform.transactions.write import write


def restock(lines: Mapping[UUID, int], *, reference: UUID, reason: str, actor: Actor) -> None:
    """Put pieces back on the shelf: sold ones, or part of what `reference` still holds for a buyer.

    Not idempotent by itself: call it inside the write whose conditional update decides that the pieces come back.
    Untracked variants are skipped. Raises Conflict when more is given back than `reference` still holds.
    """
    wanted = {variant_id: quantity for variant_id, quantity in lines.items() if quantity}
    if any(quantity < 0 for quantity in wanted.values()):
        raise ValueError("restock takes pieces back; it can't take them away")
    with write(actor) as change:
        row = Reservation.objects.select_for_update().filter(reference=reference).first()
        held = row is not None and row.state == ReservationState.HELD
        counted = _counted(row, wanted)
        if row is not None and held:
            _reduce(row, wanted)
        for variant_id in sorted(counted):
            ensure_level(variant_id)
        kind = MovementKind.RELEASED if held else MovementKind.RESTOCKED
        steps = [
            Step(one, kind, wanted[one], -wanted[one] if held else 0, reference, reason) for one in counted
        ]
        apply(change, steps)


def _counted(row: Reservation | None, wanted: Mapping[UUID, int]) -> list[UUID]:
    """Say which variants were counted when they were taken; without a record of it, which are counted now."""
    known: dict[UUID, bool] = {}
    if row is not None:
        known = dict(ReservationLine.objects.filter(reservation=row).values_list("variant_id", "counted"))
    levels = levels_of(wanted)
    return sorted(one for one in wanted if known.get(one, levels[one].tracked))


def _reduce(row: Reservation, wanted: Mapping[UUID, int]) -> None:
    for variant_id, quantity in wanted.items():
        line = ReservationLine.objects.filter(reservation=row, variant_id=variant_id, quantity__gte=quantity)
        if not line.update(quantity=F("quantity") - quantity):
            raise conflict("reservation_too_small", "確保した数より多くは戻せません。")
