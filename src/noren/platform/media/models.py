"""Pictures that a shop stored."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import TenantModel


class StoredImage(TenantModel):
    """A picture, cleaned and re-encoded; its files lie under `<shop>/<id>/` in the media storage."""

    # SHA-256 of what was uploaded: the same file uploaded twice is stored once.
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # The widths in pixels there are files for, ascending; never larger than the picture.
    widths = models.JSONField(default=list)
    has_avif = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "digest"], name="stored_image_digest")]
