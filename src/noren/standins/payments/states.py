"""The payment's states and its allowed moves, as data."""

from enum import StrEnum


class State(StrEnum):
    CREATED = "created"
    PENDING = "pending"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class RefundState(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


UNPAID_ENDS = frozenset({State.FAILED, State.CANCELLED, State.EXPIRED})

MOVES: dict[State, frozenset[State]] = {
    State.CREATED: UNPAID_ENDS | {State.PENDING},
    State.PENDING: UNPAID_ENDS | {State.AUTHORIZED, State.CAPTURED},
    State.AUTHORIZED: frozenset({State.CAPTURED, State.CANCELLED, State.EXPIRED}),
    State.CAPTURED: frozenset({State.PARTIALLY_REFUNDED, State.REFUNDED}),
    State.PARTIALLY_REFUNDED: frozenset({State.PARTIALLY_REFUNDED, State.REFUNDED}),
    State.REFUNDED: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
    # A till can take the money seconds before the deadline and report it after; only a convenience store does.
    State.EXPIRED: frozenset({State.CAPTURED}),
}

OPEN = frozenset({State.CREATED, State.PENDING})
"""Waiting for the customer."""
PAID = frozenset({State.CAPTURED, State.PARTIALLY_REFUNDED})
"""Money is held and can be given back."""
LIVE = OPEN | PAID | {State.AUTHORIZED}
"""States in which no second payment may carry the same reference."""


def may_move(old: State, new: State) -> bool:
    return new in MOVES[old]
