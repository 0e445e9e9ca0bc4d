from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "noren.surfaces.storefront"
    label = "storefront"
