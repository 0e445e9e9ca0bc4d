"""Moving a reservation on, and its pieces with it. Used by the services inside their writes."""

from __future__ import annotations

from noren.inventory.levels import Step, add, record
from noren.inventory.models import Reservation, ReservationLine
from noren.inventory.states import RESERVATION_STATES, MovementKind, ReservationState
from noren.kernel.errors import Conflict, conflict
from noren.platform.transactions.write import Change


def move(row: Reservation, new: ReservationState) -> bool:
    """Move a held reservation on. Returns False if it is there already, raises Conflict if it went elsewhere."""
    RESERVATION_STATES.check(ReservationState.HELD, new)
    if Reservation.objects.filter(pk=row.pk, state=ReservationState.HELD).update(state=new):
        return True
    if Reservation.objects.filter(pk=row.pk, state=new).exists():
        return False
    raise not_held()


def put_back(change: Change, row: Reservation) -> None:
    """Return the counted pieces of a reservation that just moved to `released`."""
    steps = [
        Step(line.variant_id, MovementKind.RELEASED, line.quantity, -line.quantity, row.reference)
        for line in counted_lines(row)
    ]
    apply(change, steps)


def apply(change: Change, steps: list[Step]) -> None:
    """Add `steps` to their levels in the order of the variants' ids, and record them."""
    for step in sorted(steps, key=lambda step: step.variant_id):
        if not add(step):
            raise RuntimeError(f"stock level of {step.variant_id} holds less than was reserved")
    record(change, steps)


def counted_lines(row: Reservation) -> list[ReservationLine]:
    """Return the lines whose pieces were taken from a level."""
    return list(ReservationLine.objects.filter(reservation=row, counted=True, quantity__gt=0))


def not_held() -> Conflict:
    """Return the refusal for a reservation that ended otherwise."""
    return conflict("reservation_not_held", "在庫の確保は終わっています。")
