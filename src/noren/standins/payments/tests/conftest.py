from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from noren.standins.payments.running import RunningPayments, running_payments
from noren.standins.payments.tests.support import WEBHOOK_SECRET, Api, Receiver, running_receiver


def open_account(standin: RunningPayments, webhook_url: str | None) -> Api:
    name = f"m_{uuid4().hex[:12]}"
    api = Api(standin.url, name, f"sk_test_{name}")
    account = {
        "id": name,
        "name": "暮らしの道具 こはる",
        "secret_key": api.secret_key,
        "webhook_url": webhook_url,
    }
    api.control("PUT", "merchants", {**account, "webhook_secret": WEBHOOK_SECRET})
    return api


@pytest.fixture(scope="session")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPayments]:
    with running_payments(tmp_path_factory.mktemp("payments"), retry_seconds=(0.1, 0.1, 0.1)) as running:
        yield running


@pytest.fixture
def own_standin(tmp_path: Path) -> Iterator[RunningPayments]:
    """One that a test may stop or whose clock it may move."""
    with running_payments(tmp_path, retry_seconds=(0.1, 0.1)) as running:
        yield running


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.fixture
def api(standin: RunningPayments, receiver: Receiver) -> Api:
    """A merchant account of this test alone."""
    return open_account(standin, receiver.url)


@pytest.fixture
def own_api(own_standin: RunningPayments, receiver: Receiver) -> Api:
    return open_account(own_standin, receiver.url)
