"""Random acts from both sides, the provider and the clock, in any order: what must hold after each of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from noren.inventory.models import StockLevel, StockMovement
from noren.inventory.tests.factories import stocked_variant
from noren.kernel.actors import system
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import NorenError
from noren.kernel.money import yen
from noren.orders.models import DailySales, Order, OrderHistory, OrderLine, OrderRefund
from noren.orders.services.cancel import cancel, cancel_by_buyer
from noren.orders.services.confirm import confirm
from noren.orders.services.deliver import confirm_receipt, mark_delivered
from noren.orders.services.pay import record_payment
from noren.orders.services.refund import record_refund_by_hand, refund, retry_refund
from noren.orders.services.ship import ship
from noren.orders.states import LINE_STATES, LineState, RefundState, desk_of, order_state
from noren.orders.tests.factories import BUYER, STAFF, Wanted, make_order
from noren.orders.types import CancelReason, RefundReason
from noren.payments.events import PaymentCaptured, PaymentOrphaned
from noren.payments.models import Payment, Refund
from noren.payments.services.end import expire as expire_payment
from noren.payments.services.moves import locked, move
from noren.payments.services.refund import confirm as confirm_refund
from noren.payments.services.refund import refuse
from noren.payments.states import PaymentState
from noren.payments.types import PaymentMethod
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import run_due
from noren.platform.tenancy import scope
from noren.platform.transactions.write import write
from noren.shops.tests.factories import make_shop

PIECES = 20
METHODS = st.sampled_from([PaymentMethod.CARD, PaymentMethod.BANK_TRANSFER, PaymentMethod.CASH_ON_DELIVERY])
COUNTS = st.integers(min_value=0, max_value=4)


class OrderMachine(RuleBasedStateMachine):
    """One order of two lines, acted on by buyer, shop, provider and clock."""

    @initialize(
        method=METHODS, first=st.integers(1, 4), second=st.integers(1, 4), discount=st.integers(0, 999)
    )
    def place(self, method: PaymentMethod, first: int, second: int, discount: int) -> None:
        self.transaction = transaction.atomic()
        self.transaction._from_testcase = True  # type: ignore[attr-defined]
        self.transaction.__enter__()
        self.token = scope._current.set(make_shop(actor=system("tests")).id)
        self.variants = [stocked_variant(PIECES), stocked_variant(PIECES)]
        wanted = [Wanted(self.variants[0], first, unit=yen(997)), Wanted(self.variants[1], second, rate=80)]
        self.order_id = make_order(wanted, method=method, discount=yen(discount)).id
        self.lines = list(OrderLine.objects.order_by("position").values_list("id", flat=True))

    def teardown(self) -> None:
        if hasattr(self, "token"):
            scope._current.reset(self.token)
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    @rule()
    def news_arrive(self) -> None:
        run_due()

    @rule()
    def provider_takes_the_money(self) -> None:
        with write(STAFF) as change:
            payment = self._payment()
            if payment.provider == "by_hand" or payment.state == PaymentState.CAPTURED:
                return
            facts = (payment.pk, "order", self.order_id, payment.due_amount, "JPY")
            values = {"captured_amount": payment.due_amount}
            if move(change, payment, PaymentState.CAPTURED, **values):
                change.publish(PaymentCaptured(*facts))
            elif move(change, payment, PaymentState.ORPHANED, **values):
                change.publish(PaymentOrphaned(*facts))

    @rule()
    def payment_runs_out(self) -> None:
        self._try(lambda: expire_payment(self._payment().pk, actor=STAFF))

    @rule()
    def shop_notes_the_money(self) -> None:
        self._try(lambda: record_payment(self.order_id, actor=STAFF))

    @rule()
    def shop_confirms(self) -> None:
        self._try(lambda: confirm(self.order_id, actor=STAFF))

    @rule(first=COUNTS, second=COUNTS)
    def shop_ships(self, first: int, second: int) -> None:
        chosen = dict(zip(self.lines, (first, second), strict=True))
        self._try(lambda: ship(self.order_id, carrier="yamato", quantities=chosen, actor=STAFF))

    @rule()
    def shop_ships_the_rest(self) -> None:
        self._try(lambda: ship(self.order_id, carrier="yamato", actor=STAFF))

    @rule(first=COUNTS, second=COUNTS)
    def shop_cancels_a_part(self, first: int, second: int) -> None:
        chosen = dict(zip(self.lines, (first, second), strict=True))
        reason = CancelReason.SOLD_OUT
        self._try(lambda: cancel(self.order_id, reason=reason, quantities=chosen, actor=STAFF))

    @rule()
    def shop_cancels_the_rest(self) -> None:
        self._try(lambda: cancel(self.order_id, reason=CancelReason.BUYER_ASKED, actor=STAFF))

    @rule()
    def buyer_cancels(self) -> None:
        self._try(lambda: cancel_by_buyer(self.order_id, reason=CancelReason.OTHER, actor=BUYER))

    @rule()
    def parcels_arrive(self) -> None:
        self._try(lambda: mark_delivered(self.order_id, actor=STAFF))

    @rule()
    def buyer_confirms_receipt(self) -> None:
        self._try(lambda: confirm_receipt(self.order_id, actor=BUYER))

    @rule()
    def two_weeks_pass(self) -> None:
        with clock_shifted(timedelta(days=16)):
            run_due()

    @rule(amount=st.integers(1, 3000))
    def shop_refunds(self, amount: int) -> None:
        reason = RefundReason.GOODWILL
        self._try(lambda: refund(self.order_id, amount=yen(amount), reason=reason, actor=STAFF))

    @rule(works=st.booleans())
    def provider_answers_refunds(self, works: bool) -> None:
        for row in Refund.objects.filter(state="requested").exclude(payment__provider="by_hand"):
            with write(STAFF) as change:
                payment = locked(row.payment_id)
                if works:
                    Refund.objects.filter(pk=row.pk).update(state="confirmed")
                    confirm_refund(change, payment, row)
                else:
                    refuse(change, payment, row, "closed_account")

    @rule()
    def shop_sees_to_refunds(self) -> None:
        for row in OrderRefund.objects.all():
            act = retry_refund if row.state == RefundState.FAILED else record_refund_by_hand
            self._try(lambda act=act, row=row: act(row.pk, actor=STAFF))  # type: ignore[misc]

    @invariant()
    def every_handler_worked(self) -> None:
        if hasattr(self, "order_id"):
            assert not Job.objects.filter(last_error__gt="").exclude(task__contains="noren.payments").exists()

    @invariant()
    def the_order_follows_from_its_lines(self) -> None:
        if not hasattr(self, "order_id"):
            return
        order, lines = self._order()
        assert order.state == order_state(LineState(line.state) for line in lines)
        door = order.payment_method == PaymentMethod.CASH_ON_DELIVERY
        assert order.desk == desk_of(LineState(order.state), paid_at_the_door=door)

    @invariant()
    def no_state_without_its_history(self) -> None:
        if not hasattr(self, "order_id"):
            return
        order, lines = self._order()
        for line in lines:
            rows = OrderHistory.objects.filter(line=line).exclude(new_state="").order_by("id")
            path = [LineState(row.new_state) for row in rows]
            assert path[0] is LINE_STATES.initial
            assert path[-1] == line.state
            assert all(LINE_STATES.allows(old, new) for old, new in pairwise(path))
        heads = OrderHistory.objects.filter(order=order, line=None).order_by("id")
        states = [(row.old_state, row.new_state) for row in heads]
        assert all(before[1] == after[0] for before, after in pairwise(states))
        assert states[-1][1] == order.state

    @invariant()
    def the_money_adds_up(self) -> None:
        if not hasattr(self, "order_id"):
            return
        order, lines = self._order()
        goods = sum(line.remaining_amount for line in lines)
        extras = order.remaining_shipping_amount + order.remaining_fee_amount
        assert order.remaining_amount == goods + extras - order.allowance_amount >= 0
        held = order.paid_amount - order.refund_requested_amount
        failed = sum(row.amount for row in OrderRefund.objects.filter(state=RefundState.FAILED))
        # Money is either still owed, or held to the yen; only a failed refund leaves more in the shop's hands.
        assert 0 <= held <= order.remaining_amount + failed
        assert held in (0, order.remaining_amount + failed) or order.paid_amount == 0
        asked = OrderRefund.objects.exclude(state=RefundState.FAILED)
        assert order.refund_requested_amount == sum(row.amount for row in asked)
        done = OrderRefund.objects.filter(state=RefundState.CONFIRMED)
        assert order.refunded_amount == sum(row.amount for row in done)
        day = DailySales.objects.get()
        assert day.ordered_amount - day.withdrawn_amount == order.remaining_amount

    @invariant()
    def the_stock_is_explained(self) -> None:
        if not hasattr(self, "order_id"):
            return
        order, lines = self._order()
        for variant_id, line in zip(self.variants, lines, strict=True):
            level = StockLevel.objects.get(variant_id=variant_id)
            moves = StockMovement.objects.filter(variant_id=variant_id)
            assert level.available == sum(row.available_delta for row in moves)
            assert level.available + line.remaining_quantity == PIECES
            assert level.reserved == (0 if order.stock_sold else line.remaining_quantity)

    def _order(self) -> tuple[Order, list[OrderLine]]:
        order = Order.objects.get(pk=self.order_id)
        return order, list(order.lines.order_by("position"))

    def _payment(self) -> Payment:
        return Payment.objects.get(payable_id=self.order_id)

    @staticmethod
    def _try(act: Callable[[], object]) -> None:
        with suppress(NorenError):  # Refused: the invariants say whether anything moved.
            act()


@pytest.mark.timeout(400)
@pytest.mark.django_db
def test_orders_hold_under_any_order_of_acts() -> None:
    run_state_machine_as_test(
        OrderMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            # Shrinking would take minutes; the steps of a failure are few enough to read.
            phases=[Phase.explicit, Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
