"""Taking in what LINE's webhook says. The signature comes first; the work comes later."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, NotAllowed, Problem, invalid
from noren.kernel.ids import uuid7
from noren.messaging.actors import LINE
from noren.messaging.jobs import handle_line_event
from noren.messaging.models import LineChannels, LineEvent
from noren.messaging.selectors import messaging_credentials
from noren.platform.transactions.write import write

HANDLED = frozenset({"follow", "unfollow", "accountLink"})


def receive(body: bytes, signature: str) -> int:
    """Store the events of a webhook body once each, with a job for each new one; returns how many were new.

    Raises NotAllowed unless `signature` is the base64 HMAC-SHA256 of the raw bytes under the channel secret, InvalidInput
    for a signed body that is none of LINE's.
    """
    credentials = messaging_credentials()
    if credentials is None or not _signed(body, signature, credentials.secret):
        raise NotAllowed(Problem("signature_wrong", "署名が一致しません。"))
    rows = list(_rows(_parsed(body)))
    if not rows:
        return 0
    with write(LINE):
        LineEvent.objects.bulk_create(rows, ignore_conflicts=True)
        stored = set(LineEvent.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        for row in rows:
            if row.pk in stored:
                handle_line_event.enqueue(str(row.pk))
    return len(stored)


def _signed(body: bytes, signature: str, secret: str) -> bool:
    expected = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(expected, signature.encode())


def _parsed(body: bytes) -> list[dict[str, Any]]:
    try:
        whole = json.loads(body)
        destination, events = whole["destination"], whole["events"]
    except (ValueError, KeyError, TypeError) as error:
        raise _malformed() from error
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise _malformed()
    channels = LineChannels.objects.first()
    ours = channels is None or not channels.bot_user_id or channels.bot_user_id == destination
    return events if ours else []


def _rows(events: list[dict[str, Any]]) -> Iterator[LineEvent]:
    for event in events:
        if event.get("type") not in HANDLED:
            continue
        try:
            yield _row(event)
        except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
            raise _malformed() from error


def _row(event: dict[str, Any]) -> LineEvent:
    link = event.get("link") or {}
    return LineEvent(
        id=uuid7(),
        webhook_event_id=str(event["webhookEventId"])[:64],
        kind=str(event["type"]),
        subject=str(event.get("source", {}).get("userId", "")),
        details={name: str(link[name]) for name in ("result", "nonce") if name in link},
        at=datetime.fromtimestamp(int(event["timestamp"]) / 1000, tz=UTC),
        redelivered=bool(event.get("deliveryContext", {}).get("isRedelivery")),
        received_at=now(),
    )


def _malformed() -> InvalidInput:
    return invalid("webhook_malformed", "LINEの通知として読めません。")
