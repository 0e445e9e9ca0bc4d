from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TenancyConfig(AppConfig):
    name = "noren.platform.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        # Every app's checks.py registers its checks; found here once for all.
        autodiscover_modules("checks")
