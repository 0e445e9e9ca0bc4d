"""Reading stock."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from noren.catalog.models import Variant
from noren.catalog.states import ProductState
from noren.inventory.levels import levels_of
from noren.inventory.models import Reservation, StockLevel, StockMovement
from noren.inventory.states import MovementKind, ReservationState
from noren.inventory.types import FEW, LowStock, MovementInfo, ReservationInfo, StockBand, StockInfo


def availability(variant_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many pieces of each variant may be sold now (UNLIMITED for those not counted)."""
    return {variant_id: info.sellable for variant_id, info in levels_of(variant_ids).items()}


def bands(variant_ids: Iterable[UUID]) -> dict[UUID, StockBand]:
    """Return what buyers see of each variant's stock."""
    return {variant_id: info.band for variant_id, info in levels_of(variant_ids).items()}


def product_bands(product_ids: Iterable[UUID]) -> dict[UUID, StockBand]:
    """Return what a product's card shows: the best band among its variants."""
    variants = dict(
        Variant.objects.filter(product_id__in=set(product_ids), retired=False).values_list("id", "product_id")
    )
    best: dict[UUID, StockBand] = {}
    for variant_id, band in bands(variants).items():
        product_id = variants[variant_id]
        best[product_id] = min(best.get(product_id, band), band, key=_RANK.index)
    return best


_RANK = (StockBand.ALWAYS, StockBand.IN_STOCK, StockBand.FEW, StockBand.SOLD_OUT)


def stock(variant_ids: Iterable[UUID]) -> dict[UUID, StockInfo]:
    """Return all numbers of each variant, for staff."""
    return levels_of(variant_ids)


def low_stock(*, limit: int = 20) -> list[LowStock]:
    """Return variants on sale with few or none left, the emptiest first. Variants never stocked are left out."""
    rows = StockLevel.objects.filter(
        tracked=True,
        continue_selling=False,
        available__lte=FEW,
        variant__retired=False,
        variant__product__state=ProductState.PUBLISHED,
    ).order_by("available", "variant_id")[:limit]
    return [LowStock(row.variant_id, row.available) for row in rows]


def reservation(reference: UUID) -> ReservationInfo | None:
    """Return what is kept under a reference, or None."""
    row = Reservation.objects.filter(reference=reference).first()
    if row is None:
        return None
    lines = {line.variant_id: line.quantity for line in row.lines.all()}
    return ReservationInfo(row.reference, ReservationState(row.state), row.expires_at, lines)


def movements(variant_id: UUID, *, limit: int = 50) -> list[MovementInfo]:
    """Return the latest changes of a variant's stock, the newest first."""
    rows = StockMovement.objects.filter(variant_id=variant_id).order_by("-id")[:limit]
    return [
        MovementInfo(MovementKind(row.kind), row.available_delta, row.reserved_delta, row.reason, row.at)
        for row in rows
    ]
