"""The life of a delivery."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class DeliveryState(StrEnum):
    """`sending` is on record before anything leaves the house, so that a crash is never taken for "not sent yet".

    `in_doubt` ends a notice that may or may not have arrived and can't be sent again without the risk of a second one.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    UNREACHABLE = "unreachable"


DELIVERY_STATES = StateTable(
    "delivery",
    DeliveryState,
    DeliveryState.QUEUED,
    {
        DeliveryState.QUEUED: frozenset({DeliveryState.SENDING, DeliveryState.UNREACHABLE}),
        # Back to queued: certainly not accepted, so that it may go another way or later.
        DeliveryState.SENDING: frozenset(
            {DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.IN_DOUBT, DeliveryState.FAILED}
        ),
        DeliveryState.SENT: frozenset(),
        # A slow worker may still find out that it had sent it.
        DeliveryState.IN_DOUBT: frozenset({DeliveryState.SENT}),
        DeliveryState.FAILED: frozenset(),
        DeliveryState.UNREACHABLE: frozenset(),
    },
)
ENDED = frozenset(
    {DeliveryState.SENT, DeliveryState.IN_DOUBT, DeliveryState.FAILED, DeliveryState.UNREACHABLE}
)
