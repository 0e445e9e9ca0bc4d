from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "noren.platform.audit"
    label = "audit"
