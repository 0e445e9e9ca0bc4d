"""LINE itself (the stand-in) calls our webhook over HTTP: signed, doubled, wrongly signed."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from noren.customers.models import LineIdentity
from noren.messaging.models import LineEvent
from noren.messaging.tests.standin import BOT_ID, BOT_SECRET, Line, connect_shop, line_customer
from noren.messaging.tests.test_webhook import body_of, event, sign
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import run_due
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop
from noren.shops.types import ShopInfo

JSON = "application/json"


def connected() -> ShopInfo:
    shop = make_shop()
    with shop_scope(shop.id):
        connect_shop()
    return shop


@pytest.mark.django_db
def test_a_signed_event_is_answered_at_once_and_worked_later(client: Client) -> None:
    shop = connected()
    body = body_of(event())
    for expected in ("stored", "known"):
        answer = client.post(
            f"/callbacks/line/{shop.slug}", body, content_type=JSON, headers={"x-line-signature": sign(body)}
        )
        assert (answer.status_code, answer.json()) == (200, {"result": expected})
    with shop_scope(shop.id):
        assert LineEvent.objects.get().handled_at is None
        assert Job.objects.filter(task__endswith="handle_line_event").count() == 1


@pytest.mark.django_db
def test_a_wrong_signature_and_an_unknown_shop_answer_the_same(client: Client) -> None:
    shop = connected()
    body = body_of(event())
    for slug, signature in ((shop.slug, "x"), (shop.slug, ""), ("no-such-shop", sign(body))):
        answer = client.post(
            f"/callbacks/line/{slug}", body, content_type=JSON, headers={"x-line-signature": signature}
        )
        assert (answer.status_code, answer.json()) == (401, {"result": "bad_signature"})
    assert client.get(f"/callbacks/line/{shop.slug}").status_code == 405
    with shop_scope(shop.id):
        assert LineEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_signature_of_one_shop_opens_no_other(client: Client) -> None:
    connected()
    other = make_shop()
    body = body_of(event())
    answer = client.post(
        f"/callbacks/line/{other.slug}", body, content_type=JSON, headers={"x-line-signature": sign(body)}
    )
    assert answer.status_code == 401


@pytest.mark.django_db
def test_a_signed_body_that_is_none_of_lines_is_refused(client: Client) -> None:
    shop = connected()
    body = json.dumps({"hello": 1}).encode()
    answer = client.post(
        f"/callbacks/line/{shop.slug}", body, content_type=JSON, headers={"x-line-signature": sign(body)}
    )
    assert (answer.status_code, answer.json()) == (400, {"result": "webhook_malformed"})


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["", "duplicate", "wrong_signature"])
def test_line_itself_tells_us_of_a_block(line: Line, live_server: LiveServer, fault: str) -> None:
    # given a friend, and LINE knowing our address
    shop = connected()
    url = f"{live_server.url}/callbacks/line/{shop.slug}"
    with shop_scope(shop.id):
        line_customer(line, "sakura")
    line.control("PATCH", f"/messaging-channels/{BOT_ID}", {"webhook_url": url, "secret": BOT_SECRET})
    if fault:
        line.control("POST", "/webhook-faults", {"channel": BOT_ID, "kind": fault, "times": 1, "seconds": 0})
    # when they block the account
    line.befriend("sakura", "block")
    assert line.control("POST", "/webhooks/wait", {"seconds": 10})["idle"] is True
    # then it is kept once (redelivered when the first came with a wrong signature) and noted on the customer
    with shop_scope(shop.id):
        assert LineEvent.objects.count() == 1
        assert LineEvent.objects.get().redelivered is (fault == "wrong_signature")
        run_due()
        assert LineIdentity.objects.get().is_friend is False
