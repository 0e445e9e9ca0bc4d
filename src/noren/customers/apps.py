from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "noren.customers"
    label = "customers"
