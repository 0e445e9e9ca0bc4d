"""The ledger: sums to zero, once per fact, fees that follow what the shop keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noren.kernel.clock import clock_at
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.payments.models import Payment
from noren.payments.services.end import record_received
from noren.payments.tests.factories import SETUP, accept, make_payment
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.audit.chain import verify
from noren.platform.jobs.services.run import run_due
from noren.platform.tenancy.scope import shop_scope
from noren.platform.transactions.write import write
from noren.settlement.models import LedgerEntry, LedgerTransaction, Sale
from noren.settlement.selectors import balances, fee_terms, statement, statement_lines, verify_ledger
from noren.settlement.services.fees import begin_campaign
from noren.settlement.services.post import Unbalanced, post
from noren.settlement.services.sales import (
    NotYet,
    post_captured,
    post_completed,
    post_orphaned,
    post_refunded,
)
from noren.settlement.types import LedgerAccount, Month, PostingKind, Rate
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _shop() -> Iterator[None]:
    with shop_scope(make_shop().id), clock_at(NOVEMBER):
        accept(PaymentMethod.BANK_TRANSFER, PaymentMethod.CARD)
        yield


def taken(amount: int = 10_000, method: PaymentMethod = PaymentMethod.CARD) -> PaymentInfo:
    info = make_payment(method, amount=yen(amount))
    Payment.objects.filter(pk=info.id).update(captured_at=NOVEMBER)
    return info


def entries() -> list[dict[str, int]]:
    return [
        {entry.account: entry.amount for entry in row.entries.all()}
        for row in LedgerTransaction.objects.order_by("id")
    ]


def test_a_sale_from_capture_to_completion() -> None:
    info = taken(10_000)
    post_captured(info.id, amount=yen(10_000))
    post_completed(info.payable.id)
    assert entries() == [
        {"provider": 10_000, "sales_open": -10_000, "payment_fee": 330, "platform": -330},
        {"sales_open": 10_000, "sales_final": -10_000, "sales_fee": 250, "platform": -250},
    ]
    assert verify_ledger().problems == ()


def test_a_refund_takes_its_share_of_the_fees_back_along() -> None:
    info = taken(10_000)
    post_captured(info.id, amount=yen(10_000))
    post_completed(info.payable.id)
    post_refunded(info.id, refund_id=uuid7(), amount=yen(4_001))
    kept = balances()
    assert kept[LedgerAccount.PAYMENT_FEE] == yen(197)  # 5,999 × 3.3 % = 197.967
    assert kept[LedgerAccount.SALES_FEE] == yen(149)  # 5,999 × 2.5 % = 149.975
    assert kept[LedgerAccount.PLATFORM] == yen(-346)
    assert kept[LedgerAccount.SALES_FINAL] == yen(-5_999)
    assert kept[LedgerAccount.PROVIDER] == yen(5_999)


def test_a_whole_refund_leaves_no_fee() -> None:
    info = taken(10_000)
    post_captured(info.id, amount=yen(10_000))
    post_refunded(info.id, refund_id=uuid7(), amount=yen(10_000))
    post_completed(info.payable.id)
    assert set(balances().values()) == {yen(0)}
    assert LedgerTransaction.objects.count() == 2


def test_the_same_fact_told_twice_is_posted_once() -> None:
    info, refund = taken(10_000), uuid7()
    for _ in range(2):
        post_captured(info.id, amount=yen(10_000))
        post_refunded(info.id, refund_id=refund, amount=yen(500))
        post_completed(info.payable.id)
    assert LedgerTransaction.objects.count() == 3
    assert Sale.objects.get().refunded_amount == 500


def test_news_of_a_refund_before_the_money_waits_and_changes_nothing() -> None:
    info = taken()
    with pytest.raises(NotYet):
        post_refunded(info.id, refund_id=uuid7(), amount=yen(500))
    assert LedgerTransaction.objects.count() == 0


def test_cash_noted_after_completion_is_final_at_once() -> None:
    info = taken(3_000, PaymentMethod.BANK_TRANSFER)
    post_completed(info.payable.id)
    post_captured(info.id, amount=yen(3_000))
    assert entries() == [{"received": 3_000, "sales_final": -3_000, "sales_fee": 75, "platform": -75}]


def test_money_without_an_order_stands_apart_and_costs_nothing() -> None:
    info = taken(3_000)
    post_orphaned(info.id, amount=yen(3_000))
    post_completed(info.payable.id)
    assert entries() == [{"provider": 3_000, "suspense": -3_000}]
    assert statement(Month(2026, 11)).suspense == yen(3_000)
    post_refunded(info.id, refund_id=uuid7(), amount=yen(3_000))
    assert set(balances().values()) == {yen(0)}
    assert statement(Month(2026, 11)).sales == yen(0)


def test_a_posting_that_does_not_sum_to_zero_is_stopped() -> None:
    info = taken()
    post_captured(info.id, amount=yen(10_000))
    sale = Sale.objects.get()
    with pytest.raises(Unbalanced), write(SETUP) as change:
        wrong = {LedgerAccount.PROVIDER: yen(5), LedgerAccount.SALES_OPEN: yen(-4)}
        post(change, sale, kind=PostingKind.CAPTURED, source="wrong", entries=wrong)
    assert LedgerTransaction.objects.count() == 1


def test_what_is_posted_can_not_be_changed_and_forgery_is_found() -> None:
    post_captured(taken().id, amount=yen(10_000))
    row, entry = LedgerTransaction.objects.get(), LedgerEntry.objects.filter(account="platform").get()
    for act in (row.save, row.delete, entry.save, entry.delete):
        with pytest.raises(TypeError):
            act()
    LedgerEntry.objects.filter(pk=entry.pk).update(amount=-1)
    report = verify_ledger()
    assert report.problems[0] == f"transaction {row.pk} sums to 329"
    assert len(report.problems) == 2


def test_postings_are_in_the_audit_chain() -> None:
    before = verify().entries
    post_captured(taken().id, amount=yen(10_000))
    report = verify()
    assert (report.broken_at, report.entries) == (None, before + 2)


@pytest.mark.parametrize(
    ("moment", "sales", "payment", "campaign"),
    [
        (datetime(2026, 11, 30, 14, 59, tzinfo=UTC), Rate(), Rate(330), "開店応援"),  # 23:59 on the last day
        (datetime(2026, 11, 30, 15, 0, tzinfo=UTC), Rate(250), Rate(330), ""),  # midnight in Japan
        (datetime(2026, 10, 31, 15, 0, tzinfo=UTC), Rate(), Rate(330), "開店応援"),  # its first minute
        (datetime(2026, 10, 31, 14, 59, tzinfo=UTC), Rate(250), Rate(330), ""),
    ],
)
def test_no_fees_until_the_last_day_of_the_campaign_in_japan(
    moment: datetime, sales: Rate, payment: Rate, campaign: str
) -> None:
    begin_campaign("開店応援", starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30))
    terms = fee_terms(PaymentMethod.CARD, at=moment)
    assert (terms.sales, terms.payment, terms.campaign) == (sales, payment, campaign)


def test_the_day_of_payment_decides_even_when_completion_comes_after_the_campaign() -> None:
    begin_campaign(
        "開店応援", starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30), waives_payment_fee=True
    )
    info = taken(10_000)
    post_captured(info.id, amount=yen(10_000))
    with clock_at(datetime(2026, 12, 9, 3, 0, tzinfo=UTC)):
        post_completed(info.payable.id)
        post_refunded(info.id, refund_id=uuid7(), amount=yen(1_000))
    kept = balances()
    assert kept[LedgerAccount.PLATFORM] == yen(0)
    assert statement(Month(2026, 12)).refunds == yen(1_000)


def test_a_statement_adds_up_and_its_lines_are_its_sums() -> None:
    first, second = taken(10_000), taken(3_333, PaymentMethod.BANK_TRANSFER)
    post_captured(first.id, amount=yen(10_000))
    post_captured(second.id, amount=yen(3_333))
    post_refunded(first.id, refund_id=uuid7(), amount=yen(2_500))
    post_completed(first.payable.id)
    found, lines = statement(Month(2026, 11)), statement_lines(Month(2026, 11))
    assert (found.sales, found.refunds) == (yen(13_333), yen(2_500))
    assert (found.payment_fees, found.sales_fees) == (yen(247), yen(187))
    assert found.net == yen(13_333 - 2_500 - 247 - 187)
    assert sum(line.net.amount for line in lines) == found.net.amount
    assert (found.by_provider, found.by_hand) == (yen(7_500), yen(3_333))
    assert (found.sales_open, found.sales_final) == (yen(3_333), yen(7_500))
    assert found.owed_to_platform == yen(434)
    assert statement(Month(2026, 10)).net == yen(0)


def test_money_without_an_order_is_a_line_that_leaves_the_shop_nothing() -> None:
    sale, late = taken(10_000), taken(5_500)
    post_captured(sale.id, amount=yen(10_000))
    post_orphaned(late.id, amount=yen(5_500))
    lines = statement_lines(Month(2026, 11))
    assert [line.net for line in lines] == [yen(9_670), yen(0)]
    assert lines[1].amount == yen(5_500)
    assert statement(Month(2026, 11)).net == yen(9_670)


def test_lines_come_in_pages() -> None:
    for _ in range(3):
        post_captured(taken(1_000).id, amount=yen(1_000))
    first = statement_lines(Month(2026, 11), limit=2)
    rest = statement_lines(Month(2026, 11), after=first[-1].id, limit=2)
    assert [len(first), len(rest)] == [2, 1]
    assert len({line.id for line in first + rest}) == 3


def test_events_reach_the_ledger_through_the_worker() -> None:
    info = make_payment(PaymentMethod.BANK_TRANSFER, amount=yen(5_000))
    record_received(info.id, amount=yen(5_000), actor=SETUP)
    run_due()
    assert entries() == [{"received": 5_000, "sales_open": -5_000}]


@given(amount=st.integers(1, 9_999_999), basis_points=st.integers(0, 10_000), fixed=st.integers(0, 1_000))
def test_a_fee_is_never_more_than_the_amount_and_grows_with_it(
    amount: int, basis_points: int, fixed: int
) -> None:
    rate = Rate(basis_points, fixed)
    assert 0 <= rate.of(yen(amount)).amount <= amount
    assert rate.of(yen(amount)) <= rate.of(yen(amount + 1))
    assert rate.of(yen(0)) == yen(0)
