"""Keys."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import TenantModel


class ShopKey(TenantModel):
    """A shop's key, wrapped by the installation's master key. Destroying it makes what it encrypted unreadable."""

    # "data" encrypts columns and may be rotated; "lookup" makes keyed hashes and stays.
    purpose = models.CharField(max_length=8)
    wrapped = models.BinaryField()
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "purpose"], condition=models.Q(active=True), name="shop_key_one_active"
            )
        ]
