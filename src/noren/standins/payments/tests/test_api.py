"""The merchants' API: what it does and what it refuses."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from noren.standins.payments.model import Json
from noren.standins.payments.running import RunningPayments
from noren.standins.payments.tests.conftest import open_account
from noren.standins.payments.tests.support import Api


def test_created_payment_is_complete(api: Api) -> None:
    payment = api.create(
        reference="A-1", description="急須", metadata={"cart": "7"}, customer={"name": "山田 花子"}
    )
    assert payment["state"] == "created"
    assert (payment["amount"], payment["amount_captured"], payment["amount_refunded"]) == (3300, 0, 0)
    assert (payment["currency"], payment["method"], payment["capture"]) == ("JPY", "card", "automatic")
    assert (payment["reference"], payment["description"], payment["merchant"]) == (
        "A-1",
        "急須",
        api.merchant,
    )
    assert (payment["konbini"], payment["card"], payment["failure"], payment["refunds"]) == (
        None,
        None,
        None,
        [],
    )
    assert payment["metadata"] == {"cart": "7"}
    assert payment["version"] == 1
    assert str(payment["hosted_url"]).startswith(f"{api.url}/pay/")
    assert api.read(payment) == payment
    assert api.get("/v1/payments?reference=A-1").json() == {"data": [payment]}


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -100}, "amount"),
        ({"amount": 49}, "amount"),
        ({"amount": 10_000_000}, "amount"),
        ({"amount": 3300.0}, "amount"),
        ({"amount": "3300"}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": None}, "amount"),
        ({"method": "konbini", "amount": 300_001}, "amount"),
        ({"currency": "USD"}, "currency"),
        ({"currency": "jpy"}, "currency"),
        ({"method": "cash"}, "method"),
        ({"capture": "later"}, "capture"),
        ({"method": "konbini", "capture": "manual"}, "capture"),
        ({"reference": ""}, "reference"),
        ({"reference": "注文1"}, "reference"),
        ({"reference": "x" * 65}, "reference"),
        ({"description": "あ" * 201}, "description"),
        ({"description": "a\nb"}, "description"),
        ({"return_url": "javascript:alert(1)"}, "return_url"),
        ({"return_url": "/thanks"}, "return_url"),
        ({"return_url": "https://user@shop.example/"}, "return_url"),
        ({"return_url": "https://shop.example/#x"}, "return_url"),
        ({"return_url": "https://shop.example:99999/"}, "return_url"),
        ({"cancel_url": "https://shop.example/; script-src *"}, "cancel_url"),
        ({"customer": {"email": "nobody"}}, "customer.email"),
        ({"customer": {"phone": "12"}}, "customer.phone"),
        ({"customer": {"age": "3"}}, "customer.age"),
        ({"metadata": {"a": 1}}, "metadata.a"),
        ({"metadata": []}, "metadata"),
        ({"locale": "fr"}, "locale"),
        ({"expires_at": "tomorrow"}, "expires_at"),
        ({"expires_at": "2030-01-01T00:00:00"}, "expires_at"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2099-01-01T00:00:00Z"}, "expires_at"),
        ({"amout": 1}, "amout"),
    ],
)
def test_wrong_input_is_refused_and_nothing_is_made(api: Api, changes: Json, param: str) -> None:
    body = api.body(**{"reference": "only", **changes})
    response = api.post("/v1/payments", body)
    assert response.status_code == 400
    assert response.json()["error"]["param"] == param
    assert api.get("/v1/payments?reference=only").json() == {"data": []}


@pytest.mark.parametrize("name", ["amount", "currency", "method", "reference", "return_url", "cancel_url"])
def test_each_required_field_is_asked_for(api: Api, name: str) -> None:
    body = api.body()
    del body[name]
    response = api.post("/v1/payments", body)
    assert (response.status_code, response.json()["error"]["param"]) == (400, name)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b'{"amount": NaN}', b'{"amount": 100, "amount": 200}', b"\xff"]
)
def test_broken_json_is_refused(api: Api, raw: bytes) -> None:
    headers = {
        "Authorization": f"Bearer {api.secret_key}",
        "Idempotency-Key": "k",
        "Content-Type": "application/json",
    }
    response = httpx.post(f"{api.url}/v1/payments", content=raw, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid_json")


def test_form_encoding_and_large_bodies_are_refused(api: Api) -> None:
    headers = {"Authorization": f"Bearer {api.secret_key}", "Idempotency-Key": "k"}
    form = httpx.post(f"{api.url}/v1/payments", data={"amount": "100"}, headers=headers)
    assert (form.status_code, form.json()["error"]["code"]) == (400, "invalid_content_type")
    large = api.post("/v1/payments", api.body(metadata={"a": "x" * 70_000}))
    assert (large.status_code, large.json()["error"]["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer sk_wrong", "Basic c2s6"])
def test_wrong_key_is_refused(api: Api, header: str | None) -> None:
    headers = {"Idempotency-Key": "k"} | ({"Authorization": header} if header is not None else {})
    response = httpx.post(f"{api.url}/v1/payments", json=api.body(reference="none"), headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "unauthorized")
    assert api.get("/v1/payments?reference=none").json() == {"data": []}


def test_unknown_paths_and_methods_answer_json(api: Api) -> None:
    assert api.get("/v1/nothing").json()["error"]["code"] == "not_found"
    assert httpx.delete(f"{api.url}/v1/payments").status_code == 405
    assert api.get("/v1/payments/pay_none").status_code == 404
    assert api.get("/v1/payments").json()["error"]["param"] == "reference"
    assert api.get("/v1/payments?reference=a&x=1").json()["error"]["param"] == "x"


def test_payments_of_other_merchants_do_not_exist(api: Api, standin: RunningPayments) -> None:
    other = open_account(standin, None)
    payment = api.captured(reference="mine")
    refund = api.post(f"/v1/payments/{payment['id']}/refunds", {"amount": 100, "reason": "破損"}).json()
    assert other.get(f"/v1/payments/{payment['id']}").status_code == 404
    assert other.get(f"/v1/refunds/{refund['id']}").status_code == 404
    assert other.get("/v1/payments?reference=mine").json() == {"data": []}
    assert other.get("/v1/events").json()["data"] == []
    assert (
        other.post(f"/v1/payments/{payment['id']}/refunds", {"amount": 100, "reason": "x"}).status_code == 404
    )
    assert api.read(payment)["amount_refunded"] == 100


def test_one_live_payment_per_reference(api: Api) -> None:
    first = api.create(reference="A-1")
    second = api.post("/v1/payments", api.body(reference="A-1"))
    assert (second.status_code, second.json()["error"]["code"]) == (409, "reference_in_use")
    api.post(f"/v1/payments/{first['id']}/cancel", {})
    third = api.create(reference="A-1")
    found = api.get("/v1/payments?reference=A-1").json()["data"]
    assert [(payment["id"], payment["state"]) for payment in found] == [
        (third["id"], "created"),
        (first["id"], "cancelled"),
    ]


def test_manual_capture_takes_once_and_never_more(api: Api) -> None:
    payment = api.captured(capture="manual")
    assert (payment["state"], payment["amount_captured"]) == ("authorized", 0)
    path = f"/v1/payments/{payment['id']}/capture"
    too_much = api.post(path, {"amount": 3301})
    assert (too_much.status_code, too_much.json()["error"]["code"]) == (409, "amount_too_large")
    assert api.read(payment) == payment
    taken = api.post(path, {"amount": 3000}).json()
    assert (taken["state"], taken["amount_captured"], taken["version"]) == ("captured", 3000, 4)
    again = api.post(path, {"amount": 300})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "invalid_state")
    assert api.read(payment)["amount_captured"] == 3000


def test_capture_without_amount_takes_all(api: Api) -> None:
    payment = api.captured(capture="manual", method="paypay")
    assert api.post(f"/v1/payments/{payment['id']}/capture", {}).json()["amount_captured"] == 3300


def test_cancel_ends_open_and_authorized_payments_only(api: Api) -> None:
    authorized = api.captured(capture="manual")
    assert api.post(f"/v1/payments/{authorized['id']}/cancel", {}).json()["state"] == "cancelled"
    captured = api.captured()
    refused = api.post(f"/v1/payments/{captured['id']}/cancel", {})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "invalid_state")
    assert api.read(captured) == captured


def test_refunds_never_exceed_the_capture(api: Api) -> None:
    payment = api.captured()
    path = f"/v1/payments/{payment['id']}/refunds"
    part = api.post(path, {"amount": 3000, "reason": "一部返品"}).json()
    assert (part["state"], part["amount"], part["payment"]) == ("succeeded", 3000, payment["id"])
    assert api.get(f"/v1/refunds/{part['id']}").json() == part
    assert (api.read(payment)["state"], api.read(payment)["amount_refunded"]) == ("partially_refunded", 3000)
    over = api.post(path, {"amount": 301, "reason": "二重"})
    assert (over.status_code, over.json()["error"]["code"]) == (409, "refund_exceeds_captured")
    assert api.read(payment)["amount_refunded"] == 3000
    api.post(path, {"amount": 300, "reason": "残り"})
    after = api.read(payment)
    assert (after["state"], after["amount_refunded"], len(after["refunds"])) == ("refunded", 3300, 2)  # type: ignore[arg-type]
    assert api.post(path, {"amount": 1, "reason": "もう一度"}).status_code == 409


def test_refunds_at_the_same_moment_never_exceed_the_capture(api: Api) -> None:
    payment = api.captured()
    path = f"/v1/payments/{payment['id']}/refunds"
    with ThreadPoolExecutor(8) as staff:
        answers = list(
            staff.map(lambda _: api.post(path, {"amount": 1000, "reason": "返品"}).status_code, range(8))
        )
    assert sorted(answers) == [201] * 3 + [409] * 5
    assert api.read(payment)["amount_refunded"] == 3000


def test_pending_refund_keeps_its_amount_reserved(api: Api) -> None:
    payment = api.captured()
    path = f"/v1/payments/{payment['id']}/refunds"
    api.fault("refund_pending", endpoint="refunds.create")
    waiting = api.post(path, {"amount": 3000, "reason": "返品"}).json()
    assert waiting["state"] == "pending"
    assert (api.read(payment)["state"], api.read(payment)["amount_refunded"]) == ("captured", 0)
    assert (
        api.post(path, {"amount": 301, "reason": "返品"}).json()["error"]["code"] == "refund_exceeds_captured"
    )
    settled = api.control("POST", f"refunds/{waiting['id']}/settle", {"state": "succeeded"})
    assert settled["state"] == "succeeded"
    assert api.read(payment)["amount_refunded"] == 3000


def test_failed_refund_gives_the_amount_free_again(api: Api) -> None:
    payment = api.captured()
    path = f"/v1/payments/{payment['id']}/refunds"
    api.fault("refund_failed", endpoint="refunds.create")
    failed = api.post(path, {"amount": 3300, "reason": "返品"}).json()
    assert (failed["state"], failed["failure"]["code"]) == ("failed", "refund_failed")
    assert (api.read(payment)["state"], api.read(payment)["amount_refunded"]) == ("captured", 0)
    assert api.event_types()[-1] == "refund.failed"
    assert api.post(path, {"amount": 3300, "reason": "返品"}).json()["state"] == "succeeded"


def test_events_are_paged_in_order(api: Api) -> None:
    payment = api.captured()
    api.post(f"/v1/payments/{payment['id']}/refunds", {"amount": 3300, "reason": "返品"})
    first = api.get("/v1/events?limit=2").json()
    assert [event["type"] for event in first["data"]] == ["payment.pending", "payment.captured"]
    assert first["has_more"] is True
    rest = api.get(f"/v1/events?limit=2&after={first['data'][-1]['id']}").json()
    assert [event["type"] for event in rest["data"]] == ["payment.refunded"]
    assert rest["has_more"] is False
    assert rest["data"][0]["data"]["refund"]["amount"] == 3300
    assert rest["data"][0]["data"]["payment"]["state"] == "refunded"
    assert api.get("/v1/events?after=evt_none").json()["error"]["param"] == "after"
    assert api.get("/v1/events?limit=0").json()["error"]["param"] == "limit"


class TestIdempotency:
    def test_same_key_and_body_replays_the_first_answer(self, api: Api) -> None:
        body = api.body(reference="A-1")
        first = api.post("/v1/payments", body, key="k")
        api.act(first.json(), "open")
        second = api.post("/v1/payments", dict(reversed(body.items())), key="k")
        assert (second.status_code, second.json()) == (201, first.json())
        assert len(api.get("/v1/payments?reference=A-1").json()["data"]) == 1

    def test_same_key_at_the_same_moment_makes_one_payment(self, api: Api) -> None:
        body = api.body(reference="A-1")
        with ThreadPoolExecutor(8) as clicks:
            answers = list(clicks.map(lambda _: api.post("/v1/payments", body, key="k"), range(8)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert len(api.get("/v1/payments?reference=A-1").json()["data"]) == 1

    def test_same_key_with_another_body_is_refused(self, api: Api) -> None:
        payment = api.captured()
        path = f"/v1/payments/{payment['id']}/refunds"
        api.post(path, {"amount": 100, "reason": "返品"}, key="k")
        other = api.post(path, {"amount": 200, "reason": "返品"}, key="k")
        assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reused")
        assert api.read(payment)["amount_refunded"] == 100

    def test_same_key_on_another_path_is_refused(self, api: Api) -> None:
        first, second = api.captured(), api.captured()
        body: Json = {"amount": 100, "reason": "返品"}
        api.post(f"/v1/payments/{first['id']}/refunds", body, key="k")
        assert api.post(f"/v1/payments/{second['id']}/refunds", body, key="k").status_code == 422
        assert api.read(second)["amount_refunded"] == 0

    def test_a_refused_request_does_not_use_up_its_key(self, api: Api) -> None:
        assert api.post("/v1/payments", api.body(amount=1), key="k").status_code == 400
        assert api.post("/v1/payments", api.body(), key="k").status_code == 201

    def test_keys_belong_to_one_merchant(self, api: Api, standin: RunningPayments) -> None:
        other = open_account(standin, None)
        assert api.post("/v1/payments", api.body(), key="k").status_code == 201
        assert other.post("/v1/payments", other.body(amount=500), key="k").json()["amount"] == 500

    @pytest.mark.parametrize("key", [None, "", "with space", "x" * 256])
    def test_post_needs_a_key(self, api: Api, key: str | None) -> None:
        headers = {"Authorization": f"Bearer {api.secret_key}"} | (
            {"Idempotency-Key": key} if key is not None else {}
        )
        response = httpx.post(f"{api.url}/v1/payments", json=api.body(reference="none"), headers=headers)
        assert (response.status_code, response.json()["error"]["code"]) == (400, "idempotency_key_required")
        assert api.get("/v1/payments?reference=none").json() == {"data": []}

    def test_a_key_is_forgotten_after_a_day(self, own_api: Api) -> None:
        body = own_api.body(method="konbini", reference="A-1")
        first = own_api.post("/v1/payments", body, key="k").json()
        own_api.control("PUT", "clock", {"offset_seconds": 86_300})
        assert own_api.post("/v1/payments", body, key="k").json() == first
        own_api.control("PUT", "clock", {"offset_seconds": 86_500})
        assert own_api.post("/v1/payments", body, key="k").json()["error"]["code"] == "reference_in_use"
