"""Real threads on a real database: two staff, two tabs, webhook and return page at once."""

from __future__ import annotations

import contextvars
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.db import connections

from noren.kernel.errors import Conflict, NorenError
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.payments.models import Payment, PaymentAttempt, Refund
from noren.payments.selectors import payment
from noren.payments.services.end import expire
from noren.payments.services.refund import request_refund
from noren.payments.services.send_refund import send
from noren.payments.services.sync import sync
from noren.payments.states import PaymentState
from noren.payments.tests.factories import SETUP, make_payment
from noren.payments.tests.standin import Standin, begin, begun, last_attempt, provider_id
from noren.payments.types import PaymentInfo
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.settlement.models import LedgerTransaction
from noren.settlement.selectors import balances, verify_ledger
from noren.settlement.services.sales import post_captured, post_refunded
from noren.settlement.types import LedgerAccount
from noren.shops.tests.factories import make_shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


@pytest.fixture(autouse=True)
def _shop(standin: Standin) -> Iterator[None]:
    with shop_scope(make_shop().id):
        standin.accept()
        yield


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """Run all acts at the same moment, each in a thread of its own; count how they ended."""
    barrier, ends = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=20)
            act()
            ends.append("done")
        except NorenError as error:
            ends.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=contextvars.copy_context().run, args=(run, act)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(ends) == len(acts), "a thread died of something unexpected"
    return Counter(ends)


def told(info: PaymentInfo, name: str) -> int:
    return OutboxEvent.objects.filter(subject_id=info.id, name=name).count()


@pytest.fixture
def paid(standin: Standin) -> PaymentInfo:
    info, there = begun()
    standin.act(there, "approve")
    return sync(info.id)


def test_refunds_by_many_at_once_never_exceed_what_was_taken(standin: Standin, paid: PaymentInfo) -> None:
    def ask(key: str) -> Callable[[], object]:
        return lambda: request_refund(paid.id, amount=yen(1000), reason="返品", key=key, actor=SETUP)

    assert at_once(*(ask(f"k{number}") for number in range(8))) == {"done": 4, "Conflict": 4}
    assert payment(paid.id).refund_requested == yen(4000)
    assert Refund.objects.count() == 4
    run_due()
    assert standin.payment(provider_id(paid))["amount_refunded"] == 4000
    assert payment(paid.id).refunded == yen(4000)


def test_one_refund_pressed_twice_is_one(paid: PaymentInfo) -> None:
    def ask() -> object:
        return request_refund(paid.id, amount=yen(4000), reason="返品", key="same", actor=SETUP)

    assert at_once(ask, ask, ask, ask) == {"done": 4}
    assert Refund.objects.count() == 1
    assert payment(paid.id).refund_requested == yen(4000)


def test_two_workers_send_one_refund_once(standin: Standin, paid: PaymentInfo) -> None:
    refund = request_refund(paid.id, amount=yen(950), reason="返品", key="k", actor=SETUP)
    at_once(*([lambda: send(refund.id)] * 4))
    assert standin.payment(provider_id(paid))["amount_refunded"] == 950
    assert payment(paid.id).refunded == yen(950)
    assert told(paid, "refund.confirmed") == 1


def test_return_page_webhook_and_job_at_once_take_the_money_once(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")
    assert at_once(*([lambda: sync(info.id)] * 6)) == {"done": 6}
    assert payment(info.id).state is PaymentState.CAPTURED
    assert standin.payment(there)["amount_captured"] == 4950
    assert told(info, "payment.captured") == 1


def test_two_tabs_begin_one_attempt(standin: Standin) -> None:
    info = make_payment()
    at_once(*([lambda: begin(info)] * 6))
    assert PaymentAttempt.objects.count() == 1
    assert payment(info.id).state is PaymentState.PENDING
    assert len(standin.payments(last_attempt(info).pk.hex)) == 1


def test_expiry_and_payment_at_the_same_moment_have_one_winner(standin: Standin) -> None:
    for _ in range(5):
        info, there = begun()
        standin.act(there, "approve")
        at_once(partial(sync, info.id), partial(expire, info.id, actor=SETUP))
        run_due()
        found, real = payment(info.id), standin.payment(there)
        if found.state is PaymentState.CAPTURED:
            assert real["amount_captured"] == 4950
            assert told(info, "payment.expired") == 0
        else:
            assert found.state is PaymentState.EXPIRED
            assert (real["state"], real["amount_captured"]) == ("cancelled", 0)
            assert told(info, "payment.captured") == 0


def test_the_ledger_posts_each_fact_once_whoever_tells_it(paid: PaymentInfo) -> None:
    run_due()
    refunds = [uuid7() for _ in range(3)]

    def give_back(number: int) -> Callable[[], object]:
        return lambda: post_refunded(paid.id, refund_id=refunds[number % 3], amount=yen(1000))

    acts = [give_back(number) for number in range(6)]
    at_once(*acts, lambda: post_captured(paid.id, amount=yen(4950)))
    assert LedgerTransaction.objects.count() == 4
    assert verify_ledger().problems == ()
    assert balances()[LedgerAccount.PROVIDER] == yen(1950)
    assert balances()[LedgerAccount.PAYMENT_FEE] == yen(64)


def test_a_refused_refund_changes_nothing(paid: PaymentInfo) -> None:
    before = Payment.objects.values().get()
    with pytest.raises(Conflict):
        request_refund(paid.id, amount=yen(4951), reason="返品", key="k", actor=SETUP)
    assert Payment.objects.values().get() == before
