"""What other apps hand to orders and get from it. All amounts include tax."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from noren.kernel.errors import Problem
from noren.kernel.money import Money, Rounding
from noren.kernel.tax import TaxCategory
from noren.orders.states import Desk, LineState, RefundState
from noren.pricing.types import RateTotal


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where the parcels go, as the buyer typed it. `prefecture` is the JIS code 1-47, `postal_code` seven digits."""

    recipient: str
    postal_code: str
    prefecture: int
    city: str
    street: str
    building: str = ""
    phone: str = ""
    recipient_kana: str = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line of a new order. `rate` is per mille; `discount` is the line's share of the order's discount."""

    variant_id: UUID
    product_id: UUID
    product_title: str
    unit: Money
    quantity: int
    tax_category: TaxCategory
    rate: int
    discount: Money
    variant_title: str = ""
    sku: str = ""
    image_id: UUID | None = None

    @property
    def amount(self) -> Money:
        """What is charged for the line."""
        return self.unit * self.quantity - self.discount


@dataclass(frozen=True, slots=True)
class TermsItem:
    """One item of the last screen as it was shown: its heading and its words."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class NewOrder:
    """Everything that is copied into an order.

    `id` is made by the caller (kernel.ids.uuid7) because the stock reservation's reference and the payment's payable are this id.
    `total` must be goods − discount + shipping + fee and the sum of `per_rate`; create_order checks it.
    `ship_by` is the day the shop means to hand the parcel over. `expires_at` is when an unpaid order ends; None for cash on delivery.
    """

    id: UUID
    cart_id: UUID
    customer_id: UUID | None
    language: str
    name: str
    email: str
    phone: str
    address: PostalAddress
    lines: tuple[NewLine, ...]
    goods: Money
    discount: Money
    shipping: Money
    fee: Money
    total: Money
    tax: Money
    per_rate: tuple[RateTotal, ...]
    rounding: Rounding
    standard_rate: int
    payment_method: str
    payment_label: str
    expires_at: datetime | None
    shipping_name: str = ""
    shipping_carrier: str = ""
    shipping_lead_text: str = ""
    ship_by: date | None = None
    delivery_date: date | None = None
    delivery_slot: str = ""
    delivery_slot_label: str = ""
    coupon_code: str = ""
    buyer_note: str = ""
    terms_shown: tuple[TermsItem, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderInfo:
    """An order in short. `key` opens its page to a guest: put it into links only."""

    id: UUID
    number: str
    state: LineState
    desk: Desk
    total: Money
    remaining: Money
    payment_method: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmOutcome:
    """What came of one order of several: its number, or the problem that kept it as it was."""

    order_id: UUID
    number: str
    problem: Problem | None


class CancelReason(StrEnum):
    """Why something is cancelled; the first five are the buyer's, as the order page offers them."""

    CHANGED_MIND = "changed_mind"
    WRONG_ORDER = "wrong_order"
    OTHER_SHOP = "other_shop"
    TOO_SLOW = "too_slow"
    OTHER = "other"
    SOLD_OUT = "sold_out"
    BUYER_ASKED = "buyer_asked"
    NO_PAYMENT = "no_payment"
    SHOP_REASON = "shop_reason"


BUYER_CANCEL_REASONS = (
    CancelReason.CHANGED_MIND,
    CancelReason.WRONG_ORDER,
    CancelReason.OTHER_SHOP,
    CancelReason.TOO_SLOW,
    CancelReason.OTHER,
)
SHOP_CANCEL_REASONS = (
    CancelReason.SOLD_OUT,
    CancelReason.BUYER_ASKED,
    CancelReason.NO_PAYMENT,
    CancelReason.SHOP_REASON,
)


class RefundReason(StrEnum):
    """Why money goes back."""

    CANCELLED = "cancelled"
    PAID_TOO_LATE = "paid_too_late"
    DEFECT = "defect"
    LATE = "late"
    GOODWILL = "goodwill"
    OTHER = "other"


Quantities = Mapping[UUID, int]
"""How many of which lines, by line id."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as it was bought and as it stands."""

    id: UUID
    variant_id: UUID
    product_id: UUID
    image_id: UUID | None
    product_title: str
    variant_title: str
    sku: str
    tax_category: TaxCategory
    rate: int
    unit: Money
    quantity: int
    discount: Money
    amount: Money
    state: LineState
    remaining_quantity: int
    remaining: Money
    shipped_quantity: int
    delivered_quantity: int

    @property
    def to_ship(self) -> int:
        """How many are still in the shop."""
        return self.remaining_quantity - self.shipped_quantity

    @property
    def cancelled_quantity(self) -> int:
        """How many were taken back."""
        return self.quantity - self.remaining_quantity


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """A parcel. `tracking_url` is the carrier's page, or empty; `contents` are quantities by line id."""

    id: UUID
    carrier: str
    carrier_name: str
    tracking_number: str
    tracking_url: str
    shipped_at: datetime
    delivered_at: datetime | None
    contents: Quantities


@dataclass(frozen=True, slots=True)
class RefundView:
    """Money on its way back, or back; `act_id` is the act that asked for it."""

    id: UUID
    act_id: UUID
    state: RefundState
    amount: Money
    reason: RefundReason
    requested_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One act in an order's history."""

    id: UUID
    act: str
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    amount: Money
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """A whole order. `key` opens its page to a guest."""

    id: UUID
    number: str
    customer_id: UUID | None
    state: LineState
    desk: Desk
    language: str
    name: str
    email: str
    phone: str
    address: PostalAddress
    buyer_note: str
    staff_note: str
    lines: tuple[LineView, ...]
    goods: Money
    discount: Money
    shipping: Money
    fee: Money
    total: Money
    tax: Money
    per_rate: tuple[RateTotal, ...]
    remaining: Money
    remaining_shipping: Money
    remaining_fee: Money
    remaining_tax: tuple[RateTotal, ...]
    allowance: Money
    paid: Money
    refund_requested: Money
    refunded: Money
    payment_method: str
    payment_label: str
    shipping_name: str
    shipping_carrier: str
    shipping_lead_text: str
    ship_by: date | None
    delivery_date: date | None
    delivery_slot_label: str
    coupon_code: str
    terms_shown: tuple[TermsItem, ...]
    placed_at: datetime
    expires_at: datetime | None
    completed_at: datetime | None
    needs_attention: bool
    shipments: tuple[ShipmentView, ...]
    refunds: tuple[RefundView, ...]
    history: tuple[HistoryView, ...]
    key: str = field(repr=False)

    @property
    def outstanding(self) -> Money:
        """What the buyer still has to pay."""
        held = self.paid - self.refund_requested
        return max(self.remaining - held, Money(0, self.remaining.currency))

    @property
    def item_count(self) -> int:
        """How many pieces remain."""
        return sum(line.remaining_quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list."""

    id: UUID
    number: str
    state: LineState
    desk: Desk
    name: str
    placed_at: datetime
    total: Money
    remaining: Money
    payment_method: str
    payment_label: str
    first_title: str
    line_count: int
    item_count: int
    first_image_id: UUID | None
    delivery_date: date | None
    delivery_slot_label: str
    prefecture: int
    has_note: bool
    needs_attention: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some orders of a list, newest first; `after` fetches those that follow, None at the end."""

    rows: tuple[OrderRow, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many orders lie on the piles that need work; each number stops at `limit`."""

    to_confirm: int
    to_ship: int
    waiting: int
    on_the_way: int
    attention: int
    limit: int


@dataclass(frozen=True, slots=True)
class SalesDay:
    """A day in Japan: orders placed, their amounts, and what was taken back of them since."""

    day: date
    orders: int
    ordered: Money
    withdrawn: Money

    @property
    def kept(self) -> Money:
        """What is left of the day's orders."""
        return self.ordered - self.withdrawn


@dataclass(frozen=True, slots=True)
class SettingsView:
    """How orders move by themselves: days from arrival to completion, and from shipping to taken as arrived."""

    complete_after_days: int
    arrival_after_days: int
