"""Each scripted fault of the API, seen from the caller."""

import time

import httpx
import pytest

from noren.standins.payments.running import RunningPayments
from noren.standins.payments.tests.conftest import open_account
from noren.standins.payments.tests.support import Api

CREATE = "payments.create"


def count(api: Api, reference: str) -> int:
    return len(api.get(f"/v1/payments?reference={reference}").json()["data"])


@pytest.mark.parametrize(("kind", "made"), [("timeout_before", 0), ("timeout_after", 1)])
def test_time_out(api: Api, kind: str, made: int) -> None:
    api.fault(kind, endpoint=CREATE)
    body = api.body(reference="A-1")
    with pytest.raises(httpx.ReadTimeout):
        api.post("/v1/payments", body, key="k", timeout=0.4)
    assert count(api, "A-1") == made
    again = api.post("/v1/payments", body, key="k")
    assert again.status_code == 201
    assert count(api, "A-1") == 1


@pytest.mark.parametrize(("kind", "made"), [("error_before", 0), ("error_after", 1)])
def test_error_500(api: Api, kind: str, made: int) -> None:
    api.fault(kind, endpoint=CREATE)
    body = api.body(reference="A-1")
    spoilt = api.post("/v1/payments", body, key="k")
    assert (spoilt.status_code, spoilt.json()["error"]["code"]) == (500, "internal_error")
    assert count(api, "A-1") == made
    assert api.post("/v1/payments", body, key="k").status_code == 201
    assert count(api, "A-1") == 1


@pytest.mark.parametrize(("kind", "made"), [("cut_before", 0), ("cut_after", 1)])
def test_connection_cut(api: Api, kind: str, made: int) -> None:
    api.fault(kind, endpoint=CREATE)
    body = api.body(reference="A-1")
    with pytest.raises(httpx.RemoteProtocolError):
        api.post("/v1/payments", body, key="k")
    assert count(api, "A-1") == made
    assert api.post("/v1/payments", body, key="k").status_code == 201
    assert count(api, "A-1") == 1


def test_a_cut_refund_is_done_once(api: Api) -> None:
    payment = api.captured()
    api.fault("cut_after", endpoint="refunds.create")
    path = f"/v1/payments/{payment['id']}/refunds"
    with pytest.raises(httpx.RemoteProtocolError):
        api.post(path, {"amount": 2000, "reason": "返品"}, key="k")
    assert api.post(path, {"amount": 2000, "reason": "返品"}, key="k").json()["state"] == "succeeded"
    assert api.read(payment)["amount_refunded"] == 2000


def test_slow_drip(api: Api) -> None:
    payment = api.create()
    api.fault("slow_drip", endpoint="payments.get", seconds=0.002)
    started = time.monotonic()
    assert api.read(payment) == payment
    assert time.monotonic() - started > 0.5


def test_wrong_amount_in_the_answer_only(api: Api) -> None:
    payment = api.create()
    api.fault("wrong_amount", endpoint="payments.get", amount=-300)
    assert api.read(payment)["amount"] == 3000
    assert api.read(payment)["amount"] == 3300


def test_rate_limit(api: Api) -> None:
    api.fault("rate_limit", endpoint="events.list", count=2)
    for _ in range(2):
        limited = api.get("/v1/events")
        assert (limited.status_code, limited.json()["error"]["code"]) == (429, "rate_limited")
        assert limited.headers["retry-after"] == "1"
    assert api.get("/v1/events").status_code == 200


def test_declined_capture_changes_nothing(api: Api) -> None:
    payment = api.captured(capture="manual")
    api.fault("declined", endpoint="payments.capture")
    response = api.post(f"/v1/payments/{payment['id']}/capture", {})
    assert (response.status_code, response.json()["error"]["code"]) == (402, "declined")
    assert api.read(payment) == payment


def test_a_fault_strikes_its_endpoint_and_merchant_only(api: Api, standin: RunningPayments) -> None:
    other = open_account(standin, None)
    api.fault("error_before", endpoint=CREATE)
    assert api.get("/v1/events").status_code == 200
    assert other.post("/v1/payments", other.body()).status_code == 201
    assert api.post("/v1/payments", api.body()).status_code == 500


def test_faults_are_listed_and_forgotten(own_api: Api) -> None:
    own_api.fault("error_before", count=3)
    listed = own_api.control("GET", "faults")["data"]
    assert isinstance(listed, list)
    assert [(rule["kind"], rule["target"], rule["remaining"]) for rule in listed] == [
        ("error_before", "*", 3)
    ]
    own_api.control("DELETE", "faults")
    assert own_api.get("/v1/events").status_code == 200


@pytest.mark.parametrize(
    "body", [{"kind": "fire"}, {"kind": "declined"}, {"kind": "delay"}, {"kind": "cut_after", "x": 1}]
)
def test_wrong_rules_are_refused(api: Api, body: dict[str, object]) -> None:
    assert httpx.post(f"{api.url}/_standin/faults", json=body).status_code == 400
