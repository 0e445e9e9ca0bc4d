"""Django's migrate; compares models with migrations as makemigrations does."""

from django.core.management.commands import migrate

from noren.platform.tenancy.autodetector import ShopFirstAutodetector


class Command(migrate.Command):
    """Same options as Django's."""

    autodetector = ShopFirstAutodetector
