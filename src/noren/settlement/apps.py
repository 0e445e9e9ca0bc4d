from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "noren.settlement"
    label = "settlement"
