"""Who is a friend of the shop's LINE account, as far as LINE has told us."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from noren.customers.events import FriendshipChanged
from noren.customers.hashes import subject_hash
from noren.customers.models import LineIdentity
from noren.kernel.actors import Actor
from noren.platform.transactions.write import write


def note_friendship(
    provider_id: str, subject: str, *, is_friend: bool, as_of: datetime, actor: Actor
) -> UUID | None:
    """Keep what LINE said at `as_of`, unless it said something later already (webhooks come late and out of order).

    Returns the customer, or None for somebody who is no customer (they become one at their log-in).
    """
    with write(actor) as change:
        rows = LineIdentity.objects.filter(provider_id=provider_id, subject_hash=subject_hash(subject))
        row = rows.select_for_update().first()
        if row is None:
            return None
        newer = Q(friend_as_of__isnull=True) | Q(friend_as_of__lte=as_of)
        moved = rows.filter(newer).update(is_friend=is_friend, friend_as_of=as_of)
        if moved and row.is_friend != is_friend:
            change.audit(
                "customer.friendship_changed",
                row,
                old={"is_friend": row.is_friend},
                new={"is_friend": is_friend},
            )
            change.publish(FriendshipChanged(customer_id=row.customer_id, is_friend=is_friend))
    return row.customer_id
