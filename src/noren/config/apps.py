from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "noren.config"
    label = "config"
