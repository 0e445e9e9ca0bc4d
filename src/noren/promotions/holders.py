"""Who uses a coupon, told apart without keeping who it is."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.japanese import normalize
from noren.platform.privacy.crypto import lookup_hash


def holder_of(*, customer_id: UUID | None, email: str) -> str:
    """Return the keyed hash that stands for a customer, or for a guest's address; empty for neither."""
    if customer_id is not None:
        return lookup_hash("coupon_customer", customer_id.hex)
    address = normalize(email).casefold()
    return lookup_hash("coupon_email", address) if address else ""
