"""/{shop}/checkout/return and /{shop}/checkout/pay"""

from __future__ import annotations

from django.urls import path

from noren.surfaces.storefront.payments.views import come_back, pay_again

urlpatterns = [
    path("checkout/return", come_back, name="payment-return"),
    path("checkout/pay", pay_again, name="payment-again"),
]
