from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "noren.promotions"
    label = "promotions"
