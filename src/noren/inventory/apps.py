from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "noren.inventory"
    label = "inventory"

    def ready(self) -> None:
        # Models must be loaded before what uses them.
        from noren.catalog.stock import register_stock_keeper  # noqa: PLC0415
        from noren.inventory.keeper import FileStockKeeper  # noqa: PLC0415

        register_stock_keeper(FileStockKeeper())
