"""Telling the page cache that what buyers see has changed."""

from __future__ import annotations

from django.db.models import F

from noren.shops.models import ContentVersion


def raise_content_version() -> None:
    """Make every cached public page of the shop in scope stale, with the commit of the running write."""
    ContentVersion.objects.update(version=F("version") + 1)
