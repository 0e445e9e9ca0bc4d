"""Making the smaller AVIF files, which take too long for a request."""

from __future__ import annotations

from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks import task

from noren.kernel.actors import system
from noren.platform.media.files import file_name, master_name
from noren.platform.media.models import StoredImage
from noren.platform.media.picture import avif
from noren.platform.transactions.write import write


@task()
def make_avif(image_id: str) -> None:
    """Write each size of a picture as AVIF, then let pages name them. Safe to repeat."""
    row = StoredImage.objects.filter(pk=UUID(image_id), has_avif=False).first()
    if row is None:
        return
    with default_storage.open(master_name(row.shop_id, row.pk)) as file:
        master = file.read()
    for width in row.widths:
        name = file_name(row.shop_id, row.pk, width, "avif")
        default_storage.delete(name)
        default_storage.save(name, ContentFile(avif(master, width)))
    with write(system("media")) as change:
        if StoredImage.objects.filter(pk=row.pk, has_avif=False).update(has_avif=True):
            change.audit("image.avif_made", row)
