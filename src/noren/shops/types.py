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
