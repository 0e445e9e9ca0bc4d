from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "noren.platform.jobs"
    label = "jobs"
