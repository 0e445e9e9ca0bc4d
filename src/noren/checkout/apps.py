from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "noren.checkout"
    label = "checkout"
