"""Giving up a reservation whose time is over."""

from __future__ import annotations

from uuid import UUID

from noren.inventory.events import ReservationExpired
from noren.inventory.models import Reservation
from noren.inventory.reservations import put_back
from noren.inventory.states import ReservationState
from noren.kernel.actors import system
from noren.kernel.clock import now
from noren.platform.transactions.write import write


def expire(reservation_id: UUID) -> bool:
    """Release a reservation that is still held after its time. Returns whether it was."""
    with write(system("inventory")) as change:
        held = Reservation.objects.filter(
            pk=reservation_id, state=ReservationState.HELD, expires_at__lte=now()
        )
        if not held.update(state=ReservationState.RELEASED):
            return False
        row = Reservation.objects.get(pk=reservation_id)
        put_back(change, row)
        change.publish(ReservationExpired(reference=row.reference))
    return True
