"""The life of a product."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class ProductState(StrEnum):
    """`draft` is seen by staff only, `published` by everyone, `archived` is put away but still named by old orders."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


PRODUCT_STATES = StateTable(
    "product",
    ProductState,
    ProductState.DRAFT,
    {
        ProductState.DRAFT: frozenset({ProductState.PUBLISHED, ProductState.ARCHIVED}),
        ProductState.PUBLISHED: frozenset({ProductState.DRAFT, ProductState.ARCHIVED}),
        ProductState.ARCHIVED: frozenset({ProductState.DRAFT, ProductState.PUBLISHED}),
    },
)


class FetchState(StrEnum):
    """A picture named by its address in a CSV: to be fetched, here, or given up."""

    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


FETCH_STATES = StateTable(
    "product image",
    FetchState,
    FetchState.PENDING,
    {
        FetchState.PENDING: frozenset({FetchState.READY, FetchState.FAILED}),
        FetchState.READY: frozenset(),
        FetchState.FAILED: frozenset({FetchState.PENDING}),
    },
)
