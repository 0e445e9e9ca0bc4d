"""Django's makemigrations, with `shop_id` in its place."""

from django.core.management.commands import makemigrations

from noren.platform.tenancy.autodetector import ShopFirstAutodetector


class Command(makemigrations.Command):
    """Same options as Django's."""

    autodetector = ShopFirstAutodetector
