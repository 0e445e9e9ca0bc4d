"""What the provider does with money: every change of a payment or refund goes through here, with its event."""

import json
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone

from noren.standins.payments import deliveries
from noren.standins.payments.cards import FAILURE_MESSAGES, Card, Outcome
from noren.standins.payments.errors import conflict
from noren.standins.payments.model import (
    CardState,
    Failure,
    Json,
    Konbini,
    Merchant,
    Payment,
    PaymentRequest,
    Refund,
    iso,
    payment_json,
)
from noren.standins.payments.states import LIVE, OPEN, PAID, RefundState, State, may_move
from noren.standins.payments.store import Store

JAPAN = timezone(timedelta(hours=9))
HOSTED_PAGE_SECONDS = 3600
HOLD_SECONDS = 7 * 86_400
KONBINI_DAYS = 3
MOST_CARD_TRIES = 3
MOST_CHALLENGE_TRIES = 3
KONBINI_NUMBER_LENGTHS = {
    "seven_eleven": 13,
    "lawson": 11,
    "family_mart": 14,
    "ministop": 11,
    "seicomart": 11,
}


@dataclass(frozen=True)
class Provider:
    """`public_url` is where customers reach the hosted page; `wake` tells the webhook sender that there is work."""

    store: Store
    public_url: str
    wake: Callable[[], None]

    def payment_json(self, payment: Payment) -> Json:
        return payment_json(payment, self.store.refunds_of(payment.id), self.public_url)

    def create(self, merchant: Merchant, request: PaymentRequest) -> Payment:
        """Raises 409 `reference_in_use` when a live payment of this merchant has the reference."""
        now = self.store.now()
        payment = Payment(
            id=_new_id("pay"),
            token=secrets.token_urlsafe(24),
            merchant_id=merchant.id,
            request=request,
            state=State.CREATED,
            created_at=now,
            expires_at=request.expires_at or _default_expiry(request.method, now),
        )
        try:
            self.store.add_payment(payment)
        except sqlite3.IntegrityError as error:
            raise _reference_in_use(request.reference) from error
        return payment

    def open_page(self, payment: Payment) -> Payment:
        """The customer sees the page for the first time; later views change nothing."""
        if payment.state is not State.CREATED:
            return payment
        return self._move(payment, State.PENDING)

    def approve(self, payment: Payment, card: Card | None = None) -> Payment:
        """The customer's part is done: money is held (manual capture) or taken."""
        if card is not None:
            kept = replace(payment.card, brand=card.brand, last4=card.last4, challenge_open=False)
            payment = replace(payment, card=kept)
        if payment.request.capture == "manual":
            held_until = self.store.now() + HOLD_SECONDS
            return self._move(replace(payment, failure=None, expires_at=held_until), State.AUTHORIZED)
        return self._move(replace(payment, failure=None, amount_captured=payment.amount), State.CAPTURED)

    def open_challenge(self, payment: Payment, card: Card) -> Payment:
        """The card's bank wants a code; no event, as nothing is decided."""
        progress = replace(
            payment.card, brand=card.brand, last4=card.last4, challenge_open=True, challenge_tries=0
        )
        return self._touch(replace(payment, card=progress, failure=None))

    def refuse_challenge_code(self, payment: Payment) -> Payment:
        """A wrong code; the last one allowed counts as a failed try of the card."""
        tries = payment.card.challenge_tries + 1
        if tries >= MOST_CHALLENGE_TRIES:
            return self.refuse_card(payment, _kept_card(payment), Outcome.AUTHENTICATION_FAILED)
        return self._touch(replace(payment, card=replace(payment.card, challenge_tries=tries)))

    def refuse_card(self, payment: Payment, card: Card, outcome: Outcome) -> Payment:
        """A refused card may be tried again; after three refusals the payment has failed."""
        tries = payment.card.tries + 1
        refused = replace(
            payment,
            card=CardState(brand=card.brand, last4=card.last4, tries=tries),
            failure=Failure(outcome.value, FAILURE_MESSAGES[outcome]),
        )
        return self._move(refused, State.FAILED) if tries >= MOST_CARD_TRIES else self._touch(refused)

    def fail(self, payment: Payment, failure: Failure) -> Payment:
        return self._move(replace(payment, failure=failure), State.FAILED)

    def choose_konbini(self, payment: Payment, chain: str) -> Payment:
        """Gives the number to pay with at the till; announced by a second payment.pending."""
        digits = KONBINI_NUMBER_LENGTHS[chain]
        number = str(secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1))
        return self._touch(replace(payment, konbini=Konbini(chain, number)), event="payment.pending")

    def pay_at_till(self, payment: Payment, *, late: bool = False) -> Payment:
        """Raises 409 unless the payment waits at the till; `late` also lets one that just expired be paid."""
        allowed = {State.PENDING, State.EXPIRED} if late else {State.PENDING}
        if payment.konbini is None or payment.state not in allowed:
            raise _wrong_state(payment, "paid at a convenience store")
        return self._move(replace(payment, amount_captured=payment.amount), State.CAPTURED)

    def capture(self, payment: Payment, amount: int) -> Payment:
        """Takes `amount` of an authorized payment, once; what is left of the hold is released."""
        if payment.state is not State.AUTHORIZED:
            raise _wrong_state(payment, "captured")
        if amount > payment.amount:
            raise conflict("amount_too_large", "The amount is larger than what is authorized.", "amount")
        return self._move(replace(payment, amount_captured=amount), State.CAPTURED)

    def cancel(self, payment: Payment) -> Payment:
        if payment.state not in OPEN | {State.AUTHORIZED}:
            raise _wrong_state(payment, "cancelled")
        return self._move(payment, State.CANCELLED)

    def refund(self, payment: Payment, *, amount: int, reason: str, pending: bool = False) -> Refund:
        """Raises 409 `refund_exceeds_captured` when this and earlier refunds, pending ones too, exceed the capture."""
        if payment.state not in PAID:
            raise _wrong_state(payment, "refunded")
        if amount > self.refundable(payment):
            raise conflict(
                "refund_exceeds_captured", f"At most {self.refundable(payment)} can be refunded.", "amount"
            )
        refund = Refund(
            _new_id("ref"), payment.id, amount, reason, RefundState.PENDING, None, self.store.now()
        )
        with self.store.transaction():
            self.store.add_refund(refund)
            return refund if pending else self.settle_refund(refund, succeeded=True)

    def refundable(self, payment: Payment) -> int:
        waiting = sum(
            refund.amount
            for refund in self.store.refunds_of(payment.id)
            if refund.state is RefundState.PENDING
        )
        return payment.amount_captured - payment.amount_refunded - waiting

    def settle_refund(self, refund: Refund, *, succeeded: bool) -> Refund:
        """Ends a pending refund. Raises 409 when it is settled already."""
        failure = (
            None if succeeded else Failure("refund_failed", "The refund was refused by the customer's bank.")
        )
        settled = replace(
            refund, state=RefundState.SUCCEEDED if succeeded else RefundState.FAILED, failure=failure
        )
        payment = self.store.payment(refund.payment_id)
        assert payment is not None
        with self.store.transaction():
            if not self.store.settle_refund(settled):
                raise conflict("invalid_state", "The refund is settled already.")
            if succeeded:
                self._book_refund(payment, settled)
            else:
                self._touch(payment, event="refund.failed", refund=settled)
        return settled

    def _book_refund(self, payment: Payment, refund: Refund) -> None:
        refunded = payment.amount_refunded + refund.amount
        whole = refunded == payment.amount_captured
        self._move(
            replace(payment, amount_refunded=refunded),
            State.REFUNDED if whole else State.PARTIALLY_REFUNDED,
            event="payment.refunded",
            refund=refund,
        )

    def expire_due(self) -> None:
        for payment in self.store.payments_due_to_expire(self.store.now()):
            self._move(payment, State.EXPIRED)

    def _move(
        self, payment: Payment, state: State, *, event: str | None = None, refund: Refund | None = None
    ) -> Payment:
        if not may_move(payment.state, state):
            raise _wrong_state(payment, state.value)
        if payment.state not in LIVE and state in LIVE and self._has_live_sibling(payment):
            raise _reference_in_use(payment.request.reference)
        return self._touch(
            replace(payment, state=state), event=event or f"payment.{state.value}", refund=refund
        )

    def _has_live_sibling(self, payment: Payment) -> bool:
        siblings = self.store.payments_by_reference(payment.merchant_id, payment.request.reference)
        return any(sibling.state in LIVE for sibling in siblings)

    def _touch(self, payment: Payment, *, event: str | None = None, refund: Refund | None = None) -> Payment:
        changed = replace(payment, version=payment.version + 1)
        with self.store.transaction():
            if not self.store.save_payment(changed, seen_version=payment.version):
                raise conflict("changed_meanwhile", "The payment was changed meanwhile; read it again.")
            if event is not None:
                self._announce(changed, event, refund)
        return changed

    def _announce(self, payment: Payment, event_type: str, refund: Refund | None) -> None:
        data: Json = {"payment": self.payment_json(payment)}
        if refund is not None:
            data["refund"] = refund.as_json()
        body = {"type": event_type, "timestamp": iso(self.store.now()), "data": data}
        event = self.store.add_event(
            event_id=_new_id("evt"),
            merchant_id=payment.merchant_id,
            event_type=event_type,
            payment_id=payment.id,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        )
        deliveries.plan(self.store, event)
        self.wake()


def _new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def _default_expiry(method: str, now: float) -> float:
    """Hosted pages one hour; convenience stores until the last second, in Japan, of the third day after today."""
    if method != "konbini":
        return now + HOSTED_PAGE_SECONDS
    last_day = datetime.fromtimestamp(now, JAPAN).date() + timedelta(days=KONBINI_DAYS)
    return datetime.combine(last_day, time(23, 59, 59), JAPAN).timestamp()


def _kept_card(payment: Payment) -> Card:
    return Card(payment.card.brand or "unknown", payment.card.last4 or "")


def _wrong_state(payment: Payment, wanted: str) -> Exception:
    return conflict("invalid_state", f"A payment that is {payment.state.value} cannot be {wanted}.")


def _reference_in_use(reference: str) -> Exception:
    return conflict(
        "reference_in_use", f"There is a live payment with the reference {reference}.", "reference"
    )
