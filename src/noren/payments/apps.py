from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "noren.payments"
    label = "payments"
