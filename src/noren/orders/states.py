"""The allowed moves of an order line, and how an order's own state follows from its lines."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from noren.kernel.states import StateTable


class LineState(StrEnum):
    """Where a line stands. A line is the unit that is shipped, cancelled, returned or exchanged, also by quantity."""

    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"
    CONFIRMED = "confirmed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    EXCHANGED = "exchanged"


LINE_STATES = StateTable(
    "order line",
    LineState,
    LineState.AWAITING_PAYMENT,
    {
        # Cash on delivery is confirmed while the money is still to come at the door.
        LineState.AWAITING_PAYMENT: frozenset({
            LineState.PAID, LineState.CONFIRMED, LineState.EXPIRED, LineState.CANCELLED,
        }),
        LineState.PAID: frozenset({LineState.CONFIRMED, LineState.CANCELLED}),
        LineState.CONFIRMED: frozenset({LineState.SHIPPED, LineState.CANCELLED}),
        LineState.SHIPPED: frozenset({LineState.DELIVERED, LineState.RETURNED, LineState.EXCHANGED}),
        LineState.DELIVERED: frozenset({LineState.COMPLETED, LineState.RETURNED, LineState.EXCHANGED}),
        LineState.COMPLETED: frozenset(),
        LineState.EXPIRED: frozenset(),
        LineState.CANCELLED: frozenset(),
        LineState.RETURNED: frozenset(),
        LineState.EXCHANGED: frozenset(),
    },
)  # fmt: skip

CANCELLABLE = LINE_STATES.sources(LineState.CANCELLED)
"""States in which what is not yet shipped can be cancelled."""

BUYER_CANCELLABLE = frozenset({LineState.AWAITING_PAYMENT, LineState.PAID})
"""States in which a buyer's own cancel takes effect at once: the shop has not confirmed yet."""

LIVE = (
    LineState.AWAITING_PAYMENT,
    LineState.PAID,
    LineState.CONFIRMED,
    LineState.SHIPPED,
    LineState.DELIVERED,
    LineState.COMPLETED,
)
"""The way of a line that is not taken back, in its order."""

ENDED = (LineState.RETURNED, LineState.EXCHANGED, LineState.CANCELLED, LineState.EXPIRED)
"""Ends of a line that was taken back; an order all of whose lines ended takes the first of these that occurs."""


def order_state(lines: Iterable[LineState]) -> LineState:
    """Return an order's state: that of its line that is furthest behind, or how it ended when no line is left.

    Raises ValueError for no lines.
    """
    states = set(lines)
    for state in (*LIVE, *ENDED):
        if state in states:
            return state
    raise ValueError("an order has lines")


class Desk(StrEnum):
    """On which pile of the seller's desk an order lies. Each order lies on exactly one."""

    WAITING = "waiting"
    TO_CONFIRM = "to_confirm"
    TO_SHIP = "to_ship"
    ON_THE_WAY = "on_the_way"
    DONE = "done"
    CLOSED = "closed"


_DESKS = {
    LineState.AWAITING_PAYMENT: Desk.WAITING,
    LineState.PAID: Desk.TO_CONFIRM,
    LineState.CONFIRMED: Desk.TO_SHIP,
    LineState.SHIPPED: Desk.ON_THE_WAY,
    LineState.DELIVERED: Desk.ON_THE_WAY,
    LineState.COMPLETED: Desk.DONE,
}


def desk_of(state: LineState, *, paid_at_the_door: bool) -> Desk:
    """Return the pile for an order's state; what is paid at the door waits for confirmation, not for money."""
    if state is LineState.AWAITING_PAYMENT and paid_at_the_door:
        return Desk.TO_CONFIRM
    return _DESKS.get(state, Desk.CLOSED)


class RefundState(StrEnum):
    """The life of money on its way back. `failed` waits for a person, who may try again."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    FAILED = "failed"


REFUND_STATES = StateTable(
    "order refund",
    RefundState,
    RefundState.REQUESTED,
    {
        RefundState.REQUESTED: frozenset({RefundState.CONFIRMED, RefundState.FAILED}),
        RefundState.FAILED: frozenset({RefundState.REQUESTED}),
        RefundState.CONFIRMED: frozenset(),
    },
)
