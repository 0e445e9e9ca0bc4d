"""What becomes of a picture that was to be fetched."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from noren.catalog.models import ProductImage
from noren.catalog.services.products import touch_product
from noren.catalog.states import FETCH_STATES, FetchState
from noren.kernel.actors import system
from noren.platform.transactions.write import write


def picture_arrived(place_id: UUID, image_id: UUID) -> None:
    """Put a fetched picture into its place, unless the place is gone or filled."""
    with write(system("catalog")) as change:
        product_id = _move(place_id, FetchState.READY, image_id=image_id)
        if product_id is not None:
            touch_product(change, product_id)


def picture_failed(place_id: UUID) -> None:
    """Give up fetching; the seller sees it at the product and may upload the picture by hand."""
    with write(system("catalog")) as change:
        product_id = _move(place_id, FetchState.FAILED)
        if product_id is not None:
            change.audit("product.image_failed", ("catalog.ProductImage", place_id))


def note_attempt(place_id: UUID) -> int:
    """Count an attempt to fetch and return how many there were."""
    with write(system("catalog")):
        ProductImage.objects.filter(pk=place_id).update(fetch_attempts=F("fetch_attempts") + 1)
        return ProductImage.objects.filter(pk=place_id).values_list("fetch_attempts", flat=True).first() or 0


def _move(place_id: UUID, new: FetchState, *, image_id: UUID | None = None) -> UUID | None:
    FETCH_STATES.check(FetchState.PENDING, new)
    rows = ProductImage.objects.filter(pk=place_id, fetch_state=FetchState.PENDING)
    if not rows.update(fetch_state=new, image_id=image_id):
        return None
    return ProductImage.objects.values_list("product_id", flat=True).get(pk=place_id)
