from django.apps import AppConfig


class ShippingConfig(AppConfig):
    name = "noren.shipping"
    label = "shipping"
