"""The life of a reservation."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class ReservationState(StrEnum):
    """`held` keeps stock for a buyer who has not paid, `committed` is sold, `released` went back to the shelf."""

    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"


RESERVATION_STATES = StateTable(
    "reservation",
    ReservationState,
    ReservationState.HELD,
    {
        ReservationState.HELD: frozenset({ReservationState.COMMITTED, ReservationState.RELEASED}),
        ReservationState.COMMITTED: frozenset(),
        ReservationState.RELEASED: frozenset(),
    },
)


class MovementKind(StrEnum):
    """Why a stock level changed."""

    RESERVED = "reserved"
    RELEASED = "released"
    SOLD = "sold"
    RESTOCKED = "restocked"
    RECEIVED = "received"
    ADJUSTED = "adjusted"
    COUNTED = "counted"
