"""Storing a picture."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.ids import uuid7
from noren.platform.media.files import file_name, master_name
from noren.platform.media.jobs import make_avif
from noren.platform.media.models import StoredImage
from noren.platform.media.picture import Pictures, clean
from noren.platform.media.types import StoredImageInfo
from noren.platform.tenancy.scope import current_shop_id
from noren.platform.transactions.write import write


def store_image(data: bytes, *, actor: Actor) -> StoredImageInfo:
    """Clean and store an uploaded picture for the shop in scope; AVIF follows by a job.

    The same file stored again gives the first one back. Raises InvalidInput naming `image`.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = _known(digest)
    if known is not None:
        return known
    pictures = clean(data)
    row = StoredImage(
        id=uuid7(),
        digest=digest,
        width=pictures.width,
        height=pictures.height,
        widths=sorted(pictures.sizes),
        created_at=now(),
    )
    # Files first: a row must never name a file that is not there; a file without a row harms nobody.
    _save_files(row, pictures)
    try:
        with write(actor) as change:
            row.save(force_insert=True)
            change.audit("image.stored", row, new={"width": row.width, "height": row.height})
            # Pages are complete without it: everything else goes first.
            make_avif.using(priority=-10).enqueue(image_id=str(row.pk))
    except IntegrityError:
        _delete_files(row)
        twin = _known(digest)
        if twin is None:
            raise
        return twin
    return StoredImageInfo(row.pk, row.width, row.height, already_there=False)


def _known(digest: str) -> StoredImageInfo | None:
    row = StoredImage.objects.filter(digest=digest).first()
    return StoredImageInfo(row.pk, row.width, row.height, already_there=True) if row else None


def _save_files(row: StoredImage, pictures: Pictures) -> None:
    shop_id = current_shop_id()
    default_storage.save(master_name(shop_id, row.pk), ContentFile(pictures.master))
    for width, data in pictures.sizes.items():
        default_storage.save(file_name(shop_id, row.pk, width, "webp"), ContentFile(data))


def _delete_files(row: StoredImage) -> None:
    shop_id = current_shop_id()
    default_storage.delete(master_name(shop_id, row.pk))
    for width in row.widths:
        default_storage.delete(file_name(shop_id, row.pk, width, "webp"))
