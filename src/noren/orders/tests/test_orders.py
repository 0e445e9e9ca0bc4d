"""The way of an order, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError

from noren.inventory.tests.factories import stocked_variant
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import Conflict, InvalidInput
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.orders import selectors
from noren.orders.services.cancel import cancel, cancel_by_buyer
from noren.orders.services.confirm import confirm, confirm_many
from noren.orders.services.deliver import confirm_receipt, mark_delivered
from noren.orders.services.expire import expire
from noren.orders.services.find import key_by_email
from noren.orders.services.pay import mark_paid, record_payment
from noren.orders.services.refund import (
    fail_refund,
    record_refund_by_hand,
    refund,
    retry_refund,
    settle_refund,
)
from noren.orders.services.ship import correct_tracking, ship
from noren.orders.states import Desk, LineState
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
from noren.payments.models import Refund
from noren.payments.selectors import payment_for
from noren.payments.states import PaymentState
from noren.payments.types import PaymentMethod
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


def seen(order_id: UUID) -> OrderView:
    found = selectors.order(order_id)
    assert found is not None
    return found


def events(order_id: UUID) -> list[str]:
    rows = OutboxEvent.objects.filter(subject_id=order_id, name__startswith="order.").order_by("id")
    return [row.name for row in rows]


def test_a_new_order_awaits_payment_and_holds_its_stock() -> None:
    variant = stocked_variant(10)
    order = make_order([Wanted(variant, 3)])
    view = seen(order.id)
    assert (view.state, view.desk) == (LineState.AWAITING_PAYMENT, Desk.WAITING)
    assert (view.total, view.remaining, view.outstanding, view.tax) == (
        yen(4730),
        yen(4730),
        yen(4730),
        yen(430),
    )
    assert shelf(variant) == 7
    assert events(order.id) == ["order.placed"]
    assert [act.act for act in view.history] == ["placed"]
    assert len(order.number) <= 15
    assert order.number.isascii()


def test_a_cart_becomes_an_order_once() -> None:
    cart = uuid7()
    make_order(cart_id=cart)
    with pytest.raises(IntegrityError):
        make_order(cart_id=cart)


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        make_order(tax=yen(429))


def test_from_payment_to_completion() -> None:
    variant = stocked_variant(10)
    order = paid_order([Wanted(variant, 3)])
    assert (order.state, order.desk) == (LineState.PAID, Desk.TO_CONFIRM)
    assert confirm(order.id, message="ありがとうございます。", actor=STAFF).desk is Desk.TO_SHIP
    sent = ship(order.id, carrier="yamato", tracking_number="１２３４-5678-9012", actor=STAFF)
    assert (sent.state, sent.desk) == (LineState.SHIPPED, Desk.ON_THE_WAY)
    view = seen(order.id)
    assert view.shipments[0].tracking_number == "1234-5678-9012"
    assert view.history[2].message == "ありがとうございます。"
    assert mark_delivered(order.id, actor=STAFF).state is LineState.DELIVERED
    with clock_shifted(timedelta(days=7, hours=23)):
        run_due()
        assert seen(order.id).state is LineState.DELIVERED
    with clock_shifted(timedelta(days=8, minutes=1)):
        run_due()
    view = seen(order.id)
    assert (view.state, view.desk) == (LineState.COMPLETED, Desk.DONE)
    assert shelf(variant) == 7
    assert events(order.id) == [
        "order.placed", "order.paid", "order.confirmed", "order.shipped", "order.delivered", "order.completed",
    ]  # fmt: skip


def test_a_parcel_nobody_speaks_of_is_taken_as_arrived() -> None:
    order = paid_order()
    confirm(order.id, actor=STAFF)
    ship(order.id, carrier="sagawa", actor=STAFF)
    with clock_shifted(timedelta(days=7, minutes=1)):
        run_due()
        assert seen(order.id).state is LineState.DELIVERED


def test_being_told_of_a_payment_twice_changes_nothing() -> None:
    order = paid_order()
    before = seen(order.id)
    mark_paid(order.id, captured=before.total, actor=PROVIDER)
    assert seen(order.id) == before
    assert events(order.id).count("order.paid") == 1


def test_an_order_for_nothing_is_paid_at_once() -> None:
    order = make_order(discount=yen(3960), shipping=yen(0))
    assert (order.total, order.state, order.desk) == (yen(0), LineState.PAID, Desk.TO_CONFIRM)
    assert confirm(order.id, actor=STAFF).state is LineState.CONFIRMED


def test_the_buyer_cancels_before_the_shop_confirms() -> None:
    variant = stocked_variant(10)
    order = paid_order([Wanted(variant, 3)])
    cancel_by_buyer(order.id, reason=CancelReason.CHANGED_MIND, actor=BUYER)
    view = seen(order.id)
    assert (view.state, view.desk, view.remaining) == (LineState.CANCELLED, Desk.CLOSED, yen(0))
    assert (view.paid, view.refund_requested, view.refunded, view.outstanding) == (
        yen(4730),
        yen(4730),
        yen(0),
        yen(0),
    )
    assert shelf(variant) == 10
    asked = Refund.objects.get()
    assert asked.amount == 4730
    settle_refund(asked.pk, actor=PROVIDER)
    settle_refund(asked.pk, actor=PROVIDER)
    assert seen(order.id).refunded == yen(4730)
    assert events(order.id) == ["order.placed", "order.paid", "order.cancelled", "order.refunded"]


def test_the_buyer_can_not_cancel_what_the_shop_confirmed() -> None:
    variant = stocked_variant(10)
    order = paid_order([Wanted(variant, 3)])
    confirm(order.id, actor=STAFF)
    before = seen(order.id)
    with pytest.raises(Conflict) as refused:
        cancel_by_buyer(order.id, reason=CancelReason.CHANGED_MIND, actor=BUYER)
    assert refused.value.problems[0].code == "order_confirmed_already"
    assert seen(order.id) == before
    assert shelf(variant) == 7


def test_an_unpaid_order_that_is_cancelled_ends_its_payment() -> None:
    variant = stocked_variant(10)
    order = make_order([Wanted(variant, 3)], method=PaymentMethod.BANK_TRANSFER)
    cancel_by_buyer(order.id, reason=CancelReason.OTHER, actor=BUYER)
    payment = payment_for(order.id)
    assert payment is not None
    assert payment.state is PaymentState.CANCELLED
    assert shelf(variant) == 10
    assert seen(order.id).refunds == ()


def test_a_part_is_cancelled_and_the_rest_ships() -> None:
    towel, tea = stocked_variant(10), stocked_variant(10)
    order = paid_order([Wanted(towel, 3), Wanted(tea, 2, unit=yen(1080), rate=80)], discount=yen(500))
    first, second = seen(order.id).lines
    # 500 over 3960 and 2160: 323.5 and 176.5 → 324 and 176
    assert (first.amount, second.amount) == (yen(3636), yen(1984))
    confirm(order.id, actor=STAFF)
    cancel(order.id, reason=CancelReason.SOLD_OUT, quantities={first.id: 1}, actor=STAFF)
    view = seen(order.id)
    assert (view.lines[0].remaining_quantity, view.lines[0].remaining) == (2, yen(2424))
    assert (view.remaining, view.refund_requested) == (yen(5178), yen(1212))
    assert [(part.rate, part.gross, part.tax) for part in view.remaining_tax] == [
        (100, yen(3194), yen(290)),
        (80, yen(1984), yen(146)),
    ]
    assert (shelf(towel), shelf(tea)) == (8, 8)
    ship(order.id, carrier="yamato", quantities={first.id: 2}, actor=STAFF)
    assert seen(order.id).desk is Desk.TO_SHIP
    cancel(order.id, reason=CancelReason.SOLD_OUT, actor=STAFF)
    view = seen(order.id)
    # The tea is gone, the towels have left: delivery stays charged.
    assert (view.state, view.remaining, view.refund_requested) == (LineState.SHIPPED, yen(3194), yen(3196))
    assert [line.state for line in view.lines] == [LineState.SHIPPED, LineState.CANCELLED]


def test_too_many_can_not_be_shipped_or_cancelled() -> None:
    order = paid_order()
    confirm(order.id, actor=STAFF)
    line = seen(order.id).lines[0]
    ship(order.id, carrier="yamato", quantities={line.id: 2}, actor=STAFF)
    before = seen(order.id)
    for count in (2, -1):
        with pytest.raises(InvalidInput):
            ship(order.id, carrier="yamato", quantities={line.id: count}, actor=STAFF)
        with pytest.raises(InvalidInput):
            cancel(order.id, reason=CancelReason.SOLD_OUT, quantities={line.id: count}, actor=STAFF)
    with pytest.raises(InvalidInput):
        ship(order.id, carrier="pigeon", actor=STAFF)
    with pytest.raises(InvalidInput):
        ship(order.id, carrier="yamato", tracking_number="<script>", actor=STAFF)
    assert seen(order.id) == before


def test_several_are_confirmed_and_one_that_can_not_be_holds_up_nobody() -> None:
    paid, unpaid = paid_order(), make_order()
    outcomes = confirm_many([unpaid.id, paid.id], actor=STAFF)
    assert [(one.number, one.problem.code if one.problem else None) for one in outcomes] == [
        ("", "order_not_paid"),
        (paid.number, None),
    ]
    assert seen(unpaid.id).state is LineState.AWAITING_PAYMENT
    assert seen(paid.id).state is LineState.CONFIRMED


def test_cash_on_delivery_is_confirmed_unpaid_and_paid_at_the_door() -> None:
    variant = stocked_variant(10)
    order = make_order(
        [Wanted(variant, 3)], method=PaymentMethod.CASH_ON_DELIVERY, fee=yen(330), expires_at=None
    )
    assert order.desk is Desk.TO_CONFIRM
    line = seen(order.id).lines[0]
    cancel(order.id, reason=CancelReason.SOLD_OUT, quantities={line.id: 1}, actor=STAFF)
    confirm(order.id, actor=STAFF)
    ship(order.id, carrier="yamato", actor=STAFF)
    mark_delivered(order.id, actor=STAFF)
    assert seen(order.id).needs_attention
    assert seen(order.id).outstanding == yen(3740)
    record_payment(order.id, actor=STAFF)
    view = seen(order.id)
    assert (view.paid, view.outstanding, view.needs_attention, view.state) == (
        yen(3740),
        yen(0),
        False,
        LineState.DELIVERED,
    )
    assert shelf(variant) == 8
    with pytest.raises(Conflict):
        record_payment(order.id, actor=STAFF)


def test_a_bank_transfer_is_noted_by_hand_and_so_is_its_refund() -> None:
    order = make_order(method=PaymentMethod.BANK_TRANSFER)
    assert record_payment(order.id, actor=STAFF).state is LineState.PAID
    run_due()
    assert seen(order.id).paid == yen(4730)
    cancel(order.id, reason=CancelReason.BUYER_ASKED, actor=STAFF)
    pending = seen(order.id).refunds[0]
    record_refund_by_hand(pending.id, actor=STAFF)
    run_due()
    view = seen(order.id)
    assert (view.refunded, view.refunds[0].state) == (yen(4730), "confirmed")


def test_a_part_of_an_open_payment_can_not_be_cancelled_at_a_provider() -> None:
    order = make_order(method=PaymentMethod.KONBINI)
    before = seen(order.id)
    with pytest.raises(Conflict) as refused:
        cancel(order.id, reason=CancelReason.SOLD_OUT, quantities={before.lines[0].id: 1}, actor=STAFF)
    assert refused.value.problems[0].code == "order_awaits_payment"
    assert seen(order.id) == before


def test_an_expired_order_gives_its_stock_back_and_money_that_comes_late() -> None:
    variant = stocked_variant(10)
    order = make_order([Wanted(variant, 3)])
    expire(order.id, actor=PROVIDER)
    assert (seen(order.id).state, shelf(variant)) == (LineState.EXPIRED, 10)
    capture(order.id)
    view = seen(order.id)
    assert (view.state, view.paid, view.refund_requested) == (LineState.EXPIRED, yen(4730), yen(4730))
    assert view.refunds[0].reason is RefundReason.PAID_TOO_LATE
    with pytest.raises(Conflict):
        expire(order.id, actor=PROVIDER)


def test_a_payment_after_the_reservation_ran_out_buys_anew_what_is_still_there() -> None:
    variant = stocked_variant(10)
    order = make_order([Wanted(variant, 3)], kept=timedelta(minutes=10))
    with clock_shifted(timedelta(minutes=20)):
        run_due()
        assert shelf(variant) == 10
        capture(order.id)
    assert (seen(order.id).state, shelf(variant)) == (LineState.PAID, 7)
    cancel(order.id, reason=CancelReason.BUYER_ASKED, actor=STAFF)
    assert shelf(variant) == 10


def test_a_payment_for_what_is_gone_meanwhile_goes_back() -> None:
    variant = stocked_variant(3)
    order = make_order([Wanted(variant, 3)], kept=timedelta(minutes=10))
    with clock_shifted(timedelta(minutes=20)):
        run_due()
        other = paid_order([Wanted(variant, 2)])
        capture(order.id)
    view = seen(order.id)
    assert (view.state, view.remaining, view.refund_requested) == (LineState.CANCELLED, yen(0), yen(4730))
    assert view.history[-1].reason == CancelReason.SOLD_OUT
    assert (seen(other.id).state, shelf(variant)) == (LineState.PAID, 1)
    assert events(order.id) == ["order.placed", "order.cancelled"]


def test_a_refund_without_return_lowers_what_the_order_comes_to() -> None:
    order = paid_order()
    confirm(order.id, actor=STAFF)
    ship(order.id, carrier="yamato", actor=STAFF)
    refund(order.id, amount=yen(1000), reason=RefundReason.DEFECT, actor=STAFF)
    view = seen(order.id)
    assert (view.remaining, view.allowance, view.refund_requested) == (yen(3730), yen(1000), yen(1000))
    assert view.remaining_tax[0].tax == yen(339)
    with pytest.raises(InvalidInput):
        refund(order.id, amount=yen(3731), reason=RefundReason.DEFECT, actor=STAFF)
    assert seen(order.id) == view


def test_nothing_is_refunded_of_an_unpaid_order() -> None:
    order = make_order()
    with pytest.raises(Conflict):
        refund(order.id, amount=yen(1), reason=RefundReason.OTHER, actor=STAFF)
    assert seen(order.id).refunds == ()


def test_a_failed_refund_waits_for_a_person_who_tries_again() -> None:
    order = paid_order()
    cancel(order.id, reason=CancelReason.SOLD_OUT, actor=STAFF)
    first = Refund.objects.get()
    fail_refund(first.pk, actor=PROVIDER)
    fail_refund(first.pk, actor=PROVIDER)
    view = seen(order.id)
    assert (view.needs_attention, view.refund_requested) == (True, yen(0))
    # What payments does when a refund fails:
    first.payment.refund_requested_amount = 0
    first.payment.save()
    retry_refund(view.refunds[0].id, actor=STAFF)
    assert seen(order.id).refund_requested == yen(4730)
    again = Refund.objects.exclude(pk=first.pk).get()
    settle_refund(again.pk, actor=PROVIDER)
    view = seen(order.id)
    assert (view.needs_attention, view.refunded, view.refunds[0].state) == (False, yen(4730), "confirmed")


def test_the_buyer_confirms_receipt() -> None:
    order = paid_order()
    confirm(order.id, actor=STAFF)
    with pytest.raises(Conflict):
        confirm_receipt(order.id, actor=BUYER)
    ship(order.id, carrier="yamato", actor=STAFF)
    assert confirm_receipt(order.id, actor=BUYER).state is LineState.COMPLETED
    assert events(order.id)[-2:] == ["order.delivered", "order.completed"]


def test_a_mistyped_tracking_number_is_put_right() -> None:
    order = paid_order()
    confirm(order.id, actor=STAFF)
    ship(order.id, carrier="yamato", tracking_number="111", actor=STAFF)
    correct_tracking(seen(order.id).shipments[0].id, carrier="sagawa", tracking_number="222", actor=STAFF)
    shipment = seen(order.id).shipments[0]
    assert (shipment.carrier, shipment.tracking_number) == ("sagawa", "222")


def test_lists_are_pages_by_key_and_found_by_number_name_mail_and_phone() -> None:
    orders = [make_order() for _ in range(3)]
    page = selectors.orders_page(limit=2)
    assert [row.number for row in page.rows] == [orders[2].number, orders[1].number]
    assert page.after is not None
    rest = selectors.orders_page(limit=2, after=page.after)
    assert ([row.number for row in rest.rows], rest.after) == ([orders[0].number], None)
    for text in (orders[0].number, "髙橋美咲", "MISAKI@example.jp", "090-1234-5678", orders[0].number[:6]):
        assert selectors.orders_page(search=text).rows, text
    assert selectors.orders_page(search="山田").rows == ()
    assert selectors.desk_counts().waiting == 3
    with pytest.raises(InvalidInput):
        selectors.orders_page(after="x")


def test_an_order_is_shown_to_its_customer_and_its_key_only() -> None:
    order = make_order()
    assert selectors.order_for_buyer(order.number, key=order.key) is not None
    assert selectors.order_for_buyer(order.number, key="x" + order.key) is None
    assert selectors.order_for_buyer(order.number) is None
    assert selectors.order_for_buyer(order.number, customer_id=uuid7()) is None


def test_a_guest_finds_an_order_by_its_address_but_nobody_guesses_its_number() -> None:
    order = make_order()
    assert key_by_email(f"#{order.number}", " Misaki@Example.jp", actor=BUYER) == order.key
    for _ in range(5):
        with pytest.raises(InvalidInput):
            key_by_email("261123-99999", "misaki@example.jp", actor=BUYER)
    with pytest.raises(Conflict):
        key_by_email(order.number, "misaki@example.jp", actor=BUYER)
    with pytest.raises(InvalidInput):
        key_by_email(order.number, "other@example.jp", actor=BUYER)
    with clock_shifted(timedelta(hours=1, minutes=1)):
        assert key_by_email(order.number, "misaki@example.jp", actor=BUYER) == order.key


def test_the_days_sales_fall_with_what_is_taken_back() -> None:
    order = paid_order()
    make_order()
    cancel(order.id, reason=CancelReason.SOLD_OUT, actor=STAFF)
    today = selectors.sales_days(days=7)[-1]
    assert (today.orders, today.ordered, today.withdrawn, today.kept) == (2, yen(9460), yen(4730), yen(4730))
