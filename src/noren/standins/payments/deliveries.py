"""Which webhook is sent when: rows planned in the transaction of their event, so a restart loses none."""

import time
from dataclasses import dataclass

from noren.standins.payments.faults import Rule, WebhookFault, take_rule
from noren.standins.payments.model import Event
from noren.standins.payments.store import Store

WAITING, DELIVERED, GIVEN_UP, DROPPED = "waiting", "delivered", "given_up", "dropped"
COPIES = {WebhookFault.DUPLICATE.value: 2, WebhookFault.DUPLICATE_SIMULTANEOUS.value: 2}
SENT_ONCE = frozenset(
    {
        WebhookFault.WRONG_SIGNATURE.value,
        WebhookFault.OLD_TIMESTAMP.value,
        WebhookFault.WRONG_AMOUNT.value,
        WebhookFault.WRONG_CURRENCY.value,
        WebhookFault.WRONG_MERCHANT.value,
    }
)


@dataclass(frozen=True)
class Delivery:
    sequence: int
    event: Event
    fault: str | None
    attempts: int


def plan(store: Store, event: Event) -> None:
    """Queues the event's webhook, misbehaving if a rule says so. Due in real time, as receivers' clocks are real."""
    merchant = store.merchant(event.merchant_id)
    if merchant is None or merchant.webhook_url is None:
        return
    rule = take_rule(store, scope="webhook", target=event.type, merchant_id=event.merchant_id)
    add_delivery(store, event, rule)
    # An event held back for "reorder" goes out behind this one.
    store.connection.execute(
        """UPDATE delivery SET held_until_next = 0, due_at = ? WHERE merchant_id = ? AND held_until_next = 1
           AND state = ? AND event_sequence < ?""",
        (time.time() + 0.2, event.merchant_id, WAITING, event.sequence),
    )


def add_delivery(store: Store, event: Event, rule: Rule | None) -> None:
    kind = rule.kind if rule else None
    held = kind == WebhookFault.REORDER
    wait = rule.seconds if rule and kind in (WebhookFault.DELAY, WebhookFault.REORDER) else 0.0
    state = DROPPED if kind == WebhookFault.DROP else WAITING
    for _ in range(COPIES.get(kind or "", 1)):
        store.connection.execute(
            """INSERT INTO delivery (event_sequence, merchant_id, state, fault, due_at, held_until_next)
               VALUES (?, ?, ?, ?, ?, ?)""",
            (event.sequence, event.merchant_id, state, kind, time.time() + wait, int(held)),
        )


def merchants_with_due(store: Store) -> list[str]:
    rows = store.connection.execute(
        "SELECT DISTINCT merchant_id FROM delivery WHERE state = ? AND due_at <= ?", (WAITING, time.time())
    )
    return [row["merchant_id"] for row in rows]


def next_batch(store: Store, merchant_id: str) -> list[Delivery]:
    """The next due delivery; with "duplicate_simultaneous" both its copies, to be sent at the same moment."""
    rows = store.connection.execute(
        """SELECT delivery.sequence AS delivery_sequence, fault, attempts, event.* FROM delivery
           JOIN event ON event.sequence = event_sequence
           WHERE delivery.merchant_id = ? AND state = ? AND due_at <= ? ORDER BY due_at, delivery.sequence LIMIT 2""",
        (merchant_id, WAITING, time.time()),
    ).fetchall()
    found = [
        Delivery(
            row["delivery_sequence"],
            Event(
                row["sequence"], row["id"], row["merchant_id"], row["type"], row["payment_id"], row["body"]
            ),
            row["fault"],
            row["attempts"],
        )
        for row in rows
    ]
    together = (
        len(found) == 2
        and found[0].event.id == found[1].event.id
        and found[0].fault == WebhookFault.DUPLICATE_SIMULTANEOUS
    )
    return found if together else found[:1]


def seconds_until_next(store: Store) -> float | None:
    row = store.connection.execute(
        "SELECT min(due_at) AS due FROM delivery WHERE state = ?", (WAITING,)
    ).fetchone()
    return None if row["due"] is None else max(0.0, float(row["due"]) - time.time())


@dataclass(frozen=True)
class Outcome:
    """One try: the receiver's HTTP `status`, or the `error` that kept it from answering."""

    status: int | None
    error: str | None

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def record(store: Store, delivery: Delivery, outcome: Outcome, *, retry_seconds: tuple[float, ...]) -> None:
    """Notes the try and plans the next one, `retry_seconds[n]` after try n, until they run out."""
    tries = delivery.attempts + 1
    may_retry = delivery.fault not in SENT_ONCE and tries <= len(retry_seconds)
    state = DELIVERED if outcome.accepted else WAITING if may_retry else GIVEN_UP
    due_at = time.time() + (retry_seconds[tries - 1] if state == WAITING else 0.0)
    with store.transaction():
        known = store.connection.execute(
            "UPDATE delivery SET state = ?, due_at = ?, attempts = ? WHERE sequence = ?",
            (state, due_at, tries, delivery.sequence),
        )
        # Everything may have been cleared while this one was under way.
        if known.rowcount == 1:
            store.connection.execute(
                "INSERT INTO attempt (delivery_sequence, at, status, error) VALUES (?, ?, ?, ?)",
                (delivery.sequence, time.time(), outcome.status, outcome.error),
            )


def listing(store: Store, *, payment_id: str | None, limit: int = 500) -> list[dict[str, object]]:
    """Newest last: what was to be sent, how it was spoilt on purpose, and each try's outcome."""
    rows = store.connection.execute(
        """SELECT * FROM (SELECT delivery.sequence, event.id AS webhook_id, event.type, event.payment_id AS payment,
             delivery.merchant_id AS merchant, delivery.state, delivery.fault, delivery.attempts
           FROM delivery JOIN event ON event.sequence = event_sequence WHERE ? IS NULL OR event.payment_id = ?
           ORDER BY delivery.sequence DESC LIMIT ?) ORDER BY sequence""",
        (payment_id, payment_id, limit),
    ).fetchall()
    return [{**dict(row), "outcomes": _outcomes(store, row["sequence"])} for row in rows]


def _outcomes(store: Store, delivery_sequence: int) -> list[dict[str, object]]:
    rows = store.connection.execute(
        "SELECT at, status, error FROM attempt WHERE delivery_sequence = ? ORDER BY sequence",
        (delivery_sequence,),
    )
    return [dict(row) for row in rows]
