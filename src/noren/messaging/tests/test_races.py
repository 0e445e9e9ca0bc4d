"""Many at once, on a real database: one notice, one customer, one event."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core import mail as django_mail
from django.db import connections

from noren.customers.models import Customer, LineIdentity
from noren.customers.services.join import customer_for_guest, customer_for_line
from noren.customers.types import LineProfile
from noren.messaging.models import Delivery, LineEvent
from noren.messaging.services.deliver import deliver
from noren.messaging.services.notify import notify
from noren.messaging.services.receive import receive
from noren.messaging.tests.standin import PROVIDER, SETUP, Line, connect_shop, line_customer
from noren.messaging.tests.test_deliver import MAIL, MESSAGE
from noren.messaging.tests.test_webhook import body_of, event, sign
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import RetryLater, run_due
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
THREADS = 6
SUBJECT = "U" + "0123456789abcdef" * 2


def all_at_once(shop_id: UUID, act: Callable[[], object]) -> list[object]:
    """Do the same in THREADS threads that start together; returns what each returned or raised."""
    barrier = threading.Barrier(THREADS)
    results: list[object] = []

    def run() -> None:
        try:
            with shop_scope(shop_id):
                barrier.wait()
                results.append(act())
        except Exception as error:  # noqa: BLE001 - the test judges whatever came of it
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def tell(customer_id: UUID) -> None:
    notify(
        customer_id=customer_id,
        kind="k",
        dedupe_key="fact",
        line=[MESSAGE],
        mail=MAIL,
        language="ja",
        actor=SETUP,
    )


def test_a_fact_told_by_many_is_one_notice(line: Line) -> None:
    shop = make_shop()
    with shop_scope(shop.id):
        connect_shop()
        customer_id = line_customer(line, "sakura")
    assert all_at_once(shop.id, lambda: tell(customer_id)) == [None] * THREADS
    with shop_scope(shop.id):
        assert Delivery.objects.count() == 1
        assert Job.objects.filter(task__endswith="deliver_notice").count() == 1
        run_due()
    assert len(line.shown("sakura")) == 1


def test_many_workers_with_one_notice_show_one_message(line: Line) -> None:
    # given a notice whose job several workers hold (their leases ran out)
    shop = make_shop()
    with shop_scope(shop.id):
        connect_shop()
        tell(line_customer(line, "sakura", email="sakura@example.jp"))
        row = Delivery.objects.get()
    results = all_at_once(shop.id, lambda: deliver(row.pk))
    assert all(result is None or isinstance(result, RetryLater) for result in results), results
    with shop_scope(shop.id):
        assert Delivery.objects.get().state == "sent"
    assert len(line.shown("sakura")) == 1
    assert django_mail.outbox == []


def test_many_workers_with_one_mail_send_one() -> None:
    shop = make_shop()
    with shop_scope(shop.id):
        customer_id = customer_for_guest(email="guest@example.jp", name="山田", actor=SETUP)
        tell(customer_id)
        row = Delivery.objects.get()
    all_at_once(shop.id, lambda: deliver(row.pk))
    assert len(django_mail.outbox) == 1
    with shop_scope(shop.id):
        # whoever sent it had the last word
        assert Delivery.objects.get().state == "sent"


def test_two_log_ins_at_once_make_one_customer() -> None:
    shop = make_shop()
    profile = LineProfile(PROVIDER, SUBJECT, display_name="さくら")
    results = all_at_once(shop.id, lambda: customer_for_line(profile, language="ja", actor=SETUP))
    with shop_scope(shop.id):
        assert set(results) == {Customer.objects.get().pk}
        assert LineIdentity.objects.count() == 1


def test_a_guest_who_orders_twice_at_once_is_one() -> None:
    shop = make_shop()
    results = all_at_once(
        shop.id, lambda: customer_for_guest(email="guest@example.jp", name="山田", actor=SETUP)
    )
    with shop_scope(shop.id):
        assert set(results) == {Customer.objects.get().pk}


def test_an_event_delivered_many_times_at_once_is_kept_once() -> None:
    shop = make_shop()
    with shop_scope(shop.id):
        connect_shop()
    body = body_of(event())
    results = all_at_once(shop.id, lambda: receive(body, sign(body)))
    assert sorted(map(str, results)) == ["0"] * (THREADS - 1) + ["1"]
    with shop_scope(shop.id):
        assert LineEvent.objects.count() == 1
        assert Job.objects.filter(task__endswith="handle_line_event").count() == 1
