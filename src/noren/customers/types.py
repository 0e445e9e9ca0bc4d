"""What other apps know of a buyer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VisitInfo:
    """A buyer's visit; `customer_id` is None for guests."""

    id: UUID
    customer_id: UUID | None


class ConsentKind(StrEnum):
    """What a customer can agree to."""

    MARKETING = "marketing"


@dataclass(frozen=True, slots=True)
class LineProfile:
    """A person as LINE's log-in names them. `subject` is LINE's user id and means something within the provider only."""

    provider_id: str
    subject: str = field(repr=False)
    display_name: str = field(default="", repr=False)
    picture_url: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LineIdentityInfo:
    """A customer's LINE. `is_friend`: messages from the shop's official account reach them."""

    provider_id: str
    subject: str = field(repr=False)
    display_name: str = field(repr=False)
    picture_url: str = field(repr=False)
    is_friend: bool
    friend_as_of: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerInfo:
    """A buyer. Empty texts where nothing is known."""

    id: UUID
    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    language: str
    guest: bool
    created_at: datetime
    line: LineIdentityInfo | None

    @property
    def shown_name(self) -> str:
        """The name by which the shop knows the customer: the one given, else the one used in LINE."""
        return self.name or (self.line.display_name if self.line else "")


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address as typed. `prefecture` is the JIS code from 1 to 47; `postal_code` and `phone` any way people write them."""

    recipient: str = field(repr=False)
    postal_code: str = field(repr=False)
    prefecture: int
    city: str = field(repr=False)
    street: str = field(repr=False)
    phone: str = field(repr=False)
    building: str = field(default="", repr=False)
    recipient_kana: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AddressInfo:
    """A kept address; `postal_code` seven digits, `phone` ten or eleven."""

    id: UUID
    recipient: str = field(repr=False)
    recipient_kana: str = field(repr=False)
    postal_code: str = field(repr=False)
    prefecture: int
    city: str = field(repr=False)
    street: str = field(repr=False)
    building: str = field(repr=False)
    phone: str = field(repr=False)
    is_default: bool


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A page of customers, newest first; `next_after` is the cursor of the following page, empty on the last."""

    customers: tuple[CustomerInfo, ...]
    next_after: str
