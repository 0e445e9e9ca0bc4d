"""kill -9 of a worker whose message LINE has accepted and whose answer never came."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core import mail as django_mail
from django.db import connection

from noren.messaging.models import Delivery
from noren.messaging.services.deliver import deliver
from noren.messaging.tests.standin import Line, connect_shop, line_customer
from noren.messaging.tests.test_deliver import PUSH, tell
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
LONGEST_WAIT_SECONDS = 30.0


def database_url() -> str:
    """Return the address of the tests' own database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite://{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def test_a_worker_killed_in_mid_call_shows_one_message(line: Line) -> None:
    # given a worker that waits for the answer to a message LINE has accepted
    shop = make_shop()
    with shop_scope(shop.id):
        connect_shop()
        row = tell(line_customer(line, "sakura", email="sakura@example.jp"))
    line.fault(PUSH, "timeout_after_accept", seconds=9.0)
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "NOREN_LINE_API_BASE": line.url,
        "NOREN_MASTER_KEY": settings.NOREN.master_key.hex(),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "noren.messaging.tests.one_try", str(shop.id), str(row.pk)], env=environment
    )
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while not line.shown("sakura") and worker.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    # when it is killed
    assert worker.poll() is None, "it was to wait for LINE"
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(timeout=10) == -signal.SIGKILL
    with shop_scope(shop.id):
        assert Delivery.objects.get().state == "sending"
        # then another worker ends it with one message on the phone and none in the mail
        deliver(row.pk)
        assert Delivery.objects.get().state == "sent"
    assert len(line.shown("sakura")) == 1
    assert len({call["retry_key"] for call in line.calls(PUSH)}) == 1
    assert django_mail.outbox == []
