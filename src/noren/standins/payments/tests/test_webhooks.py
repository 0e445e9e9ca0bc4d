"""Webhooks, checked as a merchant checks them: with the Standard Webhooks library."""

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from noren.standins.payments.model import Json
from noren.standins.payments.tests.support import WEBHOOK_SECRET, Api, Received, Receiver, wait_for


def verified(webhook: Received) -> Json:
    body: Json = Webhook(WEBHOOK_SECRET).verify(webhook.body, webhook.headers)
    return body


def payment_of(webhook: Received) -> Json:
    data = webhook.json["data"]
    assert isinstance(data, dict)
    payment: Json = data["payment"]
    return payment


def deliveries_of(api: Api, payment: Json) -> list[Json]:
    listed = api.control("GET", f"webhooks?payment={payment['id']}")["data"]
    assert isinstance(listed, list)
    return listed


def test_signed_and_complete(api: Api, receiver: Receiver) -> None:
    payment = api.captured()
    wait_for(lambda: len(receiver.received) == 2)
    pending, captured = receiver.received
    assert verified(pending)["type"] == "payment.pending"
    assert verified(captured)["type"] == "payment.captured"
    assert payment_of(captured) == payment
    assert pending.headers["webhook-id"] != captured.headers["webhook-id"]
    events = api.get("/v1/events").json()["data"]
    assert [event["id"] for event in events] == [
        webhook.headers["webhook-id"] for webhook in receiver.received
    ]


def test_every_event_type_is_sent(api: Api, receiver: Receiver) -> None:
    api.act(api.create(), "fail")
    api.act(api.create(), "cancel")
    held = api.captured(capture="manual")
    api.post(f"/v1/payments/{held['id']}/capture", {})
    api.post(f"/v1/payments/{held['id']}/refunds", {"amount": 300, "reason": "値引き"})
    api.fault("refund_failed", endpoint="refunds.create")
    api.post(f"/v1/payments/{held['id']}/refunds", {"amount": 300, "reason": "値引き"})
    wait_for(lambda: len(receiver.received) == 8)
    assert receiver.types() == [
        "payment.pending",
        "payment.failed",
        "payment.cancelled",
        "payment.pending",
        "payment.authorized",
        "payment.captured",
        "payment.refunded",
        "refund.failed",
    ]
    assert receiver.received[-1].json["data"]["refund"]["amount"] == 300  # type: ignore[index]


def test_retried_under_the_same_id_until_accepted(api: Api, receiver: Receiver) -> None:
    receiver.statuses = [500, 302]
    payment = api.create()
    api.act(payment, "open")
    wait_for(lambda: deliveries_of(api, payment)[0]["state"] == "delivered")
    assert len(receiver.received) == 3
    assert len({webhook.headers["webhook-id"] for webhook in receiver.received}) == 1
    assert len({webhook.body for webhook in receiver.received}) == 1
    outcomes = deliveries_of(api, payment)[0]["outcomes"]
    assert isinstance(outcomes, list)
    assert [outcome["status"] for outcome in outcomes] == [500, 302, 200]


def test_given_up_in_the_end(api: Api, receiver: Receiver) -> None:
    receiver.statuses = [503] * 9
    payment = api.create()
    api.act(payment, "open")
    wait_for(lambda: deliveries_of(api, payment)[0]["state"] == "given_up")
    assert len(receiver.received) == 4


@pytest.mark.parametrize(("kind", "most_at_once"), [("duplicate", 1), ("duplicate_simultaneous", 2)])
def test_duplicates(api: Api, receiver: Receiver, kind: str, most_at_once: int) -> None:
    receiver.slow_seconds = 0.2
    api.webhook_fault(kind, type="payment.captured")
    api.captured()
    wait_for(lambda: len(receiver.received) == 3 and receiver.at_once == 0)
    assert receiver.types() == ["payment.pending", "payment.captured", "payment.captured"]
    assert receiver.received[1].headers["webhook-id"] == receiver.received[2].headers["webhook-id"]
    assert receiver.most_at_once == most_at_once


def test_reorder_lets_the_next_event_overtake(api: Api, receiver: Receiver) -> None:
    api.webhook_fault("reorder", type="payment.captured", seconds=30)
    payment = api.captured()
    api.post(f"/v1/payments/{payment['id']}/refunds", {"amount": 300, "reason": "値引き"})
    wait_for(lambda: len(receiver.received) == 3)
    assert receiver.types() == ["payment.pending", "payment.refunded", "payment.captured"]


def test_delay(api: Api, receiver: Receiver) -> None:
    api.webhook_fault("delay", type="payment.pending", seconds=0.6)
    api.captured()
    wait_for(lambda: len(receiver.received) == 2)
    assert receiver.types() == ["payment.captured", "payment.pending"]
    assert receiver.received[1].at - receiver.received[0].at > 0.4


def test_drop_then_resend(api: Api, receiver: Receiver) -> None:
    api.webhook_fault("drop", type="payment.pending")
    payment = api.captured()
    wait_for(lambda: len(receiver.received) == 1)
    dropped, sent = deliveries_of(api, payment)
    assert (dropped["type"], dropped["state"], dropped["outcomes"]) == ("payment.pending", "dropped", [])
    assert sent["type"] == "payment.captured"
    api.control("POST", f"webhooks/{dropped['webhook_id']}/resend")
    wait_for(lambda: len(receiver.received) == 2)
    assert receiver.received[1].headers["webhook-id"] == dropped["webhook_id"]
    assert verified(receiver.received[1])["type"] == "payment.pending"


@pytest.mark.parametrize(
    ("kind", "complaint"),
    [("wrong_signature", "No matching signature"), ("old_timestamp", "timestamp too old")],
)
def test_forged_and_stale_ones_fail_verification(
    api: Api, receiver: Receiver, kind: str, complaint: str
) -> None:
    receiver.statuses = [400]
    api.webhook_fault(kind)
    payment = api.create()
    api.act(payment, "open")
    wait_for(lambda: deliveries_of(api, payment)[0]["state"] == "given_up")
    with pytest.raises(WebhookVerificationError, match=complaint):
        verified(receiver.received[0])
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("wrong_amount", "amount", 3301),
        ("wrong_currency", "currency", "USD"),
        ("wrong_merchant", "merchant", "m_somebody_else"),
    ],
)
def test_well_signed_but_untrue(api: Api, receiver: Receiver, kind: str, field: str, value: object) -> None:
    api.webhook_fault(kind)
    payment = api.create()
    opened = api.act(payment, "open")
    wait_for(lambda: len(receiver.received) == 1)
    verified(receiver.received[0])
    assert payment_of(receiver.received[0]) == {**opened, field: value}
    assert api.read(payment) == opened


def test_clear_forgets_all_but_the_merchants_even_with_a_webhook_under_way(
    own_api: Api, receiver: Receiver
) -> None:
    receiver.slow_seconds = 0.3
    payment = own_api.captured()
    own_api.fault("error_before", count=9)
    wait_for(lambda: receiver.at_once == 1)
    own_api.control("POST", "clear")
    assert own_api.get(f"/v1/payments/{payment['id']}").status_code == 404
    assert own_api.control("GET", "webhooks") == {"data": []}
    own_api.captured()
    wait_for(lambda: len(receiver.received) == 3)
    assert receiver.types()[1:] == ["payment.pending", "payment.captured"]
