from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "noren.inventory"
    label = "inventory"
