"""What surfaces know of a checkout. All amounts include tax."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from noren.carts.types import CartLineView
from noren.catalog.types import SellableVariant
from noren.kernel.errors import Conflict, Problem
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory
from noren.orders.types import PostalAddress, TermsItem
from noren.payments.types import MethodOffer, PaymentMethod, PaymentStart
from noren.pricing.types import Totals
from noren.promotions.types import Discount
from noren.shipping.types import ShippingQuote


@dataclass(frozen=True, slots=True)
class Entries:
    """What a buyer enters. Empty texts and None mean not entered."""

    email: str = ""
    address: PostalAddress | None = None
    note: str = ""
    shipping_method_id: UUID | None = None
    delivery_date: date | None = None
    delivery_slot: str = ""
    payment_method: PaymentMethod | None = None
    coupon_code: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who checks out: `customer_id` is None for a guest."""

    customer_id: UUID | None
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One thing that is ordered. `rate` is per mille."""

    variant: SellableVariant
    quantity: int
    rate: int

    @property
    def amount(self) -> Money:
        """Price times quantity."""
        return self.variant.price * self.quantity

    @property
    def reduced_tax(self) -> bool:
        """Whether the line carries the ※ mark (軽減税率)."""
        return self.variant.tax_category is TaxCategory.REDUCED


@dataclass(frozen=True, slots=True)
class Offer:
    """What the shop would charge now for a cart, given what has been entered so far.

    `shipping` and `method` are what the entries choose among `shipping_choices` and `methods`, None while nothing fits.
    """

    lines: tuple[OfferLine, ...]
    unavailable: tuple[CartLineView, ...]
    shipping_choices: tuple[ShippingQuote, ...]
    shipping: ShippingQuote | None
    needs_shipping: bool
    methods: tuple[MethodOffer, ...]
    method: MethodOffer | None
    discount: Discount | None
    coupon_problem: Problem | None
    totals: Totals
    standard_rate: int

    @property
    def nothing_to_pay(self) -> bool:
        """Whether a coupon pays it all."""
        return bool(self.lines) and not self.totals.total


@dataclass(frozen=True, slots=True)
class FinalScreen:
    """The last screen before the order (最終確認画面, 特商法 12条の6): what it must show, and the token of agreeing to just that.

    `terms` are the six items as words, kept with the order; the rest is the same facts for laying out. `token` names all
    that was shown; `checkout.place` refuses another.
    """

    cart_id: UUID
    entries: Entries
    offer: Offer
    terms: tuple[TermsItem, ...]
    agreed_total: Money
    token: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Something on the last screen that is not as it was when the buyer looked: Japanese msgid with its amounts."""

    message: str
    before: Money | None = None
    after: Money | None = None


@dataclass(frozen=True, slots=True)
class ReturnAddresses:
    """Where the provider sends the buyer after paying, and after giving up."""

    return_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class OrderToPay:
    """An order that stands, and its payment, None when there is nothing to pay. `key` opens its page to a guest."""

    order_id: UUID
    number: str
    key: str = field(repr=False)
    payment_id: UUID | None


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order that was placed, now or by an earlier submission of the same cart (`repeated`).

    `payment` is None when there is nothing to pay, or the provider could not be reached just now: the order stands, and the
    buyer pays from its page.
    """

    order_id: UUID
    number: str
    key: str = field(repr=False)
    payment: PaymentStart | None
    repeated: bool


class ScreenOutdated(Conflict):
    """What would be charged is no longer what the buyer saw. `screen` is what to show instead; nothing was placed."""

    def __init__(self, screen: FinalScreen, differences: tuple[Difference, ...]) -> None:
        super().__init__(
            Problem(
                "screen_outdated", "ご確認いただいた内容から変わったことがあります。もう一度ご確認ください。"
            )
        )
        self.screen = screen
        self.differences = differences
