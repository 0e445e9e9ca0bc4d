"""kill -9 of the server in the middle of a hundred checkouts: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.databases import fresh_postgresql_database
from tests.running import Running, running

pytestmark = [pytest.mark.faults, pytest.mark.any_database]

BUYERS = 100
THREADS = 12
KILLS = 3
PIECES = 1000
PATIENCE_SECONDS = 60.0
FORM = {
    "phone": "09012345678",
    "family_name": "髙橋",
    "given_name": "花子",
    "family_kana": "タカハシ",
    "given_kana": "ハナコ",
    "postal_code": "604-0925",
    "prefecture": "26",
    "city": "京都市中京区上本能寺前町",
    "street": "488",
    "building": "",
    "payment": "cash_on_delivery",
    "action": "confirm",
}


@dataclass(slots=True)
class Sale:
    """What the buyers know: the address of each order that was acknowledged to them."""

    base: str
    variant: str
    acknowledged: dict[int, str] = field(default_factory=dict)
    go_on: threading.Event = field(default_factory=threading.Event)


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    url = fresh_postgresql_database("noren_kill_nine") if request.param == "postgresql" else ""
    with running(tmp_path, database_url=url, stand_ins=False, worker=False) as started:
        yield started


def in_django(installation: Running, module: str) -> dict[str, object]:
    """Run a module of this folder inside the installation's Django and read what it prints."""
    answer = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}"],
        env=installation.environment,
        cwd=Path(__file__).resolve().parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, object] = json.loads(answer.stdout.splitlines()[-1])
    return told


def buy(sale: Sale, number: int) -> None:
    """Buy one piece as a guest, trying again whenever the server is away, until the order is acknowledged."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with httpx.Client(timeout=10, follow_redirects=False, trust_env=False) as client:
        while time.monotonic() < deadline:
            try:
                sale.acknowledged[number] = one_purchase(client, sale, number)
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
    raise AssertionError(f"buyer {number} was never answered")


def one_purchase(client: httpx.Client, sale: Sale, number: int) -> str:
    """Go from the cart to the order; a page that was sent before is sent again as a buyer's browser would."""
    cart = checked(client.get(f"{sale.base}/fragment/session"), 200).json()
    if cart["cart_count"] == 0:
        checked(client.post(f"{sale.base}/cart/lines", data={"variant": sale.variant, "quantity": "1"}), 302)
    form = {**FORM, "email": f"buyer{number}@example.jp"}
    checked(client.post(f"{sale.base}/checkout", data=form), 302)
    page = checked(client.get(f"{sale.base}/checkout/review"), 200).text
    posted = dict(
        re.findall(r'name="(cart|agreed_total|token)" value="([^"]*)"', page.split('/checkout/place"')[1])
    )
    while True:
        # The last button is pressed until it is answered: with the same cart, which becomes one order only.
        try:
            return str(
                checked(client.post(f"{sale.base}/checkout/place", data=posted), 302).headers["location"]
            )
        except httpx.TransportError:
            time.sleep(0.05)


def checked(answer: httpx.Response, status: int) -> httpx.Response:
    assert answer.status_code == status, (answer.request.url, answer.status_code, answer.text[:600])
    return answer


@pytest.mark.timeout(240)
def test_kill_nine_in_the_middle_of_a_hundred_checkouts_loses_nothing_and_leaves_nothing_half(
    installation: Running,
) -> None:
    # given an open shop and a hundred buyers
    shop = in_django(installation, "open_a_shop")
    sale = Sale(f"{installation.base}/{shop['slug']}", str(shop["variant"]))
    with ThreadPoolExecutor(THREADS) as pool:
        buyers = [pool.submit(buy, sale, number) for number in range(BUYERS)]
        # when the server is killed without warning, several times, while they buy
        for kill in range(1, KILLS + 1):
            wait_until(lambda seen=kill * 20: len(sale.acknowledged) >= seen, buyers)
            installation.kill("server")
            installation.start_server()
        for buyer in buyers:
            buyer.result()
    # then every acknowledged order is there, each buyer has just one, and no order is half there
    found = in_django(installation, "look_at_the_orders")
    numbers = {re.search(r"/orders/([^?]+)", place)[1] for place in sale.acknowledged.values()}  # type: ignore[index]
    assert len(numbers) == BUYERS
    assert numbers <= set(found["numbers"])  # type: ignore[call-overload]
    assert found["buyers_with_two"] == []
    assert found["half"] == []
    assert found["stock_left"] == PIECES - len(found["numbers"])  # type: ignore[arg-type]
    assert found["audit_broken_at"] is None


def wait_until(condition: Callable[[], bool], buyers: Sequence[Future[None]]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        for buyer in buyers:
            if buyer.done():
                buyer.result()
        assert time.monotonic() < deadline, "the sale does not move"
        time.sleep(0.01)
