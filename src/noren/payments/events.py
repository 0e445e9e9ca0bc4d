"""Facts about payments. The first field is the payment, so what is told of one payment keeps its order."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.platform.outbox.events import Event, event


@event("payment.pending")
@dataclass(frozen=True)
class PaymentPending(Event):
    """The buyer has to act after the order: the till number is known, or the bank transfer is awaited."""

    payment_id: UUID
    payable_kind: str
    payable_id: UUID


@event("payment.captured")
@dataclass(frozen=True)
class PaymentCaptured(Event):
    """The money was taken, or noted by hand as received; `amount` in minor units."""

    payment_id: UUID
    payable_kind: str
    payable_id: UUID
    amount: int
    currency: str


@event("payment.failed")
@dataclass(frozen=True)
class PaymentFailed(Event):
    """One attempt came to nothing; the buyer may try again until the payment expires."""

    payment_id: UUID
    payable_kind: str
    payable_id: UUID
    code: str


@event("payment.expired")
@dataclass(frozen=True)
class PaymentExpired(Event):
    """Nobody paid in time; nobody can pay any more."""

    payment_id: UUID
    payable_kind: str
    payable_id: UUID


@event("payment.cancelled")
@dataclass(frozen=True)
class PaymentCancelled(Event):
    """The payment was called off before money moved."""

    payment_id: UUID
    payable_kind: str
    payable_id: UUID


@event("payment.orphaned")
@dataclass(frozen=True)
class PaymentOrphaned(Event):
    """Money arrived after the payment had ended: it belongs to no order and waits to go back."""

    payment_id: UUID
    payable_kind: str
    payable_id: UUID
    amount: int
    currency: str


@event("payment.incident")
@dataclass(frozen=True)
class PaymentIncident(Event):
    """Our books and the provider's differ; a person must look."""

    incident_id: UUID
    payment_id: UUID | None
    kind: str


@event("refund.requested")
@dataclass(frozen=True)
class RefundRequested(Event):
    """Money will go back; `amount` in minor units."""

    payment_id: UUID
    refund_id: UUID
    payable_kind: str
    payable_id: UUID
    amount: int
    currency: str


@event("refund.confirmed")
@dataclass(frozen=True)
class RefundConfirmed(Event):
    """Money went back; `amount` in minor units."""

    payment_id: UUID
    refund_id: UUID
    payable_kind: str
    payable_id: UUID
    amount: int
    currency: str


@event("refund.failed")
@dataclass(frozen=True)
class RefundFailed(Event):
    """The provider refused to give the money back; the shop must find another way."""

    payment_id: UUID
    refund_id: UUID
    payable_kind: str
    payable_id: UUID
    amount: int
    currency: str
    code: str
