from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "noren.catalog"
    label = "catalog"

    def ready(self) -> None:
        # Models must be loaded before what uses them.
        from noren.catalog.portability import ProductFiles  # noqa: PLC0415
        from noren.importexport.registry import register_resource  # noqa: PLC0415

        register_resource(ProductFiles())
