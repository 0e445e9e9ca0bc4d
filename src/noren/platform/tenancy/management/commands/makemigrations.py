"""Django's makemigrations, with `shop_id` in its place."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import makemigrations

from noren.platform.tenancy.autodetector import ShopFirstAutodetector


class Command(makemigrations.Command):
    """Same options as Django's; without the dated header, so that the same models give the same bytes."""

    autodetector = ShopFirstAutodetector

    def handle(self, *app_labels: str, **options: Any) -> None:
        """Write the migrations."""
        super().handle(*app_labels, **{**options, "include_header": False})
