from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "noren.platform.privacy"
    label = "privacy"
