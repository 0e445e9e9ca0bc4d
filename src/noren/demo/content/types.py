"""The shapes of the demo's content: frozen, plain, without Django.

Money is whole yen, tax included. Weights are grams. Times are aware datetimes in Japan time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

TaxCategory = Literal["standard", "reduced"]
Temperature = Literal["ambient", "chilled", "frozen"]
PaymentMethod = Literal["card", "konbini", "paypay", "bank", "cod"]
Carrier = Literal["yamato", "yupack", "sagawa"]
Author = Literal["customer", "shop"]
OrderState = Literal[
    "awaiting_payment",
    "paid",
    "confirmed",
    "shipped",
    "delivered",
    "completed",
    "expired",
    "cancelled",
    "returned",
]
Salutation = Literal["none", "gift", "noshi"]


@dataclass(frozen=True, slots=True)
class Address:
    """A Japanese postal address; `postal_code` is seven digits without a hyphen."""

    postal_code: str
    prefecture: str
    city: str
    town: str
    building: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb and the name of one of the storefront's layouts."""

    layout: Literal["standard", "gallery", "compact"]
    primary: str
    accent: str
    paper: str
    ink: str


@dataclass(frozen=True, slots=True)
class LegalRow:
    """One row of 特定商取引法に基づく表記: what it is called and what the shop declares."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ShippingPolicy:
    """Fee per prefecture (47 entries); an order of `free_from_yen` or more ships free."""

    carrier: Carrier
    fees_yen: dict[str, int]
    chilled_extra_yen: int
    free_from_yen: int
    cod_fee_yen: int
    ships_within_days: int
    time_slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop's profile; the long texts are simple HTML."""

    slug: str
    name: str
    name_kana: str
    tagline: str
    owner: str
    owner_kana: str
    email: str
    phone: str
    business_hours: str
    address: Address
    invoice_number: str
    founded: date
    theme: Theme
    story_html: str
    shipping_html: str
    returns_html: str
    privacy_html: str
    legal: tuple[LegalRow, ...]
    shipping: ShippingPolicy
    payment_methods: tuple[PaymentMethod, ...]
    line_display_name: str
    line_greeting: str


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the shop, in the order in which it is shown."""

    handle: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Option:
    """One axis of choice; `values` are in the order in which they are offered."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """What is sold and counted; `values` follow the product's options, one each."""

    sku: str
    values: tuple[str, ...]
    price_yen: int
    compare_at_yen: int | None
    stock: int
    weight_grams: int


@dataclass(frozen=True, slots=True)
class Product:
    """A page of the shop; `season` lists the months (1–12) in which it sells best, empty for all year."""

    handle: str
    title: str
    category: str
    summary: str
    description_html: str
    tax_category: TaxCategory
    options: tuple[Option, ...]
    variants: tuple[Variant, ...]
    temperature: Temperature
    shipping_note: str
    tags: tuple[str, ...]
    published: bool
    season: tuple[int, ...] = ()
    popularity: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A fictional person; `line_name` is the display name in LINE, or None without LINE."""

    key: str
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    email: str
    phone: str
    address: Address
    accepts_news: bool
    line_name: str | None = None
    note: str = ""

    @property
    def full_name(self) -> str:
        """Family name, space, given name."""
        return f"{self.family_name} {self.given_name}"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A snapshot of what was bought; `unit_price_yen` includes tax."""

    sku: str
    product_handle: str
    title: str
    variant_title: str
    unit_price_yen: int
    quantity: int
    tax_category: TaxCategory

    @property
    def amount_yen(self) -> int:
        """Unit price times quantity."""
        return self.unit_price_yen * self.quantity


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """The order entered `state` at `at`; `note` is a reason in Japanese or empty."""

    state: OrderState
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the talk between buyer and shop about an order."""

    author: Author
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A past order; `history` begins when it was placed and ends in `state`.

    `total_yen` = lines + shipping + cash-on-delivery fee. `refunded_yen` never exceeds it.
    `wished_date` and `wished_slot` are the buyer's wish for delivery, if any.
    """

    number: str
    customer: str
    placed_at: datetime
    state: OrderState
    lines: tuple[OrderLine, ...]
    ship_to: Address
    recipient: str
    payment_method: PaymentMethod
    shipping_yen: int
    cod_fee_yen: int
    refunded_yen: int
    history: tuple[OrderEvent, ...]
    messages: tuple[Message, ...] = ()
    carrier: Carrier | None = None
    tracking_number: str | None = None
    wished_date: date | None = None
    wished_slot: str | None = None
    salutation: Salutation = "none"
    buyer_note: str = ""
    via_line: bool = False

    @property
    def subtotal_yen(self) -> int:
        """The lines together, tax included."""
        return sum(line.amount_yen for line in self.lines)

    @property
    def total_yen(self) -> int:
        """What the buyer was asked to pay."""
        return self.subtotal_yen + self.shipping_yen + self.cod_fee_yen


@dataclass(frozen=True, slots=True)
class ShopContent:
    """Everything of one shop but its orders."""

    shop: Shop
    categories: tuple[Category, ...]
    products: tuple[Product, ...]
    customers: tuple[Customer, ...] = ()
