"""The customer's pages, without a browser."""

import sqlite3
import time
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from noren.standins.payments.cards import TEST_CARDS, brand_of, expiry_error, luhn_valid
from noren.standins.payments.model import Json
from noren.standins.payments.provider import JAPAN
from noren.standins.payments.running import RunningPayments, running_payments
from noren.standins.payments.tests.conftest import open_account
from noren.standins.payments.tests.support import Api

GOOD_CARD = {
    "attempt": "0",
    "number": "4242 4242 4242 4242",
    "expiry": "12/35",
    "cvc": "123",
    "name": "TARO YAMADA",
}


def post(payment: Json, step: str, form: dict[str, str] | None = None) -> httpx.Response:
    return httpx.post(f"{payment['hosted_url']}/{step}", data=form or {})


def returned(payment: Json) -> str:
    return f"http://127.0.0.1:9/thanks?order=1&payment={payment['id']}"


def test_all_test_cards_are_well_formed_and_on_the_page(api: Api) -> None:
    page = httpx.get(str(api.create()["hosted_url"])).text
    for card in TEST_CARDS:
        assert luhn_valid(card.number)
        assert brand_of(card.number) == "visa"
        assert card.spaced in page


def test_opening_the_page_makes_it_pending_once(api: Api) -> None:
    payment = api.create(description="急須 <b>")
    first, second = httpx.get(str(payment["hosted_url"])), httpx.get(str(payment["hosted_url"]))
    assert (first.status_code, first.text) == (200, second.text)
    assert "急須 &lt;b&gt;" in first.text
    assert "¥3,300" in first.text
    assert api.event_types() == ["payment.pending"]
    policy = first.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert policy.endswith("form-action 'self' http://127.0.0.1:9")
    assert first.headers["cache-control"] == "no-store"
    assert "<script" not in first.text


def test_paid_card_goes_back_to_the_shop_and_a_second_submit_too(api: Api) -> None:
    payment = api.create()
    first, second = post(payment, "card", GOOD_CARD), post(payment, "card", GOOD_CARD)
    assert (first.status_code, first.headers["location"]) == (303, returned(payment))
    assert (second.status_code, second.headers["location"]) == (303, returned(payment))
    after = api.read(payment)
    assert (after["state"], after["amount_captured"], after["card"]) == (
        "captured",
        3300,
        {"brand": "visa", "last4": "4242"},
    )
    assert api.event_types() == ["payment.pending", "payment.captured"]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("number", "4242 4242 4242 4241", "カード番号に誤りがあります"),
        ("number", "", "カード番号を入力してください"),
        ("number", "４２４２x", "数字で入力"),
        ("expiry", "01/20", "有効期限が過ぎています"),
        ("expiry", "13/30", "「月/年」"),
        ("cvc", "12", "3桁の数字"),
        ("name", "山田", "半角のローマ字"),
    ],
)
def test_errors_stand_beside_the_field_and_nothing_is_lost(
    api: Api, field: str, typed: str, message: str
) -> None:
    payment = api.create()
    answer = post(payment, "card", {**GOOD_CARD, field: typed})
    assert answer.status_code == 422
    error = answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert message in error
    for kept in {"number", "expiry", "name"} - {field}:
        assert f'value="{GOOD_CARD[kept]}"' in answer.text
    assert 'value="123"' not in answer.text
    after = api.read(payment)
    assert (after["state"], after["card"], after["failure"]) == ("pending", None, None)


def test_wide_digits_and_hyphens_are_understood(api: Api) -> None:
    payment = api.create()
    post(
        payment, "card", {**GOOD_CARD, "number": "４２４２-４２４２-４２４２-４２４２", "expiry": "１２/３５"}
    )
    assert api.read(payment)["state"] == "captured"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("4000000000000002", "card_declined"),
        ("4123111111111000", "insufficient_funds"),
        ("4100000000500000", "authentication_failed"),
        ("5555555555554444", "card_declined"),
    ],
)
def test_refused_card_may_be_tried_again_and_fails_at_the_third(api: Api, number: str, code: str) -> None:
    payment = api.create()
    first = post(payment, "card", {**GOOD_CARD, "number": number})
    assert first.headers["location"] == f"/pay/{str(payment['hosted_url']).rsplit('/', 1)[1]}"
    doubled = post(payment, "card", {**GOOD_CARD, "number": number})
    assert doubled.headers["location"] == first.headers["location"]
    after = api.read(payment)
    assert (after["state"], after["failure"]["code"]) == ("pending", code)  # type: ignore[index]
    assert "あと2回" in httpx.get(str(payment["hosted_url"])).text
    post(payment, "card", {**GOOD_CARD, "number": number, "attempt": "1"})
    last = post(payment, "card", {**GOOD_CARD, "number": number, "attempt": "2"})
    assert last.headers["location"] == returned(payment)
    assert api.read(payment)["state"] == "failed"
    assert api.event_types() == ["payment.pending", "payment.failed"]


def test_second_card_after_a_refusal_pays_and_clears_the_failure(api: Api) -> None:
    payment = api.create(capture="manual")
    post(payment, "card", {**GOOD_CARD, "number": "4000000000000002"})
    post(payment, "card", {**GOOD_CARD, "attempt": "1"})
    after = api.read(payment)
    assert (after["state"], after["failure"], after["amount_captured"]) == ("authorized", None, 0)


def test_challenge(api: Api) -> None:
    payment = api.create()
    post(payment, "card", {**GOOD_CARD, "number": "4100000000005000"})
    assert 'data-testid="challenge-code"' in httpx.get(str(payment["hosted_url"])).text
    post(payment, "challenge", {"attempt": "0", "code": "000000"})
    post(payment, "challenge", {"attempt": "0", "code": "000000"})
    assert "確認コードが違います" in httpx.get(str(payment["hosted_url"])).text
    assert api.read(payment)["state"] == "pending"
    done = post(payment, "challenge", {"attempt": "1", "code": "１２３４５６"})
    assert done.headers["location"] == returned(payment)
    assert (api.read(payment)["state"], api.read(payment)["card"]) == (
        "captured",
        {"brand": "visa", "last4": "5000"},
    )


def test_three_wrong_codes_refuse_the_card(api: Api) -> None:
    payment = api.create()
    post(payment, "card", {**GOOD_CARD, "number": "4100000000005000"})
    for attempt in ("0", "1", "2"):
        post(payment, "challenge", {"attempt": attempt, "code": "111111"})
    after = api.read(payment)
    assert (after["state"], after["failure"]["code"]) == ("pending", "authentication_failed")  # type: ignore[index]
    assert post(payment, "challenge", {"attempt": "0", "code": "123456"}).status_code == 303
    assert api.read(payment) == after


def test_konbini_number_then_till(api: Api) -> None:
    payment = api.create(method="konbini", customer={"name": "山田 花子"})
    assert 'value="山田 花子"' in httpx.get(str(payment["hosted_url"])).text
    form = {"chain": "seven_eleven", "name": "山田 花子", "phone": "075-000-0000"}
    wrong = post(payment, "konbini", {**form, "chain": "kiosk", "phone": "1"})
    assert wrong.status_code == 422
    assert "お店を選んでください" in wrong.text
    assert 'value="1"' in wrong.text
    assert api.read(payment)["konbini"] is None
    post(payment, "konbini", form)
    given = api.read(payment)["konbini"]
    assert isinstance(given, dict)
    assert (given["chain"], len(given["number"]), given["expires_at"]) == (
        "seven_eleven",
        13,
        payment["expires_at"],
    )
    post(payment, "konbini", {**form, "chain": "lawson"})
    assert api.read(payment)["konbini"] == given
    assert post(payment, "cancel").status_code == 303
    assert api.read(payment)["state"] == "pending"
    till = str(payment["hosted_url"]).replace("/pay/", "/till/")
    assert str(given["number"]) in httpx.get(till).text
    for _ in range(2):
        assert httpx.post(till).status_code == 303
    assert (api.read(payment)["state"], api.read(payment)["amount_captured"]) == ("captured", 3300)
    assert api.event_types() == ["payment.pending", "payment.pending", "payment.captured"]


def test_paypay_approve_and_cancel(api: Api) -> None:
    approved, cancelled = api.create(method="paypay"), api.create(method="paypay")
    assert post(approved, "paypay").headers["location"] == returned(approved)
    assert post(approved, "paypay").headers["location"] == returned(approved)
    assert api.read(approved)["state"] == "captured"
    back = post(cancelled, "cancel").headers["location"]
    assert back == f"http://127.0.0.1:9/cart?payment={cancelled['id']}"
    assert post(cancelled, "paypay").headers["location"] == back
    assert api.read(cancelled)["state"] == "cancelled"


def test_a_form_of_another_method_is_refused(api: Api) -> None:
    payment = api.create(method="konbini")
    assert post(payment, "paypay").status_code == 404
    assert post(payment, "card", GOOD_CARD).status_code == 404
    assert api.read(payment) == payment


def test_unknown_token(api: Api) -> None:
    page = httpx.get(f"{api.url}/pay/none")
    assert page.status_code == 404
    assert "ページが見つかりません" in page.text


def test_expiry_by_the_clock_and_the_late_till(own_api: Api) -> None:
    card, konbini = own_api.create(), own_api.create(method="konbini")
    held = own_api.captured(capture="manual")
    own_api.act(konbini, "choose_konbini")
    own_api.control("PUT", "clock", {"offset_seconds": 3700})
    assert (own_api.read(card)["state"], own_api.read(konbini)["state"]) == ("expired", "pending")
    assert post(card, "card", GOOD_CARD).headers["location"].startswith("/pay/")
    assert "期限が過ぎました" in httpx.get(str(card["hosted_url"])).text
    own_api.control("PUT", "clock", {"offset_seconds": 5 * 86_400})
    assert (own_api.read(konbini)["state"], own_api.read(held)["state"]) == ("expired", "authorized")
    refused = httpx.post(
        f"{own_api.url}/_standin/payments/{konbini['id']}/act", json={"action": "pay_konbini"}
    )
    assert (refused.status_code, own_api.read(konbini)["state"]) == (409, "expired")
    assert own_api.act(konbini, "pay_konbini", late=True)["state"] == "captured"
    own_api.control("PUT", "clock", {"offset_seconds": 8 * 86_400})
    assert own_api.read(held)["state"] == "expired"
    assert own_api.event_types().count("payment.expired") == 3


def test_a_card_is_good_through_its_last_month() -> None:
    assert expiry_error("11/26", datetime(2026, 11, 30, 23, 59, tzinfo=JAPAN)) is None
    assert expiry_error("11/26", datetime(2026, 12, 1, tzinfo=JAPAN)) == "有効期限が過ぎています。"


def test_no_card_number_is_on_disk_or_in_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with running_payments(tmp_path) as standin:
        api = open_account(standin, None)
        post(api.create(), "card", {**GOOD_CARD, "number": "4242424242424241"})
        post(api.create(), "card", {**GOOD_CARD, "number": "4242424242424242", "cvc": "987"})
        post(api.create(), "card", {**GOOD_CARD, "number": "4000000000000002"})
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    output = capfd.readouterr()
    for text in ("4242424242424241", "4242424242424242", "4000000000000002", "424242", "TARO YAMADA"):
        assert text.encode() not in written
        assert text not in output.out + output.err


def test_state_survives_a_restart_and_stopping_is_quick(tmp_path: Path) -> None:
    with running_payments(tmp_path) as standin:
        api = open_account(standin, None)
        payment = api.captured()
        api.fault("timeout_before", endpoint="events.list")
        with pytest.raises(httpx.ReadTimeout):
            api.get("/v1/events", timeout=0.2)
        started = time.monotonic()
        standin.process.terminate()
        assert standin.process.wait(5) == 0
        assert time.monotonic() - started < 2
    with running_payments(tmp_path) as standin:
        again = Api(standin.url, api.merchant, api.secret_key)
        assert {**again.read(payment), "hosted_url": ""} == {**payment, "hosted_url": ""}
    assert sqlite3.connect(tmp_path / "payments.sqlite3").execute("PRAGMA integrity_check").fetchone() == (
        "ok",
    )


def test_dashboard_pays_at_the_till(api: Api, standin: RunningPayments) -> None:
    payment = api.create(method="konbini", reference=f"{api.merchant}-till")
    api.act(payment, "choose_konbini")
    assert f"{api.merchant}-till" in httpx.get(standin.url).text
    paid = httpx.post(str(payment["hosted_url"]).replace("/pay/", "/till/"), data={"from": "list"})
    assert (paid.status_code, paid.headers["location"]) == (303, "/")
    assert api.read(payment)["state"] == "captured"
