from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "noren.platform.media"
    label = "media"
