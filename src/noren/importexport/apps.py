from django.apps import AppConfig


class ImportexportConfig(AppConfig):
    name = "noren.importexport"
    label = "importexport"
