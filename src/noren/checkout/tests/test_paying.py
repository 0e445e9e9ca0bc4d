"""An order and its payment together: the real stand-in, its webhooks, the return page and impatient buyers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from pytest_django.live_server_helper import LiveServer

from noren.checkout.models import Checkout
from noren.checkout.selectors import review
from noren.checkout.tests.factories import (
    ENTRIES,
    GUEST,
    Goods,
    equip,
    filled_in,
    make_goods,
    open_shop,
    submit,
)
from noren.checkout.tests.racing import at_once
from noren.checkout.types import FinalScreen, PlacedOrder
from noren.inventory.models import StockLevel
from noren.orders.models import Order
from noren.payments.models import Payment, PaymentAttempt
from noren.payments.selectors import payment_for
from noren.payments.services.sync import sync
from noren.payments.states import PaymentState
from noren.payments.tests.standin import Standin, wait_for
from noren.payments.types import PaymentMethod
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]

CARD = replace(ENTRIES, payment_method=PaymentMethod.CARD)


@pytest.fixture(autouse=True)
def shop_id(standin: Standin, live_server: LiveServer) -> Iterator[UUID]:
    shop = open_shop()
    with shop_scope(shop.id):
        equip()
        standin.accept(PaymentMethod.CARD)
        standin.send_webhooks_to(f"{live_server.url}/callbacks/payments/sandbox/{shop.slug}")
        yield shop.id


@pytest.fixture
def goods() -> Goods:
    return make_goods()


def card_screen(goods: Goods) -> tuple[UUID, FinalScreen]:
    cart_id = filled_in((goods.bowl, 2), entries=CARD)
    return cart_id, review(cart_id, buyer=GUEST)


def there(order_id: UUID) -> str:
    return PaymentAttempt.objects.get(payment__payable_id=order_id).provider_payment_id


def test_an_order_by_card_leads_to_the_providers_page(goods: Goods) -> None:
    cart_id, screen = card_screen(goods)
    placed = submit(cart_id, screen=screen)
    assert placed.payment is not None
    assert placed.payment.redirect_url is not None
    assert Payment.objects.get().due_amount == screen.agreed_total.amount


def test_ten_presses_at_once_make_one_order_and_ask_the_provider_once(
    standin: Standin, shop_id: UUID, goods: Goods
) -> None:
    cart_id, screen = card_screen(goods)
    results = at_once(shop_id, [partial(submit, cart_id, screen=screen)] * 10)
    placed = [result for result in results if isinstance(result, PlacedOrder)]
    assert len(placed) == 10
    assert len({result.order_id for result in placed}) == 1
    attempt = PaymentAttempt.objects.get()
    assert len(standin.payments(attempt.pk.hex)) == 1
    assert {result.payment.payment_id for result in placed if result.payment} == {Payment.objects.get().pk}


def test_another_press_the_return_page_and_a_doubled_webhook_at_once_give_one_paid_order(
    standin: Standin, shop_id: UUID, goods: Goods
) -> None:
    # given a buyer who has just paid on the provider's page, while a second tab still shows the last screen
    cart_id, screen = card_screen(goods)
    placed = submit(cart_id, screen=screen)
    assert placed.payment is not None
    payment_id = placed.payment.payment_id
    standin.webhook_fault("duplicate_simultaneous", "payment.authorized")
    # when the provider's webhook, the return page, the worker and the second tab all come at once
    standin.act(there(placed.order_id), "approve")
    acts: list[Callable[[], object]] = [partial(submit, cart_id, screen=screen)] * 3
    acts += [partial(sync, payment_id)] * 4
    results = at_once(shop_id, acts)
    assert {result.order_id for result in results if isinstance(result, PlacedOrder)} == {placed.order_id}

    def settled() -> bool:
        run_due()
        sent = standin.webhooks(there(placed.order_id))
        return len(sent) >= 3 and all(webhook["state"] != "waiting" for webhook in sent)

    wait_for(settled)
    run_due()
    # then there is one order, paid once, with its stock sold once
    assert Order.objects.get().state == "paid"
    assert Checkout.objects.get().order_id == placed.order_id
    total = screen.agreed_total.amount
    assert standin.payment(there(placed.order_id))["amount_captured"] == total
    assert Order.objects.get().paid_amount == Payment.objects.get().captured_amount == total
    for name in ("order.placed", "order.paid", "payment.captured"):
        assert OutboxEvent.objects.filter(name=name).count() == 1
    level = StockLevel.objects.get(variant_id=goods.bowl)
    assert (level.available, level.reserved) == (8, 0)


def test_a_crash_between_the_order_and_the_provider_loses_nothing(
    standin: Standin, goods: Goods, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a server that dies right after the commit, before it calls the provider
    cart_id, screen = card_screen(goods)

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr("noren.checkout.services.place.start", die)
        submit(cart_id, screen=screen)
    # then the order stands, whole, and waits for its payment
    order = Order.objects.get()
    assert order.state == "awaiting_payment"
    assert not PaymentAttempt.objects.exists()
    # and pressing again resumes it
    placed = submit(cart_id, screen=screen)
    assert (placed.order_id, placed.repeated) == (order.pk, True)
    assert placed.payment is not None
    assert placed.payment.redirect_url is not None
    assert Order.objects.count() == PaymentAttempt.objects.count() == 1


@pytest.mark.parametrize("kind", ["timeout_after", "error_after", "cut_before", "cut_after"])
def test_a_provider_in_trouble_never_loses_or_doubles_the_order(
    standin: Standin, goods: Goods, kind: str
) -> None:
    cart_id, screen = card_screen(goods)
    standin.fault(kind, "payments.create", seconds=15)
    placed = submit(cart_id, screen=screen)
    assert Order.objects.get().pk == placed.order_id
    found = payment_for(placed.order_id)
    assert found is not None
    assert found.awaits_money
    assert found.state in (PaymentState.CONFIRMING, PaymentState.PENDING, PaymentState.OPEN)
    # and when it is well again, pressing again leads to its page; it was asked under one reference
    again = submit(cart_id, screen=screen)
    assert again.order_id == placed.order_id
    assert again.payment is not None
    assert again.payment.redirect_url is not None
    assert len(standin.payments(PaymentAttempt.objects.get().pk.hex)) == 1
