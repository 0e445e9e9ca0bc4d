from django.apps import AppConfig


class OperatorConfig(AppConfig):
    name = "noren.surfaces.operator"
    label = "operator"
