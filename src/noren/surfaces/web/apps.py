from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "noren.surfaces.web"
    label = "web"
