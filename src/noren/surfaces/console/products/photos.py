"""Pictures in the product form. A new one is stored as soon as it arrives, so that an error elsewhere does not lose it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from noren.catalog.services.images import attach_image, describe_image, order_images, remove_image
from noren.catalog.types import ProductDetail
from noren.kernel.actors import Actor
from noren.kernel.errors import InvalidInput
from noren.platform.media.selectors import images
from noren.platform.media.services.store import store_image
from noren.surfaces.console.products.shown import console_picture
from noren.surfaces.web.request import ConsoleRequest, console_actor

NEW = "new-"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in the form's order: one the product has (`id` is its place), or one just stored (`new-…`)."""

    id: str
    alt: str


def photos_of(detail: ProductDetail | None) -> list[Photo]:
    """Return the pictures a product has."""
    return [Photo(str(place.id), place.alt) for place in detail.images] if detail else []


def read_photos(request: ConsoleRequest) -> tuple[list[Photo], list[InvalidInput]]:
    """Return the pictures of a sent form, new files stored, and why files were refused."""
    listed = [Photo(key, request.POST.get(f"alt-{key}", "")) for key in request.POST.getlist("image")]
    refusals: list[InvalidInput] = []
    for file in request.FILES.getlist("new_images"):
        try:
            stored = store_image(file.read(), actor=console_actor(request))
        except InvalidInput as refusal:
            refusals.append(refusal)
        else:
            listed.append(Photo(f"{NEW}{stored.id}", ""))
    return list(dict.fromkeys(listed)), refusals


def shown_photos(photos: list[Photo], detail: ProductDetail | None) -> list[dict[str, Any]]:
    """Return pictures for the form; what is gone is left out."""
    places = {str(place.id): place for place in detail.images} if detail else {}
    fresh = images(found for found in (_stored_id(photo) for photo in photos) if found)
    shown = []
    for photo in photos:
        stored = _stored_id(photo)
        place = places.get(photo.id)
        picture = console_picture(fresh.get(stored) if stored else place.image if place else None)
        if picture or place:
            waiting = place is not None and place.image is None
            extra = {
                "id": photo.id,
                "words": photo.alt,
                "waiting": waiting,
                "state": place.fetch_state if place else "",
            }
            shown.append({**(picture or {}), **extra})
    return shown


def save_photos(product_id: UUID, photos: list[Photo], detail: ProductDetail | None, *, actor: Actor) -> None:
    """Make the product's pictures what the form says: new ones added, missing ones removed, order and words set."""
    present = {str(place.id): place.id for place in detail.images} if detail else {}
    kept = {photo.id for photo in photos}
    for key, place_id in present.items():
        if key not in kept:
            remove_image(product_id, place_id, actor=actor)
    order: list[UUID] = []
    for photo in photos:
        stored = _stored_id(photo)
        if stored is not None:
            order.append(attach_image(product_id, stored, alt=photo.alt, actor=actor))
        elif photo.id in present:
            order.append(present[photo.id])
            describe_image(product_id, present[photo.id], alt=photo.alt, actor=actor)
    order_images(product_id, order, actor=actor)


def _stored_id(photo: Photo) -> UUID | None:
    try:
        return UUID(photo.id.removeprefix(NEW)) if photo.id.startswith(NEW) else None
    except ValueError:
        return None
