"""What other apps know of a shop."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.shops.states import ShopState


@dataclass(frozen=True, slots=True)
class ShopInfo:
    """A shop's public facts."""

    id: UUID
    slug: str
    name: str
    state: ShopState
    currency: str
    language: str

    @property
    def sells(self) -> bool:
        """Whether buyers may order."""
        return self.state is ShopState.OPEN


@dataclass(frozen=True, slots=True)
class MembershipInfo:
    """A person's place in a shop."""

    shop: ShopInfo
    account_id: UUID
    role: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class LegalNoticeInfo:
    """特定商取引法に基づく表記 (特商法 11条), as the shop wrote it; empty where it wrote nothing."""

    seller_name: str
    representative: str
    address: str
    phone: str
    email: str
    disclose_on_request: bool
    extra_charges: str
    payment_terms: str
    delivery_time: str
    return_policy: str
    application_period: str
    special_conditions: str
