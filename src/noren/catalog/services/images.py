"""Pictures of products: adding, ordering, words for them, removing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max

from noren.catalog.models import ProductImage, Variant
from noren.catalog.rules import ALT_LIMIT, tidy
from noren.catalog.services.products import locked_product, touch_product
from noren.kernel.actors import Actor
from noren.kernel.errors import NotFound, invalid, not_found
from noren.kernel.ids import uuid7
from noren.platform.media.services.store import store_image
from noren.platform.transactions.write import write

MAX_IMAGES = 30


def add_image(product_id: UUID, data: bytes, *, alt: str = "", actor: Actor) -> UUID:
    """Store an uploaded picture as the product's last one and return the id of its place.

    Raises InvalidInput naming `image`, NotFound.
    """
    stored = store_image(data, actor=actor)
    return attach_image(product_id, stored.id, alt=alt, actor=actor)


def attach_image(product_id: UUID, image_id: UUID, *, alt: str = "", actor: Actor) -> UUID:
    """Make a stored picture the product's last one. Raises NotFound, InvalidInput when there are too many."""
    with write(actor) as change:
        locked_product(product_id)
        row = ProductImage(
            id=uuid7(),
            product_id=product_id,
            image_id=image_id,
            position=next_position(product_id),
            alt=tidy(alt)[:ALT_LIMIT],
        )
        row.save(force_insert=True)
        change.audit("product.image_added", ("catalog.Product", product_id), new={"image": str(image_id)})
        touch_product(change, product_id)
    return row.pk


def next_position(product_id: UUID) -> int:
    """Return the place after the last picture. Raises InvalidInput when there are too many."""
    rows = ProductImage.objects.filter(product_id=product_id)
    if rows.count() >= MAX_IMAGES:
        raise invalid(
            "images_too_many",
            "画像は1商品につき%(limit)s枚までです。",
            field_name="image",
            limit=MAX_IMAGES,
        )
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def order_images(product_id: UUID, place_ids: Sequence[UUID], *, actor: Actor) -> None:
    """Show pictures in the given order, the first as the product's face; unnamed ones follow as they stood.

    Raises NotFound for a picture that is not this product's.
    """
    with write(actor) as change:
        locked_product(product_id)
        rows = {
            row.pk: row for row in ProductImage.objects.filter(product_id=product_id).order_by("position")
        }
        if not rows.keys() >= set(place_ids):
            raise _unknown_image()
        wanted = list(dict.fromkeys([*place_ids, *rows]))
        moved = [place for position, place in enumerate(wanted) if rows[place].position != position]
        if not moved:
            return
        for position, place in enumerate(wanted):
            ProductImage.objects.filter(pk=place).update(position=position)
        change.audit(
            "product.images_ordered",
            ("catalog.Product", product_id),
            old={"order": [str(place) for place in rows]},
            new={"order": [str(place) for place in wanted]},
        )
        touch_product(change, product_id)


def describe_image(product_id: UUID, place_id: UUID, *, alt: str, actor: Actor) -> None:
    """Set the words for those who can't see the picture. Raises NotFound."""
    words = tidy(alt)[:ALT_LIMIT]
    with write(actor) as change:
        locked_product(product_id)
        row = ProductImage.objects.filter(pk=place_id, product_id=product_id).first()
        if row is None:
            raise _unknown_image()
        if row.alt == words:
            return
        ProductImage.objects.filter(pk=place_id).update(alt=words)
        change.audit("product.image_described", row, old={"alt": row.alt}, new={"alt": words})
        touch_product(change, product_id)


def remove_image(product_id: UUID, place_id: UUID, *, actor: Actor) -> None:
    """Take a picture from a product; the file stays while orders or other products show it. Raises NotFound."""
    with write(actor) as change:
        locked_product(product_id)
        row = ProductImage.objects.filter(pk=place_id, product_id=product_id).first()
        if row is None:
            raise _unknown_image()
        Variant.objects.filter(product_id=product_id, image_id=place_id).update(image=None)
        change.audit("product.image_removed", row, old={"image": str(row.image_id), "alt": row.alt})
        row.delete()
        touch_product(change, product_id)


def choose_variant_image(product_id: UUID, variant_id: UUID, place_id: UUID | None, *, actor: Actor) -> None:
    """Let a variant show one of the product's pictures, or none of its own. Raises NotFound."""
    with write(actor) as change:
        locked_product(product_id)
        if place_id and not ProductImage.objects.filter(pk=place_id, product_id=product_id).exists():
            raise _unknown_image()
        row = Variant.objects.filter(pk=variant_id, product_id=product_id).first()
        if row is None:
            raise not_found(
                "variant_unknown", "バリエーションが見つかりません。画面を読み込み直してください。"
            )
        if row.image_id == place_id:
            return
        Variant.objects.filter(pk=variant_id).update(image_id=place_id)
        change.audit(
            "variant.image_chosen", row, old={"image": str(row.image_id)}, new={"image": str(place_id)}
        )
        touch_product(change, product_id)


def _unknown_image() -> NotFound:
    return not_found("image_unknown", "画像が見つかりません。画面を読み込み直してください。")
