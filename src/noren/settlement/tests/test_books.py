"""The books add up whatever happens to a shop's money: a state machine that plays shop."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import DataObject

from noren.kernel.clock import clock_at
from noren.kernel.ids import uuid7
from noren.kernel.money import Money, yen
from noren.payments.models import Payment
from noren.payments.tests.factories import accept, make_payment
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.settlement.selectors import balances, verify_ledger
from noren.settlement.services.sales import post_captured, post_completed, post_orphaned, post_refunded
from noren.settlement.types import LedgerAccount, Rate
from noren.shops.tests.factories import make_shop

NOVEMBER = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def taken(amount: int, method: PaymentMethod) -> PaymentInfo:
    info = make_payment(method, amount=yen(amount))
    Payment.objects.filter(pk=info.id).update(captured_at=NOVEMBER)
    return info


class Books(RuleBasedStateMachine):
    """Money taken, given back in parts, completed, orphaned, in any order, with news told twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[PaymentInfo, int]] = []
        self.captured: dict[UUID, int] = {}
        self.refunds: dict[UUID, list[tuple[UUID, int]]] = {}
        self.completed: set[UUID] = set()
        self.orphans: set[UUID] = set()

    @initialize()
    def open_shop(self) -> None:
        self.scope = shop_scope(make_shop().id)
        self.scope.__enter__()
        accept(PaymentMethod.BANK_TRANSFER, PaymentMethod.CARD)

    def teardown(self) -> None:
        self.scope.__exit__(None, None, None)

    @rule(amount=st.integers(50, 2_000_000), by_hand=st.booleans())
    def order(self, amount: int, by_hand: bool) -> None:
        method = PaymentMethod.BANK_TRANSFER if by_hand else PaymentMethod.CARD
        self.open.append((taken(amount, method), amount))

    @rule(data=st.data(), twice=st.booleans(), late=st.booleans())
    def capture(self, data: DataObject, twice: bool, late: bool) -> None:
        waiting = [pair for pair in self.open if pair[0].id not in self.captured]
        if waiting:
            info, amount = data.draw(st.sampled_from(waiting))
            late = late and info.id not in self.completed
            for _ in range(1 + twice):
                (post_orphaned if late else post_captured)(info.id, amount=yen(amount))
            self.captured[info.id] = amount
            self.orphans |= {info.id} if late else set()

    @rule(data=st.data(), twice=st.booleans())
    def refund(self, data: DataObject, twice: bool) -> None:
        left = {key: amount - self.refunded(key) for key, amount in self.captured.items()}
        open_ones = [key for key, amount in left.items() if amount]
        if open_ones:
            key = data.draw(st.sampled_from(open_ones))
            amount, refund_id = data.draw(st.integers(1, left[key])), uuid7()
            for _ in range(1 + twice):
                post_refunded(key, refund_id=refund_id, amount=yen(amount))
            self.refunds.setdefault(key, []).append((refund_id, amount))

    @rule(data=st.data())
    def complete(self, data: DataObject) -> None:
        if self.open:
            info, _ = data.draw(st.sampled_from(self.open))
            post_completed(info.payable.id)
            if info.id not in self.orphans:
                self.completed.add(info.id)

    def refunded(self, key: UUID) -> int:
        return sum(amount for _, amount in self.refunds.get(key, []))

    def kept(self, *, orphans: bool, by_hand: bool | None = None) -> dict[UUID, int]:
        methods = {info.id: info.method.by_hand for info, _ in self.open}
        return {
            key: amount - self.refunded(key)
            for key, amount in self.captured.items()
            if (key in self.orphans) is orphans and by_hand in (None, methods[key])
        }

    @invariant()
    def adds_up(self) -> None:
        if not hasattr(self, "scope"):
            return
        assert verify_ledger().problems == ()
        stand = balances()
        assert sum(amount.amount for amount in stand.values()) == 0
        sales, cards = self.kept(orphans=False), self.kept(orphans=False, by_hand=False)
        final = {key: amount for key, amount in sales.items() if key in self.completed}
        assert stand[LedgerAccount.SALES_FINAL] == yen(-sum(final.values()))
        assert stand[LedgerAccount.SALES_OPEN] == yen(-(sum(sales.values()) - sum(final.values())))
        assert stand[LedgerAccount.SUSPENSE] == yen(-sum(self.kept(orphans=True).values()))
        assert stand[LedgerAccount.SALES_FEE] == self.fees(final, Rate(250))
        assert stand[LedgerAccount.PAYMENT_FEE] == self.fees(cards, Rate(330))
        money = stand[LedgerAccount.PROVIDER] + stand[LedgerAccount.RECEIVED]
        assert money.amount == sum(self.captured.values()) - sum(map(self.refunded, self.captured))

    @staticmethod
    def fees(amounts: dict[UUID, int], rate: Rate) -> Money:
        return yen(sum(rate.of(yen(amount)).amount for amount in amounts.values()))


@pytest.mark.django_db
def test_the_books_add_up_whatever_happens() -> None:
    with clock_at(NOVEMBER):
        run_state_machine_as_test(
            Books,
            settings=settings(
                max_examples=8,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
