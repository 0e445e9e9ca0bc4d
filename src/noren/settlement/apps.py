from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SettlementConfig(AppConfig):
    name = "noren.settlement"
    label = "settlement"

    def ready(self) -> None:
        from noren.settlement.plans import write_plans  # noqa: PLC0415 - models can't be imported before the apps are ready

        post_migrate.connect(write_plans, sender=self, dispatch_uid="settlement.plans")
