from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "noren.pricing"
    label = "pricing"
