from django.apps import AppConfig


class CartsConfig(AppConfig):
    name = "noren.carts"
    label = "carts"
