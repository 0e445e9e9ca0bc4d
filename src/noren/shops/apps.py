from django.apps import AppConfig


class ShopsConfig(AppConfig):
    name = "noren.shops"
    label = "shops"
