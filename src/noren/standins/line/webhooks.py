"""Webhook events: their bodies, and the queue from which they are sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sqlite3
from dataclasses import dataclass

from noren.standins.line.clock import Clock
from noren.standins.line.database import Database, JsonObject, dump, load_object
from noren.standins.line.identifiers import ulid

HOLD_MILLISECONDS = 3000
WEBHOOK_FAULTS = ("duplicate", "delay", "reorder", "wrong_signature")


@dataclass(frozen=True)
class QueuedEvent:
    """An event on its way to an official account's webhook URL."""

    seq: int
    id: str
    channel: str
    event: JsonObject
    due_at: int
    attempts: int
    wrong_signature: bool
    state: str = "waiting"
    last_status: int | None = None
    last_reason: str | None = None

    def as_json(self) -> JsonObject:
        """The shape the control API shows."""
        return {
            "seq": self.seq, "id": self.id, "channel": self.channel, "event": self.event, "attempts": self.attempts,
            "state": self.state, "lastStatus": self.last_status, "lastReason": self.last_reason, "dueAt": self.due_at,
        }  # fmt: skip


def sign(secret: str, body: bytes) -> str:
    """``x-line-signature``: base64 of HMAC-SHA256 over the raw body with the channel secret."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Webhooks:
    """The queue of events; faults for webhooks change how an event is queued."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def new_event(self, kind: str, *, user_id: str, extra: JsonObject) -> JsonObject:
        """An event with the fields all events share."""
        now = self._clock.milliseconds()
        return {
            "type": kind, **extra, "webhookEventId": ulid(now), "deliveryContext": {"isRedelivery": False},
            "timestamp": now, "source": {"type": "user", "userId": user_id}, "mode": "active",
        }  # fmt: skip

    def enqueue(self, channel_id: str, event: JsonObject) -> None:
        """Queue an event, applying the faults asked for the channel's next events."""
        now = self._clock.milliseconds()
        delay = self._take_fault(channel_id, "delay")
        wrong = self._take_fault(channel_id, "wrong_signature") is not None
        held = self._take_fault(channel_id, "reorder") is not None
        copies = 2 if self._take_fault(channel_id, "duplicate") is not None else 1
        due_at = now + int((delay or 0) * 1000) + (HOLD_MILLISECONDS if held else 0)
        for _ in range(copies):
            seq = self._database.insert(
                "INSERT INTO webhook_events (id, channel_id, event, due_at, position, state, wrong_signature)"
                " VALUES (?, ?, ?, ?, 0, 'waiting', ?)",
                str(event["webhookEventId"]), channel_id, dump(event), due_at, int(wrong),
            )  # fmt: skip
            # A held event takes the place after the next one.
            self._database.execute(
                "UPDATE webhook_events SET position = ? WHERE seq = ?", seq + (1.5 if held else 0), seq
            )
        if not held:
            self._database.execute(
                "UPDATE webhook_events SET due_at = ? WHERE channel_id = ? AND state = 'waiting' AND position > seq AND attempts = 0",
                due_at, channel_id,
            )  # fmt: skip

    def next_due(self, channel_id: str) -> QueuedEvent | None:
        """The next event of a channel whose time has come."""
        row = self._database.one(
            "SELECT * FROM webhook_events WHERE state = 'waiting' AND channel_id = ? AND due_at <= ? ORDER BY position LIMIT 1",
            channel_id, self._clock.milliseconds(),
        )  # fmt: skip
        return None if row is None else _queued(row)

    def waiting(self) -> dict[str, int]:
        """For each channel with waiting events, when the earliest is due (Unix milliseconds)."""
        rows = self._database.all(
            "SELECT channel_id, min(due_at) AS due FROM webhook_events WHERE state = 'waiting' GROUP BY channel_id"
        )
        return {row["channel_id"]: row["due"] for row in rows}

    def events(self, channel_id: str | None) -> list[QueuedEvent]:
        """Every event, in the order they happened."""
        rows = self._database.all(
            "SELECT * FROM webhook_events WHERE ? IS NULL OR channel_id = ? ORDER BY seq",
            channel_id,
            channel_id,
        )
        return [_queued(row) for row in rows]

    def delivered(self, event: QueuedEvent, *, status: int) -> None:
        """Record a success."""
        self._finish(event, "delivered", status, None)

    def failed(self, event: QueuedEvent, *, status: int | None, reason: str, retry_in: float | None) -> None:
        """Record a failure; with ``retry_in`` seconds the event is sent again, marked as redelivered."""
        if retry_in is None:
            self._finish(event, "failed", status, reason)
            return
        again = {**event.event, "deliveryContext": {"isRedelivery": True}}
        self._database.execute(
            "UPDATE webhook_events SET attempts = attempts + 1, event = ?, due_at = ?, last_status = ?, last_reason = ?,"
            " wrong_signature = 0 WHERE seq = ?",
            dump(again), self._clock.milliseconds() + int(retry_in * 1000), status, reason, event.seq,
        )  # fmt: skip

    def drop(self, event: QueuedEvent) -> None:
        """Forget an event that has nowhere to go."""
        self._finish(event, "failed", None, "no webhook URL in use")

    def _finish(self, event: QueuedEvent, state: str, status: int | None, reason: str | None) -> None:
        self._database.execute(
            "UPDATE webhook_events SET state = ?, attempts = attempts + 1, last_status = ?, last_reason = ? WHERE seq = ?",
            state, status, reason, event.seq,
        )  # fmt: skip

    def _take_fault(self, channel_id: str, kind: str) -> float | None:
        row = self._database.one(
            "UPDATE faults SET remaining = remaining - 1 WHERE id = (SELECT id FROM faults WHERE target = ? AND kind = ?"
            " AND remaining > 0 ORDER BY id LIMIT 1) RETURNING seconds",
            f"webhook:{channel_id}", kind,
        )  # fmt: skip
        return None if row is None else float(row["seconds"])


def follow_extra(*, unblocked: bool, reply_token: str) -> JsonObject:
    """Fields of a follow event."""
    return {"follow": {"isUnblocked": unblocked}, "replyToken": reply_token}


def link_extra(*, nonce: str, reply_token: str | None) -> JsonObject:
    """Fields of an accountLink event; a failed link has no reply token."""
    extra: JsonObject = {"link": {"result": "failed" if reply_token is None else "ok", "nonce": nonce}}
    return extra if reply_token is None else {**extra, "replyToken": reply_token}


def postback_extra(*, data: str, params: JsonObject | None, reply_token: str) -> JsonObject:
    """Fields of a postback event."""
    postback: JsonObject = {"data": data} if params is None else {"data": data, "params": params}
    return {"postback": postback, "replyToken": reply_token}


def _queued(row: sqlite3.Row) -> QueuedEvent:
    return QueuedEvent(
        seq=row["seq"], id=row["id"], channel=row["channel_id"], event=load_object(row["event"]), due_at=row["due_at"],
        attempts=row["attempts"], wrong_signature=bool(row["wrong_signature"]), state=row["state"],
        last_status=row["last_status"], last_reason=row["last_reason"],
    )  # fmt: skip
