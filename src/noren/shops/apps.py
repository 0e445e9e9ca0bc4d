from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ShopsConfig(AppConfig):
    name = "noren.shops"
    label = "shops"

    def ready(self) -> None:
        autodiscover_modules("permissions", "requirements")
