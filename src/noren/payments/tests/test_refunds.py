"""Giving money back: never more than was taken, once, and honest about what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from noren.kernel.actors import guest
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import Conflict, InvalidInput
from noren.kernel.money import yen
from noren.payments.models import Incident, Payment, Refund
from noren.payments.providers import calling
from noren.payments.selectors import payment, refunds_of, refunds_to_pay_out
from noren.payments.services.end import record_received
from noren.payments.services.refund import record_refunded, request_refund
from noren.payments.services.sync import sync
from noren.payments.states import PaymentState, RefundState
from noren.payments.tests.factories import SETUP, accept, make_payment
from noren.payments.tests.standin import Standin, begun, provider_id
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(standin: Standin) -> Iterator[None]:
    with shop_scope(make_shop().id):
        standin.accept()
        yield


@pytest.fixture
def paid(standin: Standin) -> PaymentInfo:
    info, there = begun()
    standin.act(there, "approve")
    return sync(info.id)


def ask(info: PaymentInfo, amount: int, key: str = "k1") -> RefundState:
    return request_refund(info.id, amount=yen(amount), reason="お客さま都合", key=key, actor=SETUP).state


def told(info: PaymentInfo) -> list[str]:
    rows = OutboxEvent.objects.filter(subject_id=info.id, name__startswith="refund").order_by("id")
    return list(rows.values_list("name", flat=True))


def test_a_part_and_then_the_rest(standin: Standin, paid: PaymentInfo) -> None:
    assert ask(paid, 950) is RefundState.REQUESTED
    run_due()
    found = payment(paid.id)
    assert (found.state, found.refunded, found.refundable) == (PaymentState.CAPTURED, yen(950), yen(4000))
    ask(paid, 4000, "k2")
    run_due()
    assert payment(paid.id).state is PaymentState.REFUNDED
    assert standin.payment(provider_id(paid))["amount_refunded"] == 4950
    assert told(paid) == ["refund.requested", "refund.confirmed"] * 2


def test_more_than_was_taken_is_refused_also_while_the_first_is_on_its_way(paid: PaymentInfo) -> None:
    ask(paid, 4000)
    with pytest.raises(Conflict) as refused:
        ask(paid, 951, "k2")
    assert refused.value.problems[0].values == {"left": 950}
    assert Refund.objects.count() == 1
    assert payment(paid.id).refund_requested == yen(4000)


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_and_less_can_not_be_refunded(paid: PaymentInfo, amount: int) -> None:
    with pytest.raises(InvalidInput):
        ask(paid, amount)
    assert Refund.objects.count() == 0


def test_the_same_key_is_the_same_refund(paid: PaymentInfo) -> None:
    ask(paid, 500)
    ask(paid, 500)
    assert Refund.objects.count() == 1
    with pytest.raises(Conflict):
        ask(paid, 501)
    assert payment(paid.id).refund_requested == yen(500)


def test_an_unpaid_payment_has_nothing_to_give_back() -> None:
    info = make_payment()
    with pytest.raises(Conflict):
        ask(info, 1)
    assert Refund.objects.count() == 0


@pytest.mark.parametrize(
    "fault",
    [
        "timeout_after",
        "error_after",
        "cut_after",
        "slow_drip",
        "timeout_before",
        "error_before",
        "cut_before",
    ],
)
def test_a_refund_of_unknown_outcome_stays_visible_and_happens_once(
    standin: Standin, paid: PaymentInfo, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(calling, "ANSWER_SECONDS", 0.4)
    monkeypatch.setattr(calling, "READ_SECONDS", 0.4)
    standin.fault(fault, "refunds.create", seconds=1.5 if "timeout" in fault else None)
    ask(paid, 950)
    run_due()
    assert [refund.state for refund in refunds_of(paid.id)] == [RefundState.SENT]
    with clock_shifted(timedelta(seconds=30)):
        run_due()
    assert [refund.state for refund in refunds_of(paid.id)] == [RefundState.CONFIRMED]
    assert standin.payment(provider_id(paid))["amount_refunded"] == 950
    assert told(paid) == ["refund.requested", "refund.confirmed"]


def test_a_refund_is_found_again_after_the_provider_forgot_the_key(
    standin: Standin, paid: PaymentInfo
) -> None:
    standin.fault("error_after", "refunds.create")
    ask(paid, 950)
    run_due()
    try:
        standin.control("PUT", "clock", {"offset_seconds": 2 * 86_400})
        with clock_shifted(timedelta(days=2)):
            run_due()
    finally:
        standin.control("PUT", "clock", {"offset_seconds": 0})
    assert [refund.state for refund in refunds_of(paid.id)] == [RefundState.CONFIRMED]
    assert standin.payment(provider_id(paid))["amount_refunded"] == 950


def test_a_slow_refund_is_asked_about_until_it_ends(standin: Standin, paid: PaymentInfo) -> None:
    standin.fault("refund_pending", "refunds.create")
    ask(paid, 950)
    run_due()
    row = Refund.objects.get()
    assert (row.state, payment(paid.id).refunded) == (RefundState.SENT, yen(0))
    standin.control("POST", f"refunds/{row.provider_refund_id}/settle", {"state": "succeeded"})
    with clock_shifted(timedelta(seconds=30)):
        run_due()
    assert payment(paid.id).refunded == yen(950)
    assert told(paid) == ["refund.requested", "refund.confirmed"]


@pytest.mark.parametrize(("fault", "code"), [("refund_failed", "refund_failed"), ("declined", "declined")])
def test_a_failed_refund_frees_its_amount_and_asks_a_person(
    standin: Standin, paid: PaymentInfo, fault: str, code: str
) -> None:
    standin.fault(fault, "refunds.create")
    ask(paid, 950)
    run_due()
    row = Refund.objects.get()
    assert (row.state, row.failure_code) == (RefundState.FAILED, code)
    assert payment(paid.id).refundable == yen(4950)
    assert Incident.objects.get().kind == "refund_failed"
    assert told(paid) == ["refund.requested", "refund.failed"]
    ask(paid, 4950, "k2")
    run_due()
    assert payment(paid.id).state is PaymentState.REFUNDED


def test_money_the_shop_took_itself_is_given_back_by_hand() -> None:
    accept(PaymentMethod.BANK_TRANSFER)
    info = make_payment(PaymentMethod.BANK_TRANSFER)
    record_received(info.id, amount=yen(4950), actor=SETUP)
    ask(info, 4950)
    run_due()
    waiting = refunds_to_pay_out()
    assert [(refund.amount, refund.by_hand) for refund in waiting] == [(yen(4950), True)]
    assert record_refunded(waiting[0].id, actor=SETUP).state is RefundState.CONFIRMED
    assert payment(info.id).state is PaymentState.REFUNDED
    with pytest.raises(Conflict):
        record_refunded(waiting[0].id, actor=SETUP)
    assert refunds_to_pay_out() == []
    assert payment(info.id).refunded == yen(4950)


def test_a_providers_refund_can_not_be_noted_by_hand(paid: PaymentInfo) -> None:
    ask(paid, 950)
    with pytest.raises(Conflict):
        record_refunded(Refund.objects.get().pk, actor=guest())
    assert Payment.objects.get().refunded_amount == 0
