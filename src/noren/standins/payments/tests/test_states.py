"""No sequence of acts makes money from nothing or moves a payment where it may not go."""

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from noren.standins.payments.cards import Card, Outcome
from noren.standins.payments.errors import ApiError
from noren.standins.payments.model import Merchant, Payment, PaymentRequest
from noren.standins.payments.provider import Provider
from noren.standins.payments.states import LIVE, MOVES, OPEN, RefundState, State
from noren.standins.payments.store import Store

REQUEST = PaymentRequest(
    amount=1000,
    currency="JPY",
    method="card",
    capture="automatic",
    reference="A",
    description="",
    return_url="http://127.0.0.1/",
    cancel_url="http://127.0.0.1/",
    customer={},
    metadata={},
    locale="ja",
    expires_at=None,
)
MERCHANT = Merchant("m", "こはる", "sk_m", "http://127.0.0.1:9/", "whsec_" + "A" * 32)
CARD = Card("visa", "4242")


def test_every_state_has_its_moves_and_ends_stay_ends() -> None:
    assert set(MOVES) == set(State)
    assert [state for state in State if not MOVES[state]] == [State.REFUNDED, State.FAILED, State.CANCELLED]
    assert MOVES[State.EXPIRED] == {State.CAPTURED}


class Payments(RuleBasedStateMachine):
    ids = Bundle("ids")

    @initialize()
    def open_books(self) -> None:
        self.store = Store(Path(":memory:"))
        self.store.put_merchant(MERCHANT)
        self.provider = Provider(self.store, "http://127.0.0.1", lambda: None)
        self.seen: dict[str, Payment] = {}

    def teardown(self) -> None:
        self.store.close()

    def load(self, payment_id: str) -> Payment:
        payment = self.store.payment(payment_id)
        assert payment is not None
        return payment

    @rule(
        target=ids,
        amount=st.integers(1, 1000),
        reference=st.sampled_from(["A", "B"]),
        method=st.sampled_from(["card", "konbini", "paypay"]),
        capture=st.sampled_from(["automatic", "manual"]),
    )
    def create(self, amount: int, reference: str, method: str, capture: str) -> str:
        capture = "automatic" if method == "konbini" else capture
        request = replace(REQUEST, amount=amount, reference=reference, method=method, capture=capture)
        live = [
            payment for payment in self.store.payments_by_reference("m", reference) if payment.state in LIVE
        ]
        try:
            payment = self.provider.create(MERCHANT, request)
        except ApiError as error:
            assert (error.status, error.code, len(live)) == (409, "reference_in_use", 1)
            return live[0].id
        assert live == []
        return payment.id

    @rule(
        payment_id=ids,
        act=st.sampled_from(["open", "approve", "fail_card", "cancel", "till", "late", "number"]),
    )
    def act(self, payment_id: str, act: str) -> None:
        before = self.load(payment_id)
        acts = {
            "open": lambda: self.provider.open_page(before),
            "approve": lambda: self.provider.approve(before, CARD),
            "fail_card": lambda: (
                self.provider.refuse_card(before, CARD, Outcome.DECLINED) if before.state in OPEN else before
            ),
            "cancel": lambda: self.provider.cancel(before),
            "till": lambda: self.provider.pay_at_till(before),
            "late": lambda: self.provider.pay_at_till(before, late=True),
            "number": lambda: (
                self.provider.choose_konbini(before, "lawson")
                if before.state in OPEN and before.request.method == "konbini"
                else before
            ),
        }
        try:
            acts[act]()
        except ApiError as error:
            assert error.status == 409
            assert self.load(payment_id) == before

    @rule(payment_id=ids, amount=st.integers(1, 1100))
    def capture(self, payment_id: str, amount: int) -> None:
        before = self.load(payment_id)
        try:
            assert self.provider.capture(before, amount).amount_captured == amount
            assert before.state is State.AUTHORIZED
        except ApiError as error:
            assert error.status == 409
            assert self.load(payment_id) == before

    @rule(payment_id=ids, amount=st.integers(1, 1100), pending=st.booleans())
    def refund(self, payment_id: str, amount: int, pending: bool) -> None:
        before = self.load(payment_id)
        left = self.provider.refundable(before)
        try:
            self.provider.refund(before, amount=amount, reason="返品", pending=pending)
            assert amount <= left
        except ApiError as error:
            assert error.status == 409
            assert self.load(payment_id) == before

    @rule(payment_id=ids, succeeded=st.booleans())
    def settle(self, payment_id: str, succeeded: bool) -> None:
        for refund in self.store.refunds_of(payment_id):
            if refund.state is RefundState.PENDING:
                self.provider.settle_refund(refund, succeeded=succeeded)

    @rule(days=st.sampled_from([0, 1, 4, 8]))
    def time_goes_by(self, days: int) -> None:
        self.store.set_clock_offset(self.store.clock_offset() + days * 86_400.0)
        self.provider.expire_due()

    @invariant()
    def amounts_hold(self) -> None:
        for payment in self.store.latest_payments(1000):
            refunds = self.store.refunds_of(payment.id)
            given_back = sum(refund.amount for refund in refunds if refund.state is RefundState.SUCCEEDED)
            waiting = sum(refund.amount for refund in refunds if refund.state is RefundState.PENDING)
            assert payment.amount_refunded == given_back
            assert 0 <= given_back + waiting <= payment.amount_captured <= payment.amount
            assert (payment.amount_captured > 0) == (
                payment.state in {State.CAPTURED, State.PARTIALLY_REFUNDED, State.REFUNDED}
            )

    @invariant()
    def states_follow_the_table_and_versions_grow(self) -> None:
        for payment in self.store.latest_payments(1000):
            before = self.seen.get(payment.id, payment)
            assert payment.version >= before.version
            assert (payment == before) == (payment.version == before.version)
            self.seen[payment.id] = payment

    @invariant()
    def every_event_is_a_move_of_the_table(self) -> None:
        last: dict[str, State] = {}
        for event in self.store.events_after("m", 0, 10_000):
            state = State(json.loads(event.body)["data"]["payment"]["state"])
            before = last.get(event.payment_id, State.CREATED)
            assert state is before or state in MOVES[before]
            last[event.payment_id] = state

    @invariant()
    def one_live_payment_per_reference(self) -> None:
        live = [
            payment.request.reference for payment in self.store.latest_payments(1000) if payment.state in LIVE
        ]
        assert len(live) == len(set(live))


TestPayments = Payments.TestCase
TestPayments.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
