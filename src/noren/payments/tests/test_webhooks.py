"""Webhooks sent by the real stand-in to a real server of ours: doubled, late, out of order, forged, lost."""

from __future__ import annotations

import contextvars
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from pytest_django.live_server_helper import LiveServer

from noren.kernel.actors import guest
from noren.kernel.clock import clock_shifted
from noren.kernel.money import yen
from noren.payments.models import Incident, ProviderAccount, ProviderEvent
from noren.payments.selectors import payment
from noren.payments.services.compare import compare
from noren.payments.services.end import cancel
from noren.payments.services.refund import request_refund
from noren.payments.services.sync import sync
from noren.payments.states import PaymentState
from noren.payments.tests.factories import SETUP
from noren.payments.tests.standin import Standin, begun, new_merchant, provider_id, wait_for
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shop(standin: Standin, live_server: LiveServer) -> Iterator[ShopInfo]:
    made = make_shop()
    with shop_scope(made.id):
        standin.accept()
        standin.send_webhooks_to(f"{live_server.url}/callbacks/payments/sandbox/{made.slug}")
        yield made


def told(info: PaymentInfo) -> list[str]:
    rows = OutboxEvent.objects.filter(subject_id=info.id).order_by("id")
    return list(rows.values_list("name", flat=True))


def statuses(standin: Standin, info: PaymentInfo) -> list[list[int | None]]:
    sent = standin.webhooks(provider_id(info))
    return [[outcome["status"] for outcome in webhook["outcomes"]] for webhook in sent]


def all_sent(standin: Standin, info: PaymentInfo, count: int) -> bool:
    sent = standin.webhooks(provider_id(info))
    return len(sent) >= count and all(webhook["state"] != "waiting" for webhook in sent)


def test_the_webhook_alone_brings_the_money_into_our_books(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")  # pending, authorized
    wait_for(lambda: all_sent(standin, info, 2))
    run_due()
    assert payment(info.id).state is PaymentState.CAPTURED
    wait_for(lambda: all_sent(standin, info, 3))  # and captured, by our own call
    run_due()
    assert statuses(standin, info) == [[200], [200], [200]]
    assert told(info) == ["payment.captured"]
    assert ProviderEvent.objects.count() == 3


@pytest.mark.parametrize("fault", ["duplicate", "duplicate_simultaneous"])
def test_a_doubled_webhook_has_one_effect_and_both_are_welcome(standin: Standin, fault: str) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    standin.webhook_fault(fault, "payment.captured")
    standin.act(there, "pay_konbini")
    wait_for(lambda: all_sent(standin, info, 4))
    run_due()
    assert statuses(standin, info) == [[200]] * 4
    assert ProviderEvent.objects.filter(type="payment.captured").count() == 1
    assert told(info) == ["payment.captured"]


def test_webhooks_out_of_order_lead_to_the_same_end(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.webhook_fault("reorder", "payment.pending", seconds=4)
    standin.act(there, "choose_konbini")
    standin.act(there, "pay_konbini")
    wait_for(lambda: all_sent(standin, info, 3))
    run_due()
    assert payment(info.id).state is PaymentState.CAPTURED
    assert told(info)[-1] == "payment.captured"
    assert told(info).count("payment.captured") == 1


def test_the_return_page_and_the_webhook_together_count_once(standin: Standin) -> None:
    info, there = begun()
    standin.act(there, "approve")
    sync(info.id)
    wait_for(lambda: all_sent(standin, info, 3))
    run_due()
    assert told(info) == ["payment.captured"]


@pytest.mark.parametrize("fault", ["wrong_signature", "old_timestamp"])
def test_a_forged_or_replayed_webhook_is_refused_and_changes_nothing(standin: Standin, fault: str) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    wait_for(lambda: all_sent(standin, info, 2))
    run_due()
    before, events = payment(info.id), ProviderEvent.objects.count()
    standin.webhook_fault(fault, "payment.captured")
    standin.act(there, "pay_konbini")
    wait_for(lambda: all_sent(standin, info, 3))
    run_due()
    assert statuses(standin, info)[-1] == [401]
    assert payment(info.id) == before
    assert ProviderEvent.objects.count() == events


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("wrong_amount", "amount_differs"),
        ("wrong_currency", "currency_differs"),
        ("wrong_merchant", "reference_differs"),
    ],
)
def test_a_webhook_that_contradicts_our_books_is_refused_and_reported(
    standin: Standin, fault: str, kind: str
) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    wait_for(lambda: all_sent(standin, info, 2))
    run_due()
    before = payment(info.id)
    standin.webhook_fault(fault, "payment.captured")
    standin.act(there, "pay_konbini")
    wait_for(lambda: all_sent(standin, info, 3))
    run_due()
    assert statuses(standin, info)[-1] == [400]
    assert payment(info.id) == before
    assert [incident.kind for incident in Incident.objects.all()] == [kind]


def test_a_lost_webhook_is_made_up_for_by_asking(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    standin.webhook_fault("drop", "payment.captured")
    standin.act(there, "pay_konbini")
    wait_for(lambda: all_sent(standin, info, 3))
    run_due()
    with clock_shifted(timedelta(hours=2, minutes=5)):
        run_due()
    assert payment(info.id).state is PaymentState.CAPTURED


def test_a_webhook_three_days_late_for_a_cancelled_order(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    standin.webhook_fault("drop", "payment.captured")
    standin.act(there, "pay_konbini")
    wait_for(lambda: all_sent(standin, info, 3))
    Job.objects.all().delete()  # the worker was down all the time
    cancel(info.id, actor=guest())
    Job.objects.all().delete()
    captured = next(one for one in standin.webhooks(there) if one["type"] == "payment.captured")
    standin.control("POST", f"webhooks/{captured['webhook_id']}/resend", {})
    wait_for(lambda: all_sent(standin, info, 4))
    run_due()
    found = payment(info.id)
    assert (found.state, found.captured) == (PaymentState.ORPHANED, yen(4950))
    assert told(info) == ["payment.cancelled", "payment.orphaned"]
    assert Incident.objects.get().kind == "money_without_order"
    # A person decides; the buyer of a konbini payment has to say where the money shall go.
    request_refund(info.id, amount=yen(4950), reason="期限後のお支払い", key="by-hand", actor=SETUP)
    run_due()
    assert payment(info.id).state is PaymentState.REFUNDED


def test_a_refund_told_before_the_capture_is_not_lost(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    standin.act(there, "pay_konbini")
    sync(info.id)
    request_refund(info.id, amount=yen(950), reason="欠品", key="k1", actor=SETUP)
    standin.webhook_fault("reorder", "payment.captured", seconds=1)
    run_due()
    wait_for(lambda: all_sent(standin, info, 4))
    run_due()
    found = payment(info.id)
    assert (found.captured, found.refunded) == (yen(4950), yen(950))
    assert told(info).count("refund.confirmed") == 1
    assert Incident.objects.count() == 0


def test_the_nightly_comparison_finds_what_no_webhook_told(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.webhook_fault("drop")
    standin.act(there, "choose_konbini")
    standin.act(there, "pay_konbini")
    stranger = standin.create_elsewhere("somebody-elses-till")
    standin.act(stranger, "approve")
    Job.objects.all().delete()
    assert compare("sandbox") >= 4
    assert payment(info.id).state is PaymentState.CAPTURED
    unknown = Incident.objects.get()
    assert (unknown.kind, unknown.subject, unknown.amount) == ("unknown_payment", stranger, 777)
    assert compare("sandbox") == 0
    assert ProviderAccount.objects.get().events_read_to.startswith("evt_")
    assert Job.objects.filter(task__endswith="compare_books").count() == 2


def test_a_refund_made_in_the_providers_own_console_is_reported(standin: Standin) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini")
    standin.act(there, "pay_konbini")
    sync(info.id)
    headers = {"Authorization": f"Bearer {standin.secret_key}", "Idempotency-Key": "elsewhere"}
    url = f"{standin.url}/v1/payments/{there}/refunds"
    httpx.post(url, json={"amount": 100, "reason": "by hand"}, headers=headers, trust_env=False)
    wait_for(lambda: all_sent(standin, info, 4))
    run_due()
    assert payment(info.id).refunded == yen(0)
    assert [(row.kind, row.amount) for row in Incident.objects.all()] == [("unknown_refund", 100)]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/callbacks/payments/sandbox/no-such-shop", 404),
        ("/callbacks/payments/nobody/{slug}", 404),
        ("/callbacks/payments/sandbox/{slug}", 401),
    ],
)
def test_strangers_are_turned_away(live_server: LiveServer, shop: ShopInfo, path: str, status: int) -> None:
    url = live_server.url + path.format(slug=shop.slug)
    answer = httpx.post(url, json={"type": "payment.captured"}, trust_env=False)
    assert answer.status_code == status
    assert httpx.get(url, trust_env=False).status_code == 405
    assert ProviderEvent.objects.count() == 0


def test_a_webhook_signed_for_another_shop_is_refused(
    standin: Standin, live_server: LiveServer, standin_url: str
) -> None:
    other = make_shop_elsewhere(standin_url)
    info, there = begun(PaymentMethod.KONBINI)
    standin.send_webhooks_to(f"{live_server.url}/callbacks/payments/sandbox/{other}")
    standin.act(there, "choose_konbini")
    wait_for(lambda: len(statuses(standin, info)) >= 2 and bool(statuses(standin, info)[0]))
    assert statuses(standin, info)[0][0] in (401, 404)
    assert ProviderEvent.objects.count() == 0


def make_shop_elsewhere(standin_url: str) -> str:
    """Another shop with an account of its own, opened in its own scope."""
    return contextvars.Context().run(_open_elsewhere, standin_url)


def _open_elsewhere(standin_url: str) -> str:
    made = make_shop()
    with shop_scope(made.id):
        new_merchant(standin_url).accept()
    return made.slug
