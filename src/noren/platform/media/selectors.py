"""Reading pictures."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from noren.platform.media.files import public_url
from noren.platform.media.models import StoredImage
from noren.platform.media.types import ImageInfo, ImageSource


def images(image_ids: Iterable[UUID]) -> dict[UUID, ImageInfo]:
    """Return pictures of the shop in scope by id; unknown ids are left out."""
    rows = StoredImage.objects.filter(pk__in=set(image_ids))
    return {row.pk: image_info(row) for row in rows}


def image_info(row: StoredImage, *, alt: str = "") -> ImageInfo:
    """Return what templates need of a picture."""
    formats = ["avif", "webp"] if row.has_avif else ["webp"]
    sources = tuple(ImageSource(f"image/{form}", _srcset(row, form)) for form in formats)
    return ImageInfo(
        id=row.pk,
        width=row.width,
        height=row.height,
        alt=alt,
        sources=sources,
        url=public_url(row.shop_id, row.pk, row.widths[-1], "webp"),
        thumbnail=public_url(row.shop_id, row.pk, row.widths[0], "webp"),
    )


def _srcset(row: StoredImage, form: str) -> str:
    return ", ".join(f"{public_url(row.shop_id, row.pk, width, form)} {width}w" for width in row.widths)
