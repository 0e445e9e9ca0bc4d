"""The life of a cart."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class CartState(StrEnum):
    """`ordered` carts became an order, once; `merged` ones were emptied into the cart of the buyer's log-in."""

    OPEN = "open"
    ORDERED = "ordered"
    MERGED = "merged"


CART_STATES = StateTable(
    "cart",
    CartState,
    CartState.OPEN,
    {
        CartState.OPEN: frozenset({CartState.ORDERED, CartState.MERGED}),
        CartState.ORDERED: frozenset(),
        CartState.MERGED: frozenset(),
    },
)
