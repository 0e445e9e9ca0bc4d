"""LINE's webhook: what is taken in, what is refused, and what comes of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from noren.customers.models import LineIdentity
from noren.customers.selectors import customer
from noren.customers.services.join import customer_for_guest
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import InvalidInput, NotAllowed
from noren.messaging.models import AccountLink, LineChannels, LineEvent
from noren.messaging.services.link_account import start_account_link
from noren.messaging.services.receive import receive
from noren.messaging.tests.standin import (
    BOT_SECRET,
    SETUP,
    Line,
    connect_shop,
    line_customer,
)
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import run_due

USER = "U" + "0123456789abcdef" * 2
BOT = "U" + "f" * 32


def sign(body: bytes, secret: str = BOT_SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def event(
    kind: str = "follow", *, event_id: str = "01J0000000000000000000001A", **more: Any
) -> dict[str, Any]:
    return {
        "type": kind,
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": USER},
        "webhookEventId": event_id,
        "deliveryContext": {"isRedelivery": False},
        **more,
    }


def body_of(*events: dict[str, Any], destination: str = BOT) -> bytes:
    return json.dumps({"destination": destination, "events": list(events)}, ensure_ascii=False).encode()


def take(*events: dict[str, Any]) -> int:
    body = body_of(*events)
    return receive(body, sign(body))


def test_a_wrong_signature_is_refused_and_nothing_kept(shop_id: UUID) -> None:
    connect_shop()
    body = body_of(event())
    for signature in ("", "x", "あ", sign(body, "another-secret"), sign(body)[:-1], sign(body + b" ")):
        with pytest.raises(NotAllowed):
            receive(body, signature)
    assert (LineEvent.objects.count(), Job.objects.count()) == (0, 0)


def test_the_signature_is_over_the_raw_bytes(shop_id: UUID) -> None:
    connect_shop()
    body = body_of(event())
    with pytest.raises(NotAllowed):
        receive(body + b" ", sign(body))
    assert receive(body + b" ", sign(body + b" ")) == 1


def test_a_body_that_is_no_json_is_refused_for_its_signature_first(shop_id: UUID) -> None:
    connect_shop()
    with pytest.raises(NotAllowed):
        receive(b"\xff{", sign(b"other"))
    for body in (b"\xff{", b"[]", b'{"destination": "U"}', b'{"destination": "U", "events": [1]}'):
        with pytest.raises(InvalidInput):
            receive(body, sign(body))
    wrong = body_of({"type": "follow", "webhookEventId": "01"})
    with pytest.raises(InvalidInput):
        receive(wrong, sign(wrong))
    assert LineEvent.objects.count() == 0


def test_an_unconnected_shop_takes_nothing(shop_id: UUID) -> None:
    body = body_of(event())
    with pytest.raises(NotAllowed):
        receive(body, sign(body))


def test_the_consoles_check_without_events_is_fine(shop_id: UUID) -> None:
    connect_shop()
    assert take() == 0


def test_an_event_is_kept_once_however_often_it_comes(shop_id: UUID) -> None:
    connect_shop()
    one, two = event(), event(event_id="01J0000000000000000000002B")
    assert take(one) == 1
    assert take({**one, "deliveryContext": {"isRedelivery": True}}) == 0
    assert take(one, two, one) == 1
    assert LineEvent.objects.count() == 2
    assert Job.objects.filter(task__endswith="handle_line_event").count() == 2


def test_chat_and_news_kinds_are_accepted_and_not_kept(shop_id: UUID) -> None:
    connect_shop()
    said = event("message", message={"type": "text", "text": "住所は京都です"})
    assert take(said, event("somethingNew", event_id="01J9")) == 0
    assert LineEvent.objects.count() == 0


def test_events_for_another_account_are_left_alone(shop_id: UUID) -> None:
    connect_shop()
    LineChannels.objects.update(bot_user_id=BOT)
    body = body_of(event(), destination="U" + "1" * 32)
    assert receive(body, sign(body)) == 0
    assert take(event()) == 1


def test_what_is_kept_of_a_person_is_encrypted(shop_id: UUID) -> None:
    connect_shop()
    take(event())
    raw = LineEvent.objects.extra(select={"raw": "subject"}).values("raw").get()["raw"]
    assert USER not in raw
    assert raw.startswith("n1.")


def test_follow_and_block_are_noted_on_the_customer(line: Line, shop_id: UUID) -> None:
    connect_shop()
    customer_id = line_customer(line, "sakura", friend=False)
    user = line.user_id("sakura")
    source = {"source": {"type": "user", "userId": user}}
    for kind, event_id, expected in (
        ("follow", "01A", True),
        ("unfollow", "01B", False),
        ("follow", "01C", True),
    ):
        take(event(kind, event_id=event_id, **source))
        run_due()
        found = customer(customer_id)
        assert found is not None
        assert found.line is not None
        assert found.line.is_friend is expected
    assert LineEvent.objects.filter(handled_at__isnull=True).count() == 0


def test_news_that_comes_late_does_not_undo_newer_news(line: Line, shop_id: UUID) -> None:
    # given a block that was told before the follow that came first
    connect_shop()
    line_customer(line, "sakura", friend=False)
    source = {"source": {"type": "user", "userId": line.user_id("sakura")}}
    moment = int(time.time() * 1000)
    take(event("unfollow", event_id="01B", timestamp=moment, **source))
    take(event("follow", event_id="01A", timestamp=moment - 60_000, **source))
    run_due()
    assert LineIdentity.objects.get().is_friend is False


def test_a_stranger_who_follows_is_not_kept(shop_id: UUID) -> None:
    connect_shop()
    take(event())
    run_due()
    assert LineIdentity.objects.count() == 0


def link_event(nonce: str, *, result: str = "ok", event_id: str = "01L") -> dict[str, Any]:
    return event("accountLink", event_id=event_id, link={"result": result, "nonce": nonce})


def nonce_for(customer_id: UUID) -> str:
    url = start_account_link(customer_id, link_token="token", actor=SETUP)
    return url.rpartition("nonce=")[2]


def test_an_account_link_ties_the_line_account_to_the_customer_once(shop_id: UUID) -> None:
    connect_shop()
    customer_id = customer_for_guest(email="a@example.jp", name="山田", actor=SETUP)
    nonce = nonce_for(customer_id)
    assert nonce not in str(AccountLink.objects.values().get())
    take(link_event(nonce))
    take(link_event(nonce, event_id="01M"))
    run_due()
    identity = LineIdentity.objects.get()
    assert (identity.customer_id, identity.subject, identity.is_friend) == (customer_id, USER, True)


@pytest.mark.parametrize("how", ["failed", "unknown", "old"])
def test_a_link_that_did_not_come_off_ties_nothing(shop_id: UUID, how: str) -> None:
    connect_shop()
    nonce = nonce_for(customer_for_guest(email="a@example.jp", name="山田", actor=SETUP))
    with clock_shifted(timedelta(minutes=16) if how == "old" else timedelta(0)):
        take(
            link_event("guessed" if how == "unknown" else nonce, result="failed" if how == "failed" else "ok")
        )
        run_due()
    assert LineIdentity.objects.count() == 0
    assert LineEvent.objects.get().handled_at is not None


def test_a_line_account_that_is_somebodys_stays_theirs(line: Line, shop_id: UUID) -> None:
    connect_shop()
    owner = line_customer(line, "sakura", friend=False)
    other = customer_for_guest(email="a@example.jp", name="山田", actor=SETUP)
    linked = link_event(nonce_for(other))
    linked["source"]["userId"] = line.user_id("sakura")
    take(linked)
    run_due()
    assert LineIdentity.objects.get().customer_id == owner
