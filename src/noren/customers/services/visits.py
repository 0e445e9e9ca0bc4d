"""Visits: the buyers' sessions. The cookie's token is random; the database holds only its hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from noren.customers.models import BuyerSession
from noren.customers.types import VisitInfo
from noren.kernel.clock import now

VISIT_LASTS = timedelta(days=60)
# A visit's last use is written at most this often: a page view is not a write.
_TOUCH_EVERY = timedelta(hours=12)


def open_visit(
    *, customer_id: UUID | None = None, data: dict[str, Any] | None = None
) -> tuple[str, VisitInfo]:
    """Start a visit in the current shop; returns the token for the cookie."""
    token, moment = secrets.token_urlsafe(32), now()
    row = BuyerSession(
        token_hash=_hash(token),
        customer_id=customer_id,
        data=data or {},
        created_at=moment,
        last_seen_at=moment,
        expires_at=moment + VISIT_LASTS,
    )
    row.save(force_insert=True)
    return token, _info(row)


def visit_by_token(token: str) -> VisitInfo | None:
    """Return the visit of a cookie's token, or None when there is none or it is over."""
    row = BuyerSession.objects.filter(token_hash=_hash(token), expires_at__gt=now()).first()
    if row is None:
        return None
    if now() - row.last_seen_at > _TOUCH_EVERY:
        BuyerSession.objects.filter(pk=row.pk).update(last_seen_at=now(), expires_at=now() + VISIT_LASTS)
    return _info(row)


def rotate_visit(visit_id: UUID, *, customer_id: UUID | None) -> tuple[str, VisitInfo]:
    """Give the visit a new token and customer, at log-in: a token known before is worth nothing after (fixation)."""
    token = secrets.token_urlsafe(32)
    BuyerSession.objects.filter(pk=visit_id).update(token_hash=_hash(token), customer_id=customer_id)
    return token, _info(BuyerSession.objects.get(pk=visit_id))


def end_visit(visit_id: UUID) -> None:
    """End a visit, at log-out."""
    BuyerSession.objects.filter(pk=visit_id).update(expires_at=now(), customer_id=None)


def visit_data(visit_id: UUID) -> dict[str, Any]:
    """Return what the visit remembers (small, no personal data)."""
    data: dict[str, Any] = BuyerSession.objects.get(pk=visit_id).data
    return data


def remember(visit_id: UUID, **values: Any) -> None:
    """Keep small values with the visit; None forgets one."""
    row = BuyerSession.objects.get(pk=visit_id)
    row.data = {key: value for key, value in {**row.data, **values}.items() if value is not None}
    row.save(update_fields=["data"])


def _info(row: BuyerSession) -> VisitInfo:
    return VisitInfo(row.pk, row.customer_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
