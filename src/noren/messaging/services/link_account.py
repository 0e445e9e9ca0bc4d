"""LINE's account link: a customer who is logged in otherwise ties a LINE user id to the account (Messaging API, "User account linking")."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.messaging.models import AccountLink
from noren.platform.transactions.write import write

# LINE's link tokens live ten minutes.
LINK_LASTS = timedelta(minutes=15)


def start_account_link(customer_id: UUID, *, link_token: str, actor: Actor) -> str:
    """Return LINE's dialog for a link token that was sent to the chat. The nonce (256 random bits) names the customer once."""
    nonce = secrets.token_urlsafe(32)
    with write(actor):
        AccountLink.objects.filter(created_at__lt=now() - LINK_LASTS).delete()
        AccountLink(nonce_hash=_hash(nonce), customer_id=customer_id, created_at=now()).save(
            force_insert=True
        )
    query = urlencode({"linkToken": link_token, "nonce": nonce})
    return f"{settings.NOREN.line_access_base}/dialog/bot/accountLink?{query}"


def customer_of_nonce(nonce: str) -> UUID | None:
    """Use a nonce up and return its customer; None for one that is unknown, old or used."""
    rows = AccountLink.objects.filter(
        nonce_hash=_hash(nonce), used_at__isnull=True, created_at__gt=now() - LINK_LASTS
    )
    row = rows.first()
    return row.customer_id if row is not None and rows.update(used_at=now()) else None


def _hash(nonce: str) -> str:
    return hashlib.sha256(nonce.encode()).hexdigest()
