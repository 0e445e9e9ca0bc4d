"""The life of a checkout."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class CheckoutState(StrEnum):
    """`open` while the buyer fills it in; `placed` once it became an order."""

    OPEN = "open"
    PLACED = "placed"


CHECKOUT_STATES = StateTable(
    "checkout",
    CheckoutState,
    CheckoutState.OPEN,
    {CheckoutState.OPEN: frozenset({CheckoutState.PLACED}), CheckoutState.PLACED: frozenset()},
)
