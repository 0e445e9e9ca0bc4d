"""Telling the page cache that what buyers see has changed."""

from __future__ import annotations

from django.db import connection
from django.db.models import F

from noren.platform.tenancy.scope import current_shop_id
from noren.shops.models import ContentVersion


def raise_content_version() -> None:
    """Make every cached public page of the shop in scope stale, with the commit of the running write."""
    ContentVersion.objects.update(version=F("version") + 1)
    if connection.vendor == "postgresql":
        # Sent by the commit; the page cache of each server process listens.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('noren_content', %s)", [str(current_shop_id())])
