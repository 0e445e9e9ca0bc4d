"""What the stand-in remembers, as frozen values, and the JSON it shows of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from noren.standins.payments.states import RefundState, State

Json = dict[str, object]


def iso(moment: float) -> str:
    """Unix seconds as UTC RFC 3339, to the second."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Merchant:
    id: str
    name: str
    secret_key: str
    webhook_url: str | None
    webhook_secret: str

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "secret_key": self.secret_key,
            "webhook_url": self.webhook_url,
            "webhook_secret": self.webhook_secret,
        }


@dataclass(frozen=True)
class PaymentRequest:
    """A checked POST /v1/payments. `amount` in minor units, `expires_at` in Unix seconds."""

    amount: int
    currency: str
    method: str
    capture: str
    reference: str
    description: str
    return_url: str
    cancel_url: str
    customer: dict[str, str]
    metadata: dict[str, str]
    locale: str
    expires_at: float | None


@dataclass(frozen=True)
class Konbini:
    chain: str
    number: str


@dataclass(frozen=True)
class Failure:
    code: str
    message: str

    def as_json(self) -> Json:
        return {"code": self.code, "message": self.message}


@dataclass(frozen=True)
class CardState:
    """Card progress of one payment: what may be kept of the card, tries used, an open 3-D Secure challenge."""

    brand: str | None = None
    last4: str | None = None
    tries: int = 0
    challenge_open: bool = False
    challenge_tries: int = 0


@dataclass(frozen=True)
class Payment:
    id: str
    token: str
    merchant_id: str
    request: PaymentRequest
    state: State
    created_at: float
    expires_at: float
    amount_captured: int = 0
    amount_refunded: int = 0
    version: int = 1
    card: CardState = field(default_factory=CardState)
    konbini: Konbini | None = None
    failure: Failure | None = None

    @property
    def amount(self) -> int:
        return self.request.amount


@dataclass(frozen=True)
class Refund:
    id: str
    payment_id: str
    amount: int
    reason: str
    state: RefundState
    failure: Failure | None
    created_at: float

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "payment": self.payment_id,
            "amount": self.amount,
            "reason": self.reason,
            "state": self.state.value,
            "failure": self.failure.as_json() if self.failure else None,
            "created_at": iso(self.created_at),
        }


@dataclass(frozen=True)
class Event:
    """`sequence` orders events of all merchants; `body` is the exact text that is signed and sent."""

    sequence: int
    id: str
    merchant_id: str
    type: str
    payment_id: str
    body: str


def payment_json(payment: Payment, refunds: list[Refund], public_url: str) -> Json:
    """The payment as merchants see it, in answers and webhooks."""
    request = payment.request
    return {
        "id": payment.id,
        "merchant": payment.merchant_id,
        "state": payment.state.value,
        "amount": payment.amount,
        "amount_captured": payment.amount_captured,
        "amount_refunded": payment.amount_refunded,
        "currency": request.currency,
        "method": request.method,
        "capture": request.capture,
        "reference": request.reference,
        "description": request.description,
        "customer": request.customer,
        "metadata": request.metadata,
        "locale": request.locale,
        "return_url": request.return_url,
        "cancel_url": request.cancel_url,
        "hosted_url": f"{public_url}/pay/{payment.token}",
        "card": _card_json(payment),
        "konbini": _konbini_json(payment),
        "failure": payment.failure.as_json() if payment.failure else None,
        "refunds": [refund.as_json() for refund in refunds],
        "created_at": iso(payment.created_at),
        "expires_at": iso(payment.expires_at),
        "version": payment.version,
    }


def _card_json(payment: Payment) -> Json | None:
    if payment.card.last4 is None:
        return None
    return {"brand": payment.card.brand, "last4": payment.card.last4}


def _konbini_json(payment: Payment) -> Json | None:
    if payment.konbini is None:
        return None
    return {
        "chain": payment.konbini.chain,
        "number": payment.konbini.number,
        "expires_at": iso(payment.expires_at),
    }
