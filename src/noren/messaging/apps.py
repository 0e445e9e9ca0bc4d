from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "noren.messaging"
    label = "messaging"
