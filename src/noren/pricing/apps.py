from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PricingConfig(AppConfig):
    name = "noren.pricing"
    label = "pricing"

    def ready(self) -> None:
        from noren.pricing.rates import write_rates  # noqa: PLC0415 - models can't be imported before the apps are ready

        post_migrate.connect(write_rates, sender=self, dispatch_uid="pricing.rates")
