"""Where the files of a picture lie, and their public addresses."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

FORMATS = ("webp", "avif")


def file_name(shop_id: UUID, image_id: UUID, width: int, form: str) -> str:
    """Return the name in the storage of one size of a picture. The name is never used for another content."""
    return f"{shop_id}/{image_id}/{width}.{form}"


def master_name(shop_id: UUID, image_id: UUID) -> str:
    """Return the name of the re-encoded original, from which other sizes are made; it is not served."""
    return f"{shop_id}/{image_id}/master.webp"


def public_url(shop_id: UUID, image_id: UUID, width: int, form: str) -> str:
    """Return the address of one size of a picture."""
    return f"{settings.MEDIA_URL}{shop_id}/{image_id}/{width}.{form}"
