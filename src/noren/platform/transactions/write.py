"""`write(actor)`: the one way to change something.

with write(actor) as change:
    moved = Order.objects.filter(pk=order_id, state=old).update(state=new)
    ...
    change.audit("order.confirmed", order, old={...}, new={...})
    change.publish(OrderConfirmed(order_id=order_id))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import models, transaction

from noren.kernel.actors import Actor
from noren.platform.audit.chain import Entry, append
from noren.platform.outbox.events import Event
from noren.platform.outbox.publish import publish

_pending: ContextVar[list[Entry] | None] = ContextVar("pending_audit_entries", default=None)


class Change:
    """What a service holds while it writes."""

    def __init__(self, actor: Actor, entries: list[Entry]) -> None:
        self.actor = actor
        self._entries = entries

    def audit(
        self,
        action: str,
        subject: models.Model | tuple[str, UUID | None],
        *,
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
    ) -> None:
        """Note a change with its old and new values (JSON-ready); written at the end of the transaction."""
        if isinstance(subject, models.Model):
            subject = (subject._meta.label, subject.pk)
        self._entries.append(Entry(self.actor, action, subject[0], subject[1], old or {}, new or {}))

    def publish(self, event: Event) -> None:
        """Announce a fact; subscribers are called after the commit, at least once."""
        publish(event, actor=self.actor)


@contextmanager
def write(actor: Actor) -> Iterator[Change]:
    """Open a transaction for a change, or join the one a calling service has open.

    Audit entries are appended last, just before the outermost commit, because the chain's head row is a lock that all
    writers of a shop share: taken last and held briefly, it can't be part of a deadlock.
    """
    outer = _pending.get()
    if outer is not None:
        yield from _joined(actor, outer)
        return
    entries: list[Entry] = []
    token = _pending.set(entries)
    try:
        with transaction.atomic(durable=True):
            yield Change(actor, entries)
            append(entries)
    finally:
        _pending.reset(token)


def inside_write() -> bool:
    """Tell whether a write is open here: nothing outside may be called then."""
    return _pending.get() is not None


def _joined(actor: Actor, entries: list[Entry]) -> Iterator[Change]:
    before = len(entries)
    try:
        with transaction.atomic():
            yield Change(actor, entries)
    except BaseException:
        # What is rolled back to the savepoint did not happen: its entries go too.
        del entries[before:]
        raise
