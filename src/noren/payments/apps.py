from django.apps import AppConfig
from django.utils.module_loading import import_string

# By name: a provider's module needs the models, which are not there yet when this file is read.
PROVIDERS = ("noren.payments.providers.sandbox.SandboxProvider",)


class PaymentsConfig(AppConfig):
    name = "noren.payments"
    label = "payments"

    def ready(self) -> None:
        register = import_string("noren.payments.providers.registry.register")
        for path in PROVIDERS:
            register(import_string(path)())
