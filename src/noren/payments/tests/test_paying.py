"""Paying through the stand-in: the ways there are, and every fault of its API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest

from noren.kernel.actors import guest
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import Conflict, Unavailable
from noren.kernel.money import yen
from noren.payments.models import Incident, Payment, PaymentAttempt
from noren.payments.providers import calling
from noren.payments.providers.registry import provider
from noren.payments.providers.sandbox import SandboxProvider
from noren.payments.selectors import enabled_methods, payment
from noren.payments.services.end import cancel
from noren.payments.services.sync import desk_of, sync
from noren.payments.states import AttemptState, PaymentState
from noren.payments.tests.factories import make_payment
from noren.payments.tests.standin import Standin, begin, begun, last_attempt, provider_id
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.platform.transactions.write import write
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(standin: Standin) -> Iterator[None]:
    with shop_scope(make_shop().id):
        standin.accept()
        yield


def told(info: PaymentInfo) -> list[str]:
    rows = OutboxEvent.objects.filter(subject_id=info.id).order_by("id")
    return list(rows.values_list("name", flat=True))


def run_jobs_after(delay: timedelta) -> None:
    with clock_shifted(delay):
        run_due()


def paid(info: PaymentInfo) -> bool:
    found = payment(info.id)
    return found.state is PaymentState.CAPTURED and found.captured == info.amount


def test_a_card_is_held_on_the_hosted_page_and_taken_by_us(standin: Standin) -> None:
    info = make_payment()
    begun_now = begin(info)
    assert begun_now.state is PaymentState.PENDING
    assert str(begun_now.redirect_url).startswith(f"{standin.url}/pay/")
    standin.act(provider_id(info), "approve")
    assert sync(info.id).state is PaymentState.CAPTURED
    assert standin.payment(provider_id(info))["amount_captured"] == 4950
    assert told(info) == ["payment.captured"]
    assert paid(info)


def test_asking_again_changes_nothing(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")
    first = sync(info.id)
    assert sync(info.id) == first
    assert told(info) == ["payment.captured"]


def test_konbini_gives_a_number_and_is_paid_later(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini", chain="lawson")
    waiting = sync(info.id)
    assert waiting.konbini is not None
    assert waiting.konbini.chain_label == "ローソン"
    assert waiting.konbini.number == standin.payment(there)["konbini"]["number"]
    assert waiting.konbini.expires_at == info.expires_at
    assert told(info) == ["payment.pending"]
    standin.act(there, "pay_konbini")
    sync(info.id)
    assert told(info) == ["payment.pending", "payment.captured"]
    assert paid(info)


def test_paypay_is_approved(standin: Standin) -> None:
    info, there = begun(PaymentMethod.PAYPAY)
    standin.act(there, "approve")
    sync(info.id)
    assert paid(info)


def test_a_failed_attempt_can_be_followed_by_another(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "fail")
    failed = sync(info.id)
    assert (failed.state, failed.failure_code) == (PaymentState.FAILED, "card_declined")
    begin(info)
    second = provider_id(info)
    assert second != there
    standin.act(second, "approve")
    sync(info.id)
    assert told(info) == ["payment.failed", "payment.captured"]
    assert PaymentAttempt.objects.count() == 2


def test_the_buyers_way_back_leaves_the_payment_open(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "cancel")
    assert sync(info.id).failure_code == "cancelled"
    assert begin(info).redirect_url is not None


def test_starting_twice_leads_to_the_same_page(standin: Standin) -> None:
    info = make_payment()
    assert begin(info) == begin(info)
    assert PaymentAttempt.objects.count() == 1
    assert len(standin.payments(last_attempt(info).pk.hex)) == 1


def test_starting_when_all_is_paid_leads_nowhere(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")
    again = begin(info)
    assert (again.state, again.redirect_url) == (PaymentState.CAPTURED, None)


def test_a_provider_is_never_called_inside_a_write() -> None:
    info = make_payment()
    with pytest.raises(RuntimeError), write(guest()):
        begin(info)
    assert PaymentAttempt.objects.count() == 0


UNKNOWN_THOUGH_DONE = ["timeout_after", "error_after", "cut_after", "slow_drip"]
UNKNOWN_NOT_DONE = ["timeout_before", "error_before", "cut_before"]


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "ANSWER_SECONDS", 0.4)
    monkeypatch.setattr(calling, "READ_SECONDS", 0.4)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("fault", UNKNOWN_THOUGH_DONE + UNKNOWN_NOT_DONE)
def test_an_unknown_beginning_is_confirming_and_then_found_out(standin: Standin, fault: str) -> None:
    info = make_payment()
    standin.fault(fault, "payments.create", seconds=1.5 if "timeout" in fault else None)
    begun_now = begin(info)
    assert (begun_now.state, begun_now.redirect_url) == (PaymentState.CONFIRMING, None)
    assert told(info) == []
    run_jobs_after(timedelta(seconds=30))
    assert payment(info.id).state is PaymentState.PENDING
    assert len(standin.payments(last_attempt(info).pk.hex)) == 1
    standin.act(provider_id(info), "approve")
    sync(info.id)
    assert paid(info)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("fault", UNKNOWN_THOUGH_DONE + UNKNOWN_NOT_DONE)
def test_an_unknown_capture_is_never_shown_as_failed_and_taken_once(standin: Standin, fault: str) -> None:
    info, there = begun()
    standin.act(there, "approve")
    standin.fault(fault, "payments.capture", seconds=1.5 if "timeout" in fault else None)
    with pytest.raises(Unavailable):
        sync(info.id)
    assert payment(info.id).state is PaymentState.AUTHORIZED
    run_jobs_after(timedelta(seconds=30))
    assert paid(info)
    assert standin.payment(there)["amount_captured"] == 4950
    assert told(info) == ["payment.captured"]


def test_a_capture_the_provider_declines_lets_the_buyer_try_again(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")
    standin.fault("declined", "payments.capture")
    assert sync(info.id).state is PaymentState.FAILED
    assert standin.payment(there)["state"] == "cancelled"
    assert begin(info).redirect_url is not None


def test_a_payment_of_another_sum_is_refused_and_reported(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")
    standin.fault("wrong_amount", "payments.get")
    assert sync(info.id).state is PaymentState.PENDING
    incident = Incident.objects.get()
    assert (incident.kind, incident.subject, incident.amount) == ("amount_differs", there, 4951)
    assert told(info) == []
    sync(info.id)
    assert paid(info)


def test_a_refusal_to_begin_is_a_failed_attempt(standin: Standin) -> None:
    info = make_payment()
    Payment.objects.filter(pk=info.id).update(due_amount=10)
    begun_now = begin(info)
    assert begun_now.state is PaymentState.FAILED
    assert payment(info.id).failure_code == "invalid_parameter"
    assert told(info) == ["payment.failed"]


def test_with_the_provider_down_other_ways_stay_and_nothing_is_lost(standin: Standin) -> None:
    standin.fault("error_before", count=100)
    infos = [make_payment() for _ in range(5)]
    for info in infos:
        assert begin(info).state is PaymentState.CONFIRMING
    assert enabled_methods(yen(1000)) == []
    with pytest.raises(Unavailable):
        begin(make_payment())
    standin.control("DELETE", "faults", None)
    provider_circuit_pause_over()
    assert len(enabled_methods(yen(1000))) == 3
    run_jobs_after(timedelta(minutes=1))
    assert {payment(info.id).state for info in infos} == {PaymentState.PENDING}


def provider_circuit_pause_over() -> None:
    cast("SandboxProvider", provider("sandbox")).circuit.reset()


def test_a_payment_nobody_makes_expires_here_and_there(standin: Standin) -> None:
    info, there = begun()
    run_jobs_after(timedelta(minutes=62))
    assert payment(info.id).state is PaymentState.EXPIRED
    assert standin.payment(there)["state"] == "cancelled"
    assert told(info) == ["payment.expired"]


def test_money_found_at_the_last_moment_is_not_lost(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    standin.act(there, "pay_konbini")
    run_jobs_after(timedelta(days=5))
    assert paid(info)
    assert told(info) == ["payment.captured"]


def test_an_expiry_that_cannot_reach_the_provider_waits(standin: Standin) -> None:
    info, _ = begun()
    standin.fault("error_before", count=3)
    run_jobs_after(timedelta(minutes=62))
    assert payment(info.id).state is PaymentState.PENDING
    standin.control("DELETE", "faults", None)
    run_jobs_after(timedelta(minutes=65))
    assert payment(info.id).state is PaymentState.EXPIRED


def test_a_cancelled_payment_is_called_off_at_the_provider(standin: Standin) -> None:
    info, there = begun()
    assert cancel(info.id, actor=guest()).state is PaymentState.CANCELLED
    run_due()
    assert standin.payment(there)["state"] == "cancelled"
    with pytest.raises(Conflict):
        begin_expired = Payment.objects.get(pk=info.id)
        cancel_paid(begin_expired)


def cancel_paid(row: Payment) -> None:
    Payment.objects.filter(pk=row.pk).update(state=PaymentState.AUTHORIZED)
    cancel(row.pk, actor=guest())


def test_a_card_approved_after_the_buyer_cancelled_is_let_go(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")
    cancel(info.id, actor=guest())
    run_due()
    found = standin.payment(there)
    assert (found["state"], found["amount_captured"]) == ("cancelled", 0)
    assert payment(info.id).state is PaymentState.CANCELLED
    assert Incident.objects.count() == 0


def test_a_till_that_reports_after_the_end_gives_money_without_an_order(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    standin.act(there, "pay_konbini")
    cancel(info.id, actor=guest())
    run_due()
    found = payment(info.id)
    assert (found.state, found.captured) == (PaymentState.ORPHANED, yen(4950))
    assert told(info) == ["payment.cancelled", "payment.orphaned"]
    assert Incident.objects.get().kind == "money_without_order"
    assert found.refund_requested == yen(0)


def test_paypay_money_after_the_end_goes_back_by_itself(standin: Standin) -> None:
    info, there = begun(PaymentMethod.PAYPAY)
    standin.act(there, "approve")
    sync_to_capture_then_cancel(info)
    run_due()
    found = payment(info.id)
    assert (found.state, found.refunded) == (PaymentState.REFUNDED, yen(4950))
    assert standin.payment(there)["amount_refunded"] == 4950


def sync_to_capture_then_cancel(info: PaymentInfo) -> None:
    """The money is taken at the provider by us, and the order ends before we have noted it."""
    attempt = last_attempt(info)
    desk, account = desk_of(attempt.payment)
    desk.capture(account, attempt.provider_payment_id, key=f"{attempt.pk.hex}.capture")
    cancel(info.id, actor=guest())


def test_an_attempt_that_never_arrived_is_let_go_after_the_end(standin: Standin) -> None:
    info = make_payment()
    standin.fault("error_before", "payments.create")
    begin(info)
    cancel(info.id, actor=guest())
    run_due()
    assert last_attempt(info).state == AttemptState.SENDING
    run_jobs_after(timedelta(minutes=15))
    assert last_attempt(info).state == AttemptState.FAILED
    assert standin.payments(last_attempt(info).pk.hex) == []
    assert payment(info.id).state is PaymentState.CANCELLED


def test_a_start_after_the_deadline_is_refused() -> None:
    info = make_payment()
    with clock_shifted(timedelta(minutes=61)), pytest.raises(Conflict):
        begin(info)
    assert PaymentAttempt.objects.count() == 0
