"""What other apps and surfaces know of products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from noren.catalog.states import FetchState, ProductState
from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory
from noren.platform.media.types import ImageInfo


@dataclass(frozen=True, slots=True)
class SellableVariant:
    """What a cart line shows and an order line copies. `price` includes tax; `published` tells whether it may be bought."""

    variant_id: UUID
    product_id: UUID
    handle: str
    product_title: str
    variant_title: str
    sku: str
    price: Money
    tax_category: TaxCategory
    image: ImageInfo | None
    requires_shipping: bool
    weight_grams: int
    published: bool


@dataclass(frozen=True, slots=True)
class CategoryInfo:
    """A shelf and where it stands: `path` holds the titles from the top to itself, `depth` counts from 1."""

    id: UUID
    handle: str
    title: str
    description: str
    parent_id: UUID | None
    path: tuple[str, ...]

    @property
    def depth(self) -> int:
        """The level in the tree, from 1."""
        return len(self.path)


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product in a list. `compare_at` is the struck-out former price of the cheapest variant, if it is higher."""

    id: UUID
    handle: str
    title: str
    price_from: Money
    price_to: Money
    compare_at: Money | None
    image: ImageInfo | None
    category_handles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionInfo:
    """An axis, such as 色, with its values in the order of the variants."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VariantInfo:
    """A variant as shown and edited."""

    id: UUID
    title: str
    options: tuple[str, ...]
    sku: str
    barcode: str
    price: Money
    compare_at: Money | None
    cost: Money | None
    weight_grams: int
    requires_shipping: bool
    image_id: UUID | None


@dataclass(frozen=True, slots=True)
class ProductImageInfo:
    """A picture of a product; `image` is None until a picture named by its address has been fetched."""

    id: UUID
    alt: str
    image: ImageInfo | None
    source_url: str
    fetch_state: FetchState


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """A whole product, for its page and its form."""

    id: UUID
    handle: str
    title: str
    description_html: str
    state: ProductState
    tax_category: TaxCategory
    vendor: str
    product_type: str
    tags: tuple[str, ...]
    seo_title: str
    seo_description: str
    options: tuple[OptionInfo, ...]
    variants: tuple[VariantInfo, ...]
    images: tuple[ProductImageInfo, ...]
    categories: tuple[CategoryInfo, ...]
    price_from: Money
    price_to: Money
    compare_at: Money | None
    published_at: datetime | None
    updated_at: datetime

    @property
    def published(self) -> bool:
        """Whether buyers see it."""
        return self.state is ProductState.PUBLISHED


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A page of cards. `after` is the place to go on from, empty on the last page."""

    cards: tuple[ProductCard, ...]
    after: str


@dataclass(frozen=True, slots=True)
class ConsoleProduct:
    """A row of the seller's product list."""

    id: UUID
    handle: str
    title: str
    state: ProductState
    price_from: Money
    price_to: Money
    image: ImageInfo | None
    variant_ids: tuple[UUID, ...]
    category_titles: tuple[str, ...]
    # Of the first variant.
    sku: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ConsoleProductPage:
    """A page of the seller's product list."""

    rows: tuple[ConsoleProduct, ...]
    after: str


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """A variant as entered. `id` names the variant to change; without it one with the same options is changed or made."""

    price: Money
    options: tuple[str, ...] = ()
    id: UUID | None = None
    sku: str = ""
    barcode: str = ""
    compare_at: Money | None = None
    cost: Money | None = None
    weight_grams: int = 0
    requires_shipping: bool = True


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as entered. Stock is no part of it."""

    title: str
    variants: Sequence[VariantDraft]
    handle: str = ""
    description_html: str = ""
    tax_category: TaxCategory = TaxCategory.STANDARD
    vendor: str = ""
    product_type: str = ""
    tags: tuple[str, ...] = ()
    option_names: tuple[str, ...] = ()
    category_ids: tuple[UUID, ...] = ()
    seo_title: str = ""
    seo_description: str = ""


@dataclass(frozen=True, slots=True)
class SavedProduct:
    """The result of saving: the ids of the variants by their options, and whether anything changed."""

    id: UUID
    handle: str
    variant_ids: Mapping[tuple[str, ...], UUID] = field(default_factory=dict)
    changed: bool = True
