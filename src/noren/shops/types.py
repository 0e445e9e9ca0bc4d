"""What other apps know of a shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from noren.shops.states import ContactState, ShopState


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


class SellerKind(StrEnum):
    """Who sells: the law asks companies for a person in charge, and lets only persons keep their address back."""

    INDIVIDUAL = "individual"
    CORPORATION = "corporation"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalNoticeInfo:
    """特定商取引法に基づく表記 (特商法 11条), as the shop wrote it; empty where it wrote nothing."""

    seller_kind: SellerKind = SellerKind.INDIVIDUAL
    seller_name: str = ""
    representative: str = ""
    address: str = ""
    phone: str = ""
    phone_hours: str = ""
    email: str = ""
    disclose_on_request: bool = False
    price_terms: str = ""
    extra_charges: str = ""
    payment_terms: str = ""
    delivery_time: str = ""
    return_policy: str = ""
    application_period: str = ""
    special_conditions: str = ""
    environment: str = ""

    @property
    def keeps_particulars_back(self) -> bool:
        """Whether name, address and phone are given on request instead of on the page."""
        return self.disclose_on_request and self.seller_kind is SellerKind.INDIVIDUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileInfo:
    """Who runs the shop and what it says of itself. `prefecture` is a JIS code from 1 to 47."""

    name: str
    tagline: str = ""
    introduction: str = ""
    announcement: str = ""
    seller_name: str = ""
    postal_code: str = ""
    prefecture: int | None = None
    city: str = ""
    street: str = ""
    building: str = ""
    phone: str = ""
    email: str = ""


class Layout(StrEnum):
    """How products are laid out."""

    STANDARD = "standard"
    GALLERY = "gallery"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeInfo:
    """The shop's look. Colors are `#RRGGBB`, `radius` is of corners in pixels."""

    layout: Layout = Layout.STANDARD
    primary: str = "#1F3A5F"
    accent: str = "#C73E2A"
    paper: str = "#FAF8F4"
    ink: str = "#1B1F24"
    radius: int = 6
    logo_id: UUID | None = None
    hero_image_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SavedTheme:
    """A theme as it was stored. `corrected` names the colors that were made readable: primary, accent, ink, paper."""

    theme: ThemeInfo
    corrected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to do before a shop opens. `label` and `missing` are Japanese msgids.

    `area` says which part of the console mends it (`legal`, `products`, `shipping`, `payments` …).
    """

    key: str
    label: str
    area: str
    required: bool
    missing: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class ContactTopic(StrEnum):
    """What a contact request is about."""

    QUESTION = "question"
    ORDER = "order"
    # The seller's name, address or phone, which the page gives on request.
    PARTICULARS = "particulars"


@dataclass(frozen=True, slots=True)
class ContactRequestInfo:
    """What somebody asked the shop, and whether it was answered."""

    id: UUID
    number: int
    topic: ContactTopic
    name: str
    email: str
    order_number: str
    body: str
    language: str
    state: ContactState
    created_at: datetime
    answered_at: datetime | None
    answer_note: str


@dataclass(frozen=True, slots=True)
class SuspensionInfo:
    """Why an operator stopped the shop, and since when."""

    reason: str
    began_at: datetime


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A shop in the operator's list."""

    shop: ShopInfo
    created_at: datetime
    opened_at: datetime | None
