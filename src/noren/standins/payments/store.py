"""The one SQLite file. All runs on one event loop, never awaiting inside a transaction, so writes cannot race."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from noren.standins.payments.model import (
    CardState,
    Event,
    Failure,
    Konbini,
    Merchant,
    Payment,
    PaymentRequest,
    Refund,
)
from noren.standins.payments.states import LIVE, OPEN, RefundState, State

_LIVE_SQL = ", ".join(f"'{state.value}'" for state in sorted(LIVE))

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS merchant (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, secret_key TEXT NOT NULL UNIQUE, webhook_url TEXT,
  webhook_secret TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS payment (
  id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, merchant_id TEXT NOT NULL REFERENCES merchant(id),
  reference TEXT NOT NULL, request TEXT NOT NULL, state TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  amount_captured INTEGER NOT NULL CHECK (amount_captured BETWEEN 0 AND amount),
  amount_refunded INTEGER NOT NULL CHECK (amount_refunded BETWEEN 0 AND amount_captured),
  version INTEGER NOT NULL, card TEXT NOT NULL, konbini TEXT, failure TEXT,
  created_at REAL NOT NULL, expires_at REAL NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_live_payment ON payment (merchant_id, reference) WHERE state IN ({_LIVE_SQL});
CREATE INDEX IF NOT EXISTS payment_by_reference ON payment (merchant_id, reference);
CREATE INDEX IF NOT EXISTS payment_by_expiry ON payment (expires_at)
  WHERE state IN ('created', 'pending', 'authorized');
CREATE TABLE IF NOT EXISTS refund (
  id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payment(id), amount INTEGER NOT NULL CHECK (amount > 0),
  reason TEXT NOT NULL, state TEXT NOT NULL, failure TEXT, created_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS refund_by_payment ON refund (payment_id);
CREATE TABLE IF NOT EXISTS event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  merchant_id TEXT NOT NULL REFERENCES merchant(id),
  type TEXT NOT NULL, payment_id TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS event_by_merchant ON event (merchant_id, sequence);
CREATE TABLE IF NOT EXISTS idempotency (
  merchant_id TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
  created_at REAL NOT NULL, PRIMARY KEY (merchant_id, key)
);
CREATE TABLE IF NOT EXISTS delivery (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, event_sequence INTEGER NOT NULL REFERENCES event(sequence),
  merchant_id TEXT NOT NULL, state TEXT NOT NULL, fault TEXT, due_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  held_until_next INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (due_at) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS attempt (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, delivery_sequence INTEGER NOT NULL REFERENCES delivery(sequence),
  at REAL NOT NULL, status INTEGER, error TEXT
);
CREATE TABLE IF NOT EXISTS fault (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, target TEXT NOT NULL, merchant_id TEXT,
  kind TEXT NOT NULL, remaining INTEGER NOT NULL, seconds REAL, amount INTEGER
);
"""
HISTORY_TABLES = ("attempt", "delivery", "event", "refund", "idempotency", "payment")


class Store:
    """Rows in, frozen values out. Times are Unix seconds of the stand-in's own clock (`now`)."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        self.connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=2000;"
        )
        self.connection.executescript(SCHEMA)

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits as a whole or not at all; joins a transaction already open."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def now(self) -> float:
        return time.time() + self.clock_offset()

    def clock_offset(self) -> float:
        row = self.connection.execute("SELECT value FROM setting WHERE name = 'clock_offset'").fetchone()
        return float(row["value"]) if row else 0.0

    def set_clock_offset(self, seconds: float) -> None:
        self.connection.execute("INSERT OR REPLACE INTO setting VALUES ('clock_offset', ?)", (repr(seconds),))

    def put_merchant(self, merchant: Merchant) -> None:
        self.connection.execute(
            """INSERT INTO merchant VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
               secret_key = excluded.secret_key, webhook_url = excluded.webhook_url,
               webhook_secret = excluded.webhook_secret""",
            (merchant.id, merchant.name, merchant.secret_key, merchant.webhook_url, merchant.webhook_secret),
        )

    def merchants(self) -> list[Merchant]:
        return [
            Merchant(**dict(row)) for row in self.connection.execute("SELECT * FROM merchant ORDER BY id")
        ]

    def merchant(self, merchant_id: str) -> Merchant | None:
        row = self.connection.execute("SELECT * FROM merchant WHERE id = ?", (merchant_id,)).fetchone()
        return Merchant(**dict(row)) if row else None

    def merchant_by_key(self, secret_key: str) -> Merchant | None:
        row = self.connection.execute("SELECT * FROM merchant WHERE secret_key = ?", (secret_key,)).fetchone()
        return Merchant(**dict(row)) if row else None

    def add_payment(self, payment: Payment) -> None:
        """Raises sqlite3.IntegrityError when the merchant has a live payment with this reference."""
        self.connection.execute(
            "INSERT INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                payment.id,
                payment.token,
                payment.merchant_id,
                payment.request.reference,
                _dump(payment.request),
            )
            + (
                payment.state.value,
                payment.amount,
                payment.amount_captured,
                payment.amount_refunded,
                payment.version,
            )
            + (_dump(payment.card), _dump(payment.konbini), _dump(payment.failure))
            + (payment.created_at, payment.expires_at),
        )

    def save_payment(self, payment: Payment, *, seen_version: int) -> bool:
        """Writes what can change, if nobody wrote since `seen_version`; True when it was written."""
        cursor = self.connection.execute(
            """UPDATE payment SET state = ?, amount_captured = ?, amount_refunded = ?, version = ?, card = ?,
               konbini = ?, failure = ?, expires_at = ? WHERE id = ? AND version = ?""",
            (payment.state.value, payment.amount_captured, payment.amount_refunded, payment.version)
            + (_dump(payment.card), _dump(payment.konbini), _dump(payment.failure))
            + (payment.expires_at, payment.id, seen_version),
        )
        return cursor.rowcount == 1

    def payment(self, payment_id: str) -> Payment | None:
        return self._one_payment("id = ?", payment_id)

    def payment_by_token(self, token: str) -> Payment | None:
        return self._one_payment("token = ?", token)

    def _one_payment(self, condition: str, value: str) -> Payment | None:
        row = self.connection.execute(f"SELECT * FROM payment WHERE {condition}", (value,)).fetchone()
        return _payment(row) if row else None

    def payments_by_reference(self, merchant_id: str, reference: str) -> list[Payment]:
        rows = self.connection.execute(
            "SELECT * FROM payment WHERE merchant_id = ? AND reference = ? ORDER BY rowid DESC LIMIT 100",
            (merchant_id, reference),
        )
        return [_payment(row) for row in rows]

    def latest_payments(self, limit: int) -> list[Payment]:
        rows = self.connection.execute("SELECT * FROM payment ORDER BY rowid DESC LIMIT ?", (limit,))
        return [_payment(row) for row in rows]

    def payments_waiting_at_till(self) -> list[Payment]:
        rows = self.connection.execute(
            "SELECT * FROM payment WHERE state = ? AND konbini IS NOT NULL ORDER BY rowid DESC LIMIT 100",
            (State.PENDING.value,),
        )
        return [_payment(row) for row in rows]

    def payments_due_to_expire(self, now: float) -> list[Payment]:
        """Open ones and authorizations whose hold has ended."""
        states = [state.value for state in sorted(OPEN)] + [State.AUTHORIZED.value]
        rows = self.connection.execute(
            "SELECT * FROM payment WHERE expires_at <= ? AND state IN (?, ?, ?) ORDER BY expires_at",
            (now, *states),
        )
        return [_payment(row) for row in rows]

    def add_refund(self, refund: Refund) -> None:
        self.connection.execute(
            "INSERT INTO refund VALUES (?, ?, ?, ?, ?, ?, ?)",
            (refund.id, refund.payment_id, refund.amount, refund.reason, refund.state.value)
            + (_dump(refund.failure), refund.created_at),
        )

    def settle_refund(self, refund: Refund) -> bool:
        """Moves a pending refund to its end; False when it was already settled."""
        cursor = self.connection.execute(
            "UPDATE refund SET state = ?, failure = ? WHERE id = ? AND state = ?",
            (refund.state.value, _dump(refund.failure), refund.id, RefundState.PENDING.value),
        )
        return cursor.rowcount == 1

    def refund(self, refund_id: str) -> Refund | None:
        row = self.connection.execute("SELECT * FROM refund WHERE id = ?", (refund_id,)).fetchone()
        return _refund(row) if row else None

    def refunds_of(self, payment_id: str) -> list[Refund]:
        rows = self.connection.execute(
            "SELECT * FROM refund WHERE payment_id = ? ORDER BY rowid", (payment_id,)
        )
        return [_refund(row) for row in rows]

    def add_event(
        self, *, event_id: str, merchant_id: str, event_type: str, payment_id: str, body: str
    ) -> Event:
        cursor = self.connection.execute(
            "INSERT INTO event (id, merchant_id, type, payment_id, body) VALUES (?, ?, ?, ?, ?)",
            (event_id, merchant_id, event_type, payment_id, body),
        )
        sequence = cursor.lastrowid
        assert sequence is not None
        return Event(sequence, event_id, merchant_id, event_type, payment_id, body)

    def event(self, event_id: str) -> Event | None:
        row = self.connection.execute("SELECT * FROM event WHERE id = ?", (event_id,)).fetchone()
        return Event(**dict(row)) if row else None

    def events_after(self, merchant_id: str, sequence: int, limit: int) -> list[Event]:
        rows = self.connection.execute(
            "SELECT * FROM event WHERE merchant_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
            (merchant_id, sequence, limit),
        )
        return [Event(**dict(row)) for row in rows]

    def clear(self) -> None:
        """Forgets payments, events, faults and the clock's offset; merchants stay."""
        with self.transaction():
            for table in (*HISTORY_TABLES, "fault", "setting"):
                self.connection.execute(f"DELETE FROM {table}")


def _dump(value: PaymentRequest | CardState | Konbini | Failure | None) -> str | None:
    return None if value is None else json.dumps(asdict(value), ensure_ascii=False)


def _payment(row: sqlite3.Row) -> Payment:
    return Payment(
        id=row["id"],
        token=row["token"],
        merchant_id=row["merchant_id"],
        request=PaymentRequest(**json.loads(row["request"])),
        state=State(row["state"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        amount_captured=row["amount_captured"],
        amount_refunded=row["amount_refunded"],
        version=row["version"],
        card=CardState(**json.loads(row["card"])),
        konbini=Konbini(**json.loads(row["konbini"])) if row["konbini"] else None,
        failure=_failure(row),
    )


def _failure(row: sqlite3.Row) -> Failure | None:
    return Failure(**json.loads(row["failure"])) if row["failure"] else None


def _refund(row: sqlite3.Row) -> Refund:
    return Refund(
        id=row["id"],
        payment_id=row["payment_id"],
        amount=row["amount"],
        reason=row["reason"],
        state=RefundState(row["state"]),
        failure=_failure(row),
        created_at=row["created_at"],
    )
