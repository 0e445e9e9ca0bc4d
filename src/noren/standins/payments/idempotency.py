"""Same key and same request: the first answer again. Same key, other request: 422. Kept for 24 hours."""

import hashlib
import json
import re
from dataclasses import dataclass

from noren.standins.payments.errors import ApiError
from noren.standins.payments.model import Json
from noren.standins.payments.store import Store

KEPT_SECONDS = 86_400


@dataclass(frozen=True)
class Answer:
    status: int
    body: Json


def checked_key(header: str | None) -> str:
    if header is None or not re.fullmatch(r"[\x21-\x7e]{1,255}", header):
        raise ApiError(
            400,
            "idempotency_key_required",
            "POST needs an Idempotency-Key of 1 to 255 visible ASCII characters.",
        )
    return header


def fingerprint(path: str, body: Json) -> str:
    """Bodies that mean the same JSON are the same, whatever their spacing or order of names."""
    return hashlib.sha256(f"{path}\n{json.dumps(body, sort_keys=True)}".encode()).hexdigest()


def recall(store: Store, *, merchant_id: str, key: str, seen: str) -> Answer | None:
    """The first answer, or None when the key is new. Raises 422 when the key was used for another request."""
    store.connection.execute("DELETE FROM idempotency WHERE created_at < ?", (store.now() - KEPT_SECONDS,))
    row = store.connection.execute(
        "SELECT * FROM idempotency WHERE merchant_id = ? AND key = ?", (merchant_id, key)
    ).fetchone()
    if row is None:
        return None
    if row["fingerprint"] != seen:
        raise ApiError(422, "idempotency_key_reused", "This Idempotency-Key was used for another request.")
    return Answer(row["status"], json.loads(row["body"]))


def remember(store: Store, *, merchant_id: str, key: str, seen: str, answer: Answer) -> None:
    store.connection.execute(
        "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?)",
        (merchant_id, key, seen, answer.status, json.dumps(answer.body, ensure_ascii=False), store.now()),
    )
