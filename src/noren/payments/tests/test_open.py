"""Opening payments, and the ways to pay that are offered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from noren.kernel.actors import guest
from noren.kernel.clock import clock_at
from noren.kernel.errors import Conflict, InvalidInput
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.payments.models import Payment
from noren.payments.selectors import enabled_methods, instructions, payment_for
from noren.payments.services.end import cancel, record_received
from noren.payments.services.open import open_payment
from noren.payments.states import PaymentState
from noren.payments.tests.factories import BANK, SETUP, accept, make_payment
from noren.payments.types import Payable, PaymentMethod
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


def announced() -> list[str]:
    names = OutboxEvent.objects.filter(name__regex="^(payment|refund)").order_by("id")
    return list(names.values_list("name", flat=True))


def test_a_bank_transfer_is_awaited_until_the_end_of_the_seventh_day_in_japan() -> None:
    accept(PaymentMethod.BANK_TRANSFER)
    with clock_at(datetime(2026, 11, 20, 16, 0, tzinfo=UTC)):  # 01:00 on the 21st in Japan
        info = make_payment(PaymentMethod.BANK_TRANSFER)
    assert info.state is PaymentState.PENDING
    assert info.expires_at == datetime(2026, 11, 28, 14, 59, 59, tzinfo=UTC)
    told = instructions(info)
    assert told is not None
    assert told.bank_account == BANK
    assert announced() == ["payment.pending"]


def test_cash_on_delivery_never_expires() -> None:
    accept(PaymentMethod.CASH_ON_DELIVERY)
    info = make_payment(PaymentMethod.CASH_ON_DELIVERY)
    assert (info.state, info.expires_at) == (PaymentState.PENDING, None)
    assert announced() == []


def test_one_order_has_one_payment() -> None:
    accept(PaymentMethod.BANK_TRANSFER)
    payable = Payable("order", uuid7(), "KH-7")
    open_payment(payable, amount=yen(100), method=PaymentMethod.BANK_TRANSFER, actor=guest())
    with pytest.raises(IntegrityError):
        open_payment(payable, amount=yen(100), method=PaymentMethod.BANK_TRANSFER, actor=guest())


@pytest.mark.parametrize("method", list(PaymentMethod))
def test_a_method_the_shop_does_not_take_is_refused(method: PaymentMethod) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_payment(method)
    assert [problem.code for problem in refused.value.problems] == ["method_not_offered"]
    assert Payment.objects.count() == 0


def test_money_received_by_hand_must_be_the_sum_due_and_counts_once() -> None:
    accept(PaymentMethod.BANK_TRANSFER)
    info = make_payment(PaymentMethod.BANK_TRANSFER)
    with pytest.raises(InvalidInput):
        record_received(info.id, amount=yen(4949), actor=SETUP)
    unchanged = payment_for(info.payable.id)
    assert unchanged == info
    done = record_received(info.id, amount=yen(4950), actor=SETUP)
    assert (done.state, done.captured) == (PaymentState.CAPTURED, yen(4950))
    with pytest.raises(Conflict):
        record_received(info.id, amount=yen(4950), actor=SETUP)
    assert announced() == ["payment.pending", "payment.captured"]


def test_money_that_comes_after_the_end_is_kept_apart_for_a_person() -> None:
    accept(PaymentMethod.BANK_TRANSFER)
    info = make_payment(PaymentMethod.BANK_TRANSFER)
    assert cancel(info.id, actor=guest()).state is PaymentState.CANCELLED
    late = record_received(info.id, amount=yen(4950), actor=SETUP)
    assert (late.state, late.captured) == (PaymentState.ORPHANED, yen(4950))
    assert announced() == ["payment.pending", "payment.cancelled", "payment.orphaned", "payment.incident"]


def test_a_paid_payment_can_not_be_cancelled() -> None:
    accept(PaymentMethod.CASH_ON_DELIVERY)
    info = make_payment(PaymentMethod.CASH_ON_DELIVERY)
    paid = record_received(info.id, amount=yen(4950), actor=SETUP)
    with pytest.raises(Conflict):
        cancel(info.id, actor=guest())
    assert payment_for(info.payable.id) == paid


def test_only_ways_that_fit_the_sum_and_work_are_offered() -> None:
    accept(PaymentMethod.BANK_TRANSFER, PaymentMethod.CASH_ON_DELIVERY, fee_amount=330)
    offers = enabled_methods(yen(1000))
    assert [(offer.method, offer.fee) for offer in offers] == [
        (PaymentMethod.BANK_TRANSFER, yen(330)),
        (PaymentMethod.CASH_ON_DELIVERY, yen(330)),
    ]
    assert offers[1].when_text == "商品のお受け取り時にお支払いください。"
    assert [offer.method for offer in enabled_methods(yen(300_000))] == [PaymentMethod.BANK_TRANSFER]
