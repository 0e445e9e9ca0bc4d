"""What a payment provider must be able to do, in our words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from noren.kernel.money import Money
from noren.payments.states import AttemptState, RefundState
from noren.payments.types import PaymentMethod


class ProviderProblem(Exception):
    """Base of what can come back instead of an answer. Holds no personal data and no secret."""


class OutcomeUnknown(ProviderProblem):
    """The call may or may not have been carried out: ask, never guess."""


class NotSent(ProviderProblem):
    """The call was certainly not carried out (no connection, too many calls, open circuit): try later."""


class Refused(ProviderProblem):
    """The provider answered no, and did nothing. `code` is its stable word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadSignature(ProviderProblem):
    """A webhook that the provider did not sign, or signed too long ago."""


@dataclass(frozen=True, slots=True)
class Account:
    """A shop's contract with a provider."""

    provider: str
    merchant: str
    secret_key: str
    webhook_secret: str


@dataclass(frozen=True, slots=True)
class ProviderRefund:
    """A refund as the provider knows it; `note` is the text we gave it, our refund's id."""

    id: str
    amount: int
    state: RefundState
    note: str
    failure_code: str


@dataclass(frozen=True, slots=True)
class ProviderPayment:
    """A payment as the provider knows it, at `version`. Amounts in minor units."""

    id: str
    merchant: str
    reference: str
    state: AttemptState
    version: int
    amount: int
    captured: int
    refunded: int
    currency: str
    hosted_url: str
    konbini_chain: str
    konbini_number: str
    konbini_expires_at: datetime | None
    failure_code: str
    refunds: tuple[ProviderRefund, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A webhook whose signature is right: where to look. `claim` is what it says, to be held against the truth."""

    event_id: str
    type: str
    claim: ProviderPayment


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events oldest first; `last` is the id to go on from."""

    notices: tuple[Notice, ...]
    last: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class NewPayment:
    """What a provider is asked to take."""

    reference: str
    amount: Money
    method: PaymentMethod
    number: str
    return_url: str
    cancel_url: str
    expires_at: datetime
    language: str
    payer: Mapping[str, str]


class PaymentProvider(Protocol):
    """One outside provider. Each call may raise OutcomeUnknown, NotSent or Refused, and none of them twice does more.

    Calls with a `key` are repeated under the same key with the same meaning and take effect once.
    """

    code: str
    limits: Mapping[PaymentMethod, tuple[int, int]]

    def request_for(self, new: NewPayment) -> dict[str, object]:
        """Return the body to keep and send."""

    def create(self, account: Account, request: Mapping[str, object], *, key: str) -> ProviderPayment:
        """Begin a payment with a kept body."""

    def fetch(self, account: Account, payment_id: str) -> ProviderPayment:
        """Return the payment as it is now."""

    def find(self, account: Account, reference: str) -> ProviderPayment | None:
        """Return the newest payment under our reference, or None."""

    def capture(self, account: Account, payment_id: str, *, key: str) -> ProviderPayment:
        """Take the money that is held."""

    def cancel(self, account: Account, payment_id: str, *, key: str) -> ProviderPayment:
        """Call a payment off before money is taken."""

    def refund(
        self, account: Account, payment_id: str, *, amount: Money, note: str, key: str
    ) -> ProviderRefund:
        """Give money back."""

    def events_after(self, account: Account, last: str) -> EventPage:
        """Return the events that came after the event `last` (empty: from the beginning)."""

    def read_notice(self, account: Account, headers: Mapping[str, str], body: bytes) -> Notice:
        """Check a webhook's signature and read it. Raises BadSignature."""

    def available(self) -> bool:
        """Tell whether calls have been answered lately: a provider that is down is not offered."""
