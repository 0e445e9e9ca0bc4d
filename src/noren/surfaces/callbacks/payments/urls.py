"""/callbacks/payments/{provider}/{shop}"""

from __future__ import annotations

from django.urls import path

from noren.surfaces.callbacks.payments.views import receive

urlpatterns = [path("<slug:provider>/<slug:shop>", receive, name="payment-callback")]
