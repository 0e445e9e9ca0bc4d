"""Facts about products."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.platform.outbox.events import Event, event


@event("product.created")
@dataclass(frozen=True)
class ProductCreated(Event):
    """A product was entered, as a draft or already published."""

    product_id: UUID


@event("product.updated")
@dataclass(frozen=True)
class ProductUpdated(Event):
    """Something of a product changed: words, variants, prices, pictures, categories."""

    product_id: UUID


@event("product.published")
@dataclass(frozen=True)
class ProductPublished(Event):
    """A product can be seen and bought."""

    product_id: UUID


@event("product.unpublished")
@dataclass(frozen=True)
class ProductUnpublished(Event):
    """A product can no longer be seen."""

    product_id: UUID


@event("product.deleted")
@dataclass(frozen=True)
class ProductDeleted(Event):
    """A draft that was never sold was deleted."""

    product_id: UUID
