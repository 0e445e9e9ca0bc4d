"""The life of a shop."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class ShopState(StrEnum):
    """`preparing` shops are seen by their staff only; `open` ones sell; `suspended` ones show, but sell nothing."""

    PREPARING = "preparing"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


SHOP_STATES = StateTable(
    "shop",
    ShopState,
    ShopState.PREPARING,
    {
        ShopState.PREPARING: frozenset({ShopState.OPEN, ShopState.CLOSED}),
        ShopState.OPEN: frozenset({ShopState.PREPARING, ShopState.SUSPENDED, ShopState.CLOSED}),
        ShopState.SUSPENDED: frozenset({ShopState.OPEN, ShopState.CLOSED}),
        ShopState.CLOSED: frozenset(),
    },
)


class ContactState(StrEnum):
    """`open` requests wait for the seller."""

    OPEN = "open"
    ANSWERED = "answered"


CONTACT_STATES = StateTable(
    "contact request",
    ContactState,
    ContactState.OPEN,
    {
        ContactState.OPEN: frozenset({ContactState.ANSWERED}),
        ContactState.ANSWERED: frozenset(),
    },
)
