from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "noren.platform.idempotency"
    label = "idempotency"
