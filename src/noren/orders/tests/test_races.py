"""Two people act on one order at the same moment: one of them wins, and what he did stands whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection

from noren.inventory.tests.factories import stocked_variant
from noren.kernel.errors import NorenError
from noren.kernel.money import yen
from noren.orders import selectors
from noren.orders.models import OrderHistory, OrderRefund
from noren.orders.services.cancel import cancel, cancel_by_buyer
from noren.orders.services.confirm import confirm
from noren.orders.services.expire import expire
from noren.orders.services.pay import mark_paid
from noren.orders.services.refund import refund
from noren.orders.services.ship import ship
from noren.orders.states import LineState
from noren.orders.tests.factories import (
    BUYER,
    PROVIDER,
    STAFF,
    Wanted,
    capture,
    make_order,
    paid_order,
    shelf,
)
from noren.orders.types import CancelReason, OrderView, RefundReason
from noren.payments.models import Payment, Refund
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


def together(shop_id: UUID, *acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; return "done" or the refusal's code for each."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            with shop_scope(shop_id):
                start.wait()
                act()
        except NorenError as refusal:
            return refusal.problems[0].code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def seen(order_id: UUID) -> OrderView:
    found = selectors.order(order_id)
    assert found is not None
    return found


def test_the_buyer_cancels_while_the_shop_confirms() -> None:
    shop = make_shop()
    for _ in range(4):
        with shop_scope(shop.id):
            variant = stocked_variant(3)
            order = paid_order([Wanted(variant, 3)])
        results = together(
            shop.id,
            lambda order=order: cancel_by_buyer(order.id, reason=CancelReason.OTHER, actor=BUYER),  # type: ignore[misc]
            lambda order=order: confirm(order.id, actor=STAFF),  # type: ignore[misc]
        )
        assert results.count("done") == 1
        with shop_scope(shop.id):
            view = seen(order.id)
            cancelled = results[0] == "done"
            assert view.state is (LineState.CANCELLED if cancelled else LineState.CONFIRMED)
            assert shelf(variant) == (3 if cancelled else 0)
            assert view.refund_requested == (yen(4730) if cancelled else yen(0))


def test_money_comes_while_the_order_expires() -> None:
    shop = make_shop()
    for _ in range(4):
        with shop_scope(shop.id):
            variant = stocked_variant(3)
            order = make_order([Wanted(variant, 3)])
            Payment.objects.filter(payable_id=order.id).update(state="captured", captured_amount=4730)
        together(
            shop.id,
            lambda order=order: mark_paid(order.id, captured=yen(4730), actor=PROVIDER),  # type: ignore[misc]
            lambda order=order: expire(order.id, actor=PROVIDER),  # type: ignore[misc]
        )
        with shop_scope(shop.id):
            view = seen(order.id)
            assert view.paid == yen(4730)
            kept = view.state is LineState.PAID
            assert kept or view.state is LineState.EXPIRED
            assert (shelf(variant), view.refund_requested) == ((0, yen(0)) if kept else (3, yen(4730)))


def test_news_of_one_payment_by_two_workers_count_once() -> None:
    shop = make_shop()
    with shop_scope(shop.id):
        order = make_order()
        Payment.objects.filter(payable_id=order.id).update(state="captured", captured_amount=4730)
    tell = lambda: mark_paid(order.id, captured=yen(4730), actor=PROVIDER)  # noqa: E731
    assert together(shop.id, tell, tell, tell) == ["done"] * 3
    with shop_scope(shop.id):
        assert seen(order.id).paid == yen(4730)
        assert OrderHistory.objects.filter(order_id=order.id, act="paid", line=None).count() == 1


def test_a_piece_is_shipped_or_cancelled_never_both() -> None:
    shop = make_shop()
    for _ in range(4):
        with shop_scope(shop.id):
            order = paid_order([Wanted(stocked_variant(1), 1)])
            confirm(order.id, actor=STAFF)
        results = together(
            shop.id,
            lambda order=order: ship(order.id, carrier="yamato", actor=STAFF),  # type: ignore[misc]
            lambda order=order: cancel(order.id, reason=CancelReason.SOLD_OUT, actor=STAFF),  # type: ignore[misc]
        )
        assert results.count("done") == 1
        with shop_scope(shop.id):
            line = seen(order.id).lines[0]
            assert (line.shipped_quantity, line.cancelled_quantity) in ((1, 0), (0, 1))


def test_refunds_at_the_same_moment_never_exceed_what_was_paid() -> None:
    shop = make_shop()
    with shop_scope(shop.id):
        order = paid_order()
    give = lambda: refund(order.id, amount=yen(2000), reason=RefundReason.DEFECT, actor=STAFF)  # noqa: E731
    results = together(shop.id, give, give, give, give)
    assert results.count("done") == 2
    with shop_scope(shop.id):
        assert seen(order.id).refund_requested == yen(4000)
        assert OrderRefund.objects.count() == Refund.objects.count() == 2


def test_two_presses_confirm_once() -> None:
    shop = make_shop()
    with shop_scope(shop.id):
        order = make_order()
        capture(order.id)
    press = lambda: confirm(order.id, actor=STAFF)  # noqa: E731
    assert sorted(together(shop.id, press, press)) == ["done", "order_not_confirmable"]
