"""kill -9 around every call to the provider: another process finds the one truth, money moves once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.db import connection

from noren.kernel.actors import guest
from noren.kernel.clock import clock_shifted
from noren.kernel.money import yen
from noren.payments.later import follow
from noren.payments.models import Incident
from noren.payments.selectors import payment, refunds_of
from noren.payments.services.end import cancel
from noren.payments.services.refund import request_refund
from noren.payments.services.sync import sync
from noren.payments.states import PaymentState, RefundState
from noren.payments.tests.dying import KILLED
from noren.payments.tests.factories import SETUP, make_payment
from noren.payments.tests.standin import Standin, begin, begun, last_attempt, provider_id
from noren.payments.types import PaymentInfo
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.settlement.selectors import balances, verify_ledger
from noren.settlement.types import LedgerAccount
from noren.shops.tests.factories import make_shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]


@pytest.fixture(autouse=True)
def shop_id(standin: Standin) -> Iterator[UUID]:
    made = make_shop()
    with shop_scope(made.id):
        standin.accept()
        yield made.id


def database_url() -> str:
    """Return the address of the tests' own database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite://{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def kill(standin: Standin, shop_id: UUID, info: PaymentInfo, point: str, *, during: str) -> None:
    """Run `during` in a process of its own that dies at `point`."""
    command = [sys.executable, "-m", "noren.payments.tests.dying"]
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    ended = subprocess.run(
        [*command, str(shop_id), str(info.id), point, standin.url, during],
        env=environment,
        timeout=60,
        check=False,
    )
    assert ended.returncode == KILLED, "it was to die, not to end"


def later() -> None:
    """What the workers do once the lease of the dead one is over."""
    with clock_shifted(timedelta(minutes=4)):
        run_due()


def told(info: PaymentInfo, name: str) -> int:
    return OutboxEvent.objects.filter(subject_id=info.id, name=name).count()


@pytest.mark.parametrize("point", ["before_create", "after_create"])
def test_killed_around_the_beginning(standin: Standin, shop_id: UUID, point: str) -> None:
    info = make_payment()
    kill(standin, shop_id, info, point, during="start")
    assert payment(info.id).state is PaymentState.CONFIRMING
    assert begin(info).state is PaymentState.PENDING
    assert len(standin.payments(last_attempt(info).pk.hex)) == 1


def test_killed_before_the_beginning_with_nobody_coming_back(standin: Standin, shop_id: UUID) -> None:
    info = make_payment()
    kill(standin, shop_id, info, "before_create", during="start")
    with clock_shifted(timedelta(hours=2)):
        run_due()
    assert payment(info.id).state is PaymentState.EXPIRED
    assert standin.payments(last_attempt(info).pk.hex) == []
    assert told(info, "payment.expired") == 1


@pytest.mark.parametrize("point", ["before_capture", "after_capture", "inside_the_write_of_the_capture"])
@pytest.mark.parametrize("during", ["sync", "work"])
def test_killed_around_the_capture(standin: Standin, shop_id: UUID, point: str, during: str) -> None:
    info, there = begun()
    standin.act(there, "approve")
    with clock_shifted(timedelta(seconds=-60)):
        begin_follow_now(info)
    kill(standin, shop_id, info, point, during=during)
    assert payment(info.id).state is PaymentState.AUTHORIZED
    assert told(info, "payment.captured") == 0
    later()
    assert payment(info.id).state is PaymentState.CAPTURED
    assert standin.payment(there)["amount_captured"] == 4950
    assert told(info, "payment.captured") == 1
    assert balances()[LedgerAccount.PROVIDER] == yen(4950)
    assert verify_ledger().problems == ()


def begin_follow_now(info: PaymentInfo) -> None:
    """Make the job that follows the attempt due at once."""
    follow(last_attempt(info).pk, after=timedelta(0))


@pytest.mark.parametrize("point", ["before_refund", "after_refund", "inside_the_write_of_the_refund"])
def test_killed_around_a_refund(standin: Standin, shop_id: UUID, point: str) -> None:
    info, there = begun()
    standin.act(there, "approve")
    sync(info.id)
    run_due()
    request_refund(info.id, amount=yen(950), reason="返品", key="k", actor=SETUP)
    kill(standin, shop_id, info, point, during="work")
    assert [refund.state for refund in refunds_of(info.id)] == [RefundState.SENT]
    later()
    assert [refund.state for refund in refunds_of(info.id)] == [RefundState.CONFIRMED]
    assert standin.payment(there)["amount_refunded"] == 950
    assert told(info, "refund.confirmed") == 1
    assert balances()[LedgerAccount.PROVIDER] == yen(4000)
    assert Incident.objects.count() == 0


@pytest.mark.parametrize("point", ["before_cancel", "after_cancel"])
def test_killed_while_calling_a_payment_off(standin: Standin, shop_id: UUID, point: str) -> None:
    info, there = begun()
    cancel(info.id, actor=guest())
    kill(standin, shop_id, info, point, during="work")
    later()
    assert standin.payment(there)["state"] == "cancelled"
    assert payment(info.id).state is PaymentState.CANCELLED
    assert provider_id(info) == there
