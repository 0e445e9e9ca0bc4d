"""The lives of a payment, of one attempt at it, and of a refund."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class PaymentState(StrEnum):
    """Where a payment stands.

    `open`: only the row exists. `confirming`: the provider was asked and its answer is not known; nobody may call that
    a failure. `pending`: the buyer's turn (hosted page, till, bank). `authorized`: the money is held and is being taken.
    `failed`: this attempt came to nothing and another may follow. `orphaned`: money came after the end.
    """

    OPEN = "open"
    CONFIRMING = "confirming"
    PENDING = "pending"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    REFUNDED = "refunded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ORPHANED = "orphaned"


_UNPAID = frozenset({
    PaymentState.FAILED, PaymentState.CANCELLED, PaymentState.EXPIRED,
})  # fmt: skip

PAYMENT_STATES = StateTable(
    "payment",
    PaymentState,
    PaymentState.OPEN,
    {
        PaymentState.OPEN: _UNPAID | {PaymentState.CONFIRMING, PaymentState.PENDING, PaymentState.CAPTURED},
        PaymentState.CONFIRMING: _UNPAID
        | {PaymentState.PENDING, PaymentState.AUTHORIZED, PaymentState.CAPTURED},
        PaymentState.PENDING: _UNPAID | {PaymentState.AUTHORIZED, PaymentState.CAPTURED},
        PaymentState.AUTHORIZED: frozenset({PaymentState.CAPTURED, PaymentState.FAILED}),
        PaymentState.CAPTURED: frozenset({PaymentState.REFUNDED}),
        PaymentState.REFUNDED: frozenset(),
        PaymentState.FAILED: frozenset({
            PaymentState.CONFIRMING, PaymentState.AUTHORIZED, PaymentState.CAPTURED,
            PaymentState.CANCELLED, PaymentState.EXPIRED,
        }),
        PaymentState.CANCELLED: frozenset({PaymentState.ORPHANED}),
        PaymentState.EXPIRED: frozenset({PaymentState.ORPHANED}),
        PaymentState.ORPHANED: frozenset({PaymentState.REFUNDED}),
    },
)  # fmt: skip

ENDED_UNPAID = frozenset({PaymentState.CANCELLED, PaymentState.EXPIRED})
"""Nobody may pay any more; what arrives now is money without an order."""

HOLDS_MONEY = frozenset({PaymentState.CAPTURED, PaymentState.ORPHANED})
"""Money was taken and some of it may be given back."""

AWAITS_MONEY = frozenset({
    PaymentState.OPEN, PaymentState.CONFIRMING, PaymentState.PENDING, PaymentState.AUTHORIZED, PaymentState.FAILED,
})  # fmt: skip
"""The buyer can still pay."""


class AttemptState(StrEnum):
    """`sending` until the provider's answer is stored; the rest is what the provider last said."""

    SENDING = "sending"
    WAITING = "waiting"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


_ENDS = frozenset({AttemptState.FAILED, AttemptState.CANCELLED, AttemptState.EXPIRED})

ATTEMPT_STATES = StateTable(
    "payment attempt",
    AttemptState,
    AttemptState.SENDING,
    {
        AttemptState.SENDING: _ENDS | {AttemptState.WAITING, AttemptState.AUTHORIZED, AttemptState.CAPTURED},
        AttemptState.WAITING: _ENDS | {AttemptState.AUTHORIZED, AttemptState.CAPTURED},
        AttemptState.AUTHORIZED: _ENDS | {AttemptState.CAPTURED},
        AttemptState.CAPTURED: frozenset(),
        AttemptState.FAILED: frozenset(),
        AttemptState.CANCELLED: frozenset(),
        # A till can report money after the deadline.
        AttemptState.EXPIRED: frozenset({AttemptState.CAPTURED}),
    },
)

LIVE_ATTEMPT = frozenset({AttemptState.SENDING, AttemptState.WAITING, AttemptState.AUTHORIZED})
"""The provider may still take money for it; no other attempt may begin."""


class RefundState(StrEnum):
    """`requested` in our books, `sent` before the provider is called (its answer may be unknown), then its end."""

    REQUESTED = "requested"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"


REFUND_STATES = StateTable(
    "refund",
    RefundState,
    RefundState.REQUESTED,
    {
        RefundState.REQUESTED: frozenset({RefundState.SENT, RefundState.CONFIRMED, RefundState.FAILED}),
        RefundState.SENT: frozenset({RefundState.CONFIRMED, RefundState.FAILED}),
        RefundState.CONFIRMED: frozenset(),
        RefundState.FAILED: frozenset(),
    },
)


class IncidentKind(StrEnum):
    """What a person must look at: our books and the provider's differ. Nothing of it is repaired silently."""

    AMOUNT_DIFFERS = "amount_differs"
    CURRENCY_DIFFERS = "currency_differs"
    REFERENCE_DIFFERS = "reference_differs"
    MONEY_WITHOUT_ORDER = "money_without_order"
    SECOND_CAPTURE = "second_capture"
    UNKNOWN_PAYMENT = "unknown_payment"
    UNKNOWN_REFUND = "unknown_refund"
    REFUND_FAILED = "refund_failed"
