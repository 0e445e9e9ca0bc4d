"""What other apps know of payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from noren.kernel.money import Money
from noren.payments.states import AWAITS_MONEY, IncidentKind, PaymentState, RefundState


class PaymentMethod(StrEnum):
    """The ways a buyer can pay."""

    CARD = "card"
    KONBINI = "konbini"
    PAYPAY = "paypay"
    BANK_TRANSFER = "bank_transfer"
    CASH_ON_DELIVERY = "cash_on_delivery"

    @property
    def by_hand(self) -> bool:
        """Whether the money goes straight to the shop, which notes it by hand."""
        return self in (PaymentMethod.BANK_TRANSFER, PaymentMethod.CASH_ON_DELIVERY)


@dataclass(frozen=True, slots=True)
class Payable:
    """What is paid for: opaque here. `kind` is "order", `number` is what people read."""

    kind: str
    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Payer:
    """What the provider's 3-D Secure check wants to know of the buyer, as far as the shop knows it."""

    email: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class KonbiniTicket:
    """What the buyer says at the till. `chain` is the provider's word, `chain_label` the sign over the door."""

    chain: str
    chain_label: str
    number: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PaymentInstructions:
    """What the buyer has to do after the order. `text` is in the active language and may have several lines."""

    method: PaymentMethod
    text: str
    deadline: datetime | None = None
    konbini: KonbiniTicket | None = None
    bank_account: str = ""


@dataclass(frozen=True, slots=True)
class PaymentInfo:
    """A payment. `refund_requested` includes what is confirmed in `refunded`; `captured` less it can be refunded.

    `label` (the way to pay) and `failure_text` (empty unless the last attempt failed) are in the active language.
    """

    id: UUID
    payable: Payable
    state: PaymentState
    method: PaymentMethod
    amount: Money
    captured: Money
    refund_requested: Money
    refunded: Money
    expires_at: datetime | None
    captured_at: datetime | None
    konbini: KonbiniTicket | None
    failure_code: str
    label: str
    failure_text: str

    @property
    def refundable(self) -> Money:
        """What can still be given back."""
        return self.captured - self.refund_requested

    @property
    def awaits_money(self) -> bool:
        """Whether the buyer can still pay."""
        return self.state in AWAITS_MONEY


@dataclass(frozen=True, slots=True)
class PaymentStart:
    """How the buyer goes on: to `redirect_url` (the provider's page), by `instructions`, or he waits (`confirming`)."""

    payment_id: UUID
    state: PaymentState
    redirect_url: str | None
    instructions: PaymentInstructions | None


@dataclass(frozen=True, slots=True)
class RefundInfo:
    """A refund. `by_hand` ones are paid out by the shop itself and noted with `record_refunded`."""

    id: UUID
    payment_id: UUID
    payable: Payable
    amount: Money
    state: RefundState
    reason: str
    requested_at: datetime
    by_hand: bool


@dataclass(frozen=True, slots=True)
class MethodOffer:
    """A way to pay, as the checkout shows it, in the active language; `when_text` is the legal 支払時期."""

    method: PaymentMethod
    label: str
    fee: Money
    when_text: str
    description: str


@dataclass(frozen=True, slots=True)
class MethodSettings:
    """A way to pay, as the console edits it. Amounts are in minor units of the shop's currency."""

    method: PaymentMethod
    label: str
    enabled: bool
    ready: bool
    fee: Money
    minimum: Money
    maximum: Money
    deadline_days: int
    bank_account: str


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """The shop's contract with a provider; the secrets themselves never come back out."""

    provider: str
    merchant: str
    secret_key_hint: str
    has_webhook_secret: bool

    @property
    def complete(self) -> bool:
        """Whether payments can be taken with it."""
        return bool(self.merchant and self.secret_key_hint and self.has_webhook_secret)


@dataclass(frozen=True, slots=True)
class IncidentInfo:
    """Something a person must look at."""

    id: UUID
    kind: IncidentKind
    payment_id: UUID | None
    number: str
    amount: Money | None
    details: dict[str, str | int]
    at: datetime
