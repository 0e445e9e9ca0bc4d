"""The shop's own note on an order; the buyer never sees it."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import invalid
from noren.orders.models import Order
from noren.orders.services.acting import acting

NOTE_LIMIT = 1000


def set_staff_note(order_id: UUID, *, note: str, actor: Actor) -> None:
    """Keep a note for the shop's people. Raises InvalidInput naming `memo`, NotFound."""
    words = note.strip()
    if len(words) > NOTE_LIMIT:
        raise invalid(
            "memo_too_long",
            "メモは%(limit)d文字以内で入力してください。",
            field_name="memo",
            limit=NOTE_LIMIT,
        )
    with acting(order_id, "noted", actor=actor):
        Order.objects.filter(pk=order_id).update(staff_note=words)
