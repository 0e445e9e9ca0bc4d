from django.apps import AppConfig


class CallbacksConfig(AppConfig):
    name = "noren.surfaces.callbacks"
    label = "callbacks"
