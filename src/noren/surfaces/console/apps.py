from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "noren.surfaces.console"
    label = "console"
