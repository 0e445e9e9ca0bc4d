"""Keeping stock for a buyer, selling it, giving it back: the protection of the last item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from noren.inventory.jobs import expire_reservation
from noren.inventory.levels import Step, levels_of, record, take
from noren.inventory.models import Reservation, ReservationLine
from noren.inventory.reservations import apply, counted_lines, move, not_held, put_back
from noren.inventory.states import MovementKind, ReservationState
from noren.inventory.types import OutOfStock, ReservationInfo
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, conflict, not_found
from noren.kernel.ids import uuid7
from noren.platform.transactions.write import write


def reserve(
    lines: Mapping[UUID, int], *, reference: UUID, expires_at: datetime, actor: Actor
) -> ReservationInfo:
    """Keep pieces of variants under `reference` until `expires_at`: all or nothing.

    Variants are taken in the order of their ids, so that two buyers can't wait for each other. Untracked variants are
    noted, not counted. Raises OutOfStock with what is left of each variant that has too little, Conflict for a
    reference that was used before. Nothing is changed then.
    """
    if not lines or min(lines.values()) < 1:
        raise ValueError("a reservation needs at least one piece of each variant")
    with write(actor) as change:
        row = _new_reservation(reference, expires_at)
        untracked = {variant_id for variant_id, info in levels_of(lines).items() if not info.tracked}
        counted = [variant_id for variant_id in sorted(lines) if variant_id not in untracked]
        missing = [variant_id for variant_id in counted if not take(variant_id, lines[variant_id])]
        if missing:
            left = levels_of(missing)
            raise OutOfStock({variant_id: left[variant_id].sellable for variant_id in missing})
        _store_lines(row, lines, untracked)
        record(change, _taken(lines, counted, reference))
        expire_reservation.using(run_after=expires_at).enqueue(reservation_id=str(row.pk))
    return ReservationInfo(reference, ReservationState.HELD, expires_at, dict(lines))


def commit(reference: UUID, *, actor: Actor) -> bool:
    """Note reserved pieces as sold: they no longer expire. Returns False if they were sold already.

    Raises NotFound, or Conflict if the reservation was released: then the stock may be with somebody else.
    """
    with write(actor) as change:
        row = _row(reference)
        if not move(row, ReservationState.COMMITTED):
            return False
        apply(
            change,
            [
                Step(line.variant_id, MovementKind.SOLD, reserved=-line.quantity, reference=reference)
                for line in counted_lines(row)
            ],
        )
    return True


def release(reference: UUID, *, actor: Actor) -> bool:
    """Put reserved pieces back. Returns False if there is nothing to put back (unknown or released already).

    Raises Conflict if they were sold: then `restock` what comes back.
    """
    with write(actor) as change:
        row = Reservation.objects.filter(reference=reference).first()
        if row is None or not move(row, ReservationState.RELEASED):
            return False
        put_back(change, row)
    return True


def extend(reference: UUID, *, expires_at: datetime, actor: Actor) -> None:
    """Keep reserved pieces until another time, such as the last day to pay at a convenience store.

    Raises NotFound, or Conflict if they are no longer held.
    """
    with write(actor):
        row = _row(reference)
        held = Reservation.objects.filter(pk=row.pk, state=ReservationState.HELD)
        if not held.update(expires_at=expires_at):
            raise not_held()
        expire_reservation.using(run_after=expires_at).enqueue(reservation_id=str(row.pk))


def _new_reservation(reference: UUID, expires_at: datetime) -> Reservation:
    row = Reservation(id=uuid7(), reference=reference, expires_at=expires_at, created_at=now())
    if Reservation.objects.filter(reference=reference).exists():
        raise _used_before()
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise _used_before() from error
    return row


def _taken(lines: Mapping[UUID, int], counted: Iterable[UUID], reference: UUID) -> list[Step]:
    return [
        Step(one, MovementKind.RESERVED, available=-lines[one], reserved=lines[one], reference=reference)
        for one in counted
    ]


def _store_lines(row: Reservation, lines: Mapping[UUID, int], untracked: set[UUID]) -> None:
    ReservationLine.objects.bulk_create(
        ReservationLine(
            reservation=row, variant_id=variant_id, quantity=quantity, counted=variant_id not in untracked
        )
        for variant_id, quantity in lines.items()
    )


def _row(reference: UUID) -> Reservation:
    row = Reservation.objects.filter(reference=reference).first()
    if row is None:
        raise not_found("reservation_unknown", "確保した在庫の記録が見つかりません。")
    return row


def _used_before() -> Conflict:
    return conflict("reservation_twice", "この注文の在庫はすでに確保されています。")
