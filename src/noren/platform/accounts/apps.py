from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "noren.platform.accounts"
    label = "accounts"
