"""Doing a write once per key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import conflict
from noren.platform.idempotency.models import IdempotencyRecord
from noren.platform.transactions.write import Change, write


def once(
    operation: str,
    key: str,
    *,
    request: Mapping[str, Any],
    actor: Actor,
    do: Callable[[Change], Mapping[str, Any]],
) -> Mapping[str, Any]:
    """Call `do` inside one write unless `key` was used for `operation` before; then return the first result.

    The record commits with the change, so a commit that reported an error but happened is found on retry. Of two
    simultaneous calls one writes and the other, refused by the unique key, returns what the first stored.

    Raises Conflict when the key came before with another `request`.
    """
    digest = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()
    stored = _stored(operation, key, digest)
    if stored is not None:
        return stored
    try:
        with write(actor) as change:
            # First the row: a second writer waits here, before it has touched anything else.
            record = IdempotencyRecord(
                operation=operation, key=key, request_hash=digest, result={}, created_at=now()
            )
            record.save(force_insert=True)
            result = do(change)
            IdempotencyRecord.objects.filter(pk=record.pk).update(result=dict(result))
            return result
    except IntegrityError:
        stored = _stored(operation, key, digest)
        if stored is None:
            raise
        return stored


def _stored(operation: str, key: str, digest: str) -> Mapping[str, Any] | None:
    record = IdempotencyRecord.objects.filter(operation=operation, key=key).first()
    if record is None:
        return None
    if record.request_hash != digest:
        raise conflict(
            "idempotency_key_reused", "同じ操作キーが別の内容で使われました。画面を読み込み直してください。"
        )
    result: Mapping[str, Any] = record.result
    return result
