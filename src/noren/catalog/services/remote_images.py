"""Pictures that a file names by their address: noted at once, fetched later by a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from noren.catalog.jobs import fetch_image
from noren.catalog.models import ProductImage, Variant
from noren.catalog.rules import ALT_LIMIT, tidy
from noren.catalog.services.images import next_position
from noren.catalog.services.products import locked_product, touch_product
from noren.catalog.states import FETCH_STATES
from noren.kernel.actors import Actor
from noren.kernel.ids import uuid7
from noren.platform.transactions.write import Change, write


@dataclass(frozen=True, slots=True)
class RemoteImage:
    """A picture by its address, with the words for it."""

    url: str
    alt: str = ""


def sync_remote_images(
    product_id: UUID, wanted: Sequence[RemoteImage], *, chosen: Mapping[UUID, str], actor: Actor
) -> bool:
    """Add pictures the product does not have yet, set their words, and let variants show theirs (`chosen`).

    Pictures not named stay. Returns whether anything changed. Raises InvalidInput when there are too many, NotFound.
    """
    with write(actor) as change:
        locked_product(product_id)
        rows = {
            row.source_url: row
            for row in ProductImage.objects.filter(product_id=product_id).exclude(source_url="")
        }
        listed = [*wanted, *(RemoteImage(url) for url in dict.fromkeys(chosen.values()))]
        changed = [_sync_one(change, product_id, image, rows) for image in listed]
        changed += [_choose(variant_id, rows[url].pk) for variant_id, url in chosen.items()]
        if any(changed):
            change.audit(
                "product.images_named",
                ("catalog.Product", product_id),
                new={"urls": [image.url for image in listed]},
            )
            touch_product(change, product_id)
    return any(changed)


def _sync_one(change: Change, product_id: UUID, image: RemoteImage, rows: dict[str, ProductImage]) -> bool:
    alt = tidy(image.alt)[:ALT_LIMIT]
    row = rows.get(image.url)
    if row is None:
        rows[image.url] = _add(product_id, image.url, alt)
        return True
    if not alt or row.alt == alt:
        return False
    ProductImage.objects.filter(pk=row.pk).update(alt=alt)
    change.audit("product.image_described", row, old={"alt": row.alt}, new={"alt": alt})
    return True


def _add(product_id: UUID, url: str, alt: str) -> ProductImage:
    row = ProductImage(
        id=uuid7(),
        product_id=product_id,
        position=next_position(product_id),
        alt=alt,
        source_url=url,
        fetch_state=FETCH_STATES.initial,
    )
    row.save(force_insert=True)
    # Behind what people wait for.
    fetch_image.using(priority=-10).enqueue(place_id=str(row.pk))
    return row


def _choose(variant_id: UUID, place_id: UUID) -> bool:
    return bool(Variant.objects.filter(pk=variant_id).exclude(image_id=place_id).update(image_id=place_id))
