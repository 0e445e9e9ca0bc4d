"""/console/{shop}/settings/payments…"""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.payments.views import edit_account, edit_method, overview

urlpatterns = [
    path("settings/payments", overview, name="payment-settings"),
    path("settings/payments/contract/<slug:provider>", edit_account, name="payment-account"),
    path("settings/payments/methods/<slug:method>", edit_method, name="payment-method"),
]
