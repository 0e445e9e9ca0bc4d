"""Scripted misbehavior. A rule fits the next calls of an endpoint, or the next webhooks, and is used up by them."""

from dataclasses import dataclass
from enum import StrEnum

from noren.standins.payments.store import Store


class Fault(StrEnum):
    """What goes wrong with an API call. "before": nothing was done; "after": it was done, the caller cannot know."""

    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    SLOW_DRIP = "slow_drip"
    WRONG_AMOUNT = "wrong_amount"
    RATE_LIMIT = "rate_limit"
    DECLINED = "declined"
    REFUND_PENDING = "refund_pending"
    REFUND_FAILED = "refund_failed"


class WebhookFault(StrEnum):
    """What goes wrong with a webhook; the wrong_ kinds and old_timestamp are sent once and never retried."""

    DELAY = "delay"
    DUPLICATE = "duplicate"
    DUPLICATE_SIMULTANEOUS = "duplicate_simultaneous"
    REORDER = "reorder"
    DROP = "drop"
    WRONG_SIGNATURE = "wrong_signature"
    OLD_TIMESTAMP = "old_timestamp"
    WRONG_AMOUNT = "wrong_amount"
    WRONG_CURRENCY = "wrong_currency"
    WRONG_MERCHANT = "wrong_merchant"


ENDPOINTS = (
    "payments.create",
    "payments.get",
    "payments.list",
    "payments.capture",
    "payments.cancel",
    "refunds.create",
    "refunds.get",
    "events.list",
)
EVERY = "*"
ONLY_AT: dict[Fault, frozenset[str]] = {
    Fault.DECLINED: frozenset({"payments.capture", "refunds.create"}),
    Fault.REFUND_PENDING: frozenset({"refunds.create"}),
    Fault.REFUND_FAILED: frozenset({"refunds.create"}),
}
DEFAULT_SECONDS: dict[Fault | WebhookFault, float] = {
    Fault.TIMEOUT_BEFORE: 60.0,
    Fault.TIMEOUT_AFTER: 60.0,
    Fault.SLOW_DRIP: 0.05,
    WebhookFault.DELAY: 5.0,
    WebhookFault.REORDER: 5.0,
    WebhookFault.OLD_TIMESTAMP: 3600.0,
}


@dataclass(frozen=True)
class Rule:
    """`seconds`: how long to hold, delay, or pause between two bytes; `amount`: minor units added by wrong_amount."""

    kind: str
    seconds: float
    amount: int


@dataclass(frozen=True)
class NewRule:
    scope: str
    target: str
    kind: Fault | WebhookFault
    count: int
    merchant_id: str | None
    seconds: float | None
    amount: int | None


def add_rule(store: Store, rule: NewRule) -> None:
    store.connection.execute(
        "INSERT INTO fault (scope, target, merchant_id, kind, remaining, seconds, amount) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (rule.scope, rule.target, rule.merchant_id, rule.kind.value, rule.count)
        + (DEFAULT_SECONDS.get(rule.kind, 0.0) if rule.seconds is None else rule.seconds, rule.amount or 1),
    )


def take_rule(store: Store, *, scope: str, target: str, merchant_id: str) -> Rule | None:
    """The oldest rule that fits, one use of it spent."""
    row = store.connection.execute(
        """UPDATE fault SET remaining = remaining - 1 WHERE sequence = (
             SELECT sequence FROM fault WHERE remaining > 0 AND scope = ? AND target IN (?, '*')
             AND (merchant_id IS NULL OR merchant_id = ?) ORDER BY sequence LIMIT 1
           ) RETURNING kind, seconds, amount""",
        (scope, target, merchant_id),
    ).fetchall()
    return Rule(kind=row[0]["kind"], seconds=row[0]["seconds"], amount=row[0]["amount"]) if row else None


def list_rules(store: Store) -> list[dict[str, object]]:
    return [
        dict(row)
        for row in store.connection.execute("SELECT * FROM fault WHERE remaining > 0 ORDER BY sequence")
    ]


def clear_rules(store: Store) -> None:
    store.connection.execute("DELETE FROM fault")
