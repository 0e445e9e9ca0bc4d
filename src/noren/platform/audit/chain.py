"""Appending to a shop's chain of audit entries, and verifying it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.platform.audit.models import AuditEntry, AuditHead
from noren.platform.privacy.crypto import encrypt_for_shop
from noren.platform.tenancy.scope import current_shop_id

CHANGES_CONTEXT = "audit_auditentry.changes"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a service says about one change. `old` and `new` hold JSON-ready values."""

    actor: Actor
    action: str
    subject_type: str
    subject_id: UUID | None
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The result of verifying a shop's chain: how many entries, and where it first breaks (None: whole)."""

    entries: int
    head_hash: str
    broken_at: int | None


def append(entries: Sequence[Entry]) -> None:
    """Append entries to the current shop's chain. Call last in a transaction: it locks the shop's head row."""
    if not entries:
        return
    head = _lock_head()
    rows: list[AuditEntry] = []
    for entry in entries:
        row = _row(entry, sequence=head.sequence + 1, previous_hash=head.hash)
        head.sequence, head.hash = row.sequence, row.hash
        rows.append(row)
    AuditEntry.objects.bulk_create(rows)
    AuditHead.objects.filter(pk=head.pk).update(sequence=head.sequence, hash=head.hash)


def verify() -> ChainReport:
    """Walk the current shop's chain from its start."""
    previous, count = "", 0
    for row in AuditEntry.objects.order_by("sequence").iterator(chunk_size=1000):
        count += 1
        expected = _hash(_stored(row), previous)
        if row.sequence != count or row.previous_hash != previous or row.hash != expected:
            return ChainReport(count, previous, row.sequence)
        previous = row.hash
    head = AuditHead.objects.first()
    whole = (head is None and count == 0) or (
        head is not None and (head.sequence, head.hash) == (count, previous)
    )
    return ChainReport(count, previous, None if whole else count)


def _lock_head() -> AuditHead:
    head = AuditHead.objects.select_for_update().first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead()], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get()
    return head


def _row(entry: Entry, *, sequence: int, previous_hash: str) -> AuditEntry:
    changes = json.dumps(
        {"old": entry.old, "new": entry.new}, ensure_ascii=False, sort_keys=True, default=str
    )
    row = AuditEntry(
        shop_id=current_shop_id(),
        sequence=sequence,
        at=now(),
        actor_kind=entry.actor.kind.value,
        actor_id=entry.actor.id,
        actor_name=entry.actor.name,
        action=entry.action,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        changes=encrypt_for_shop(changes, CHANGES_CONTEXT),
        previous_hash=previous_hash,
    )
    row.hash = _hash(_stored(row), previous_hash)
    return row


def _stored(row: AuditEntry) -> dict[str, Any]:
    return {
        "shop": str(row.shop_id),
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "actor": [row.actor_kind, str(row.actor_id), row.actor_name],
        "action": row.action,
        "subject": [row.subject_type, str(row.subject_id)],
        "changes": row.changes,
    }


def _hash(stored: Mapping[str, Any], previous: str) -> str:
    text = json.dumps([previous, stored], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
