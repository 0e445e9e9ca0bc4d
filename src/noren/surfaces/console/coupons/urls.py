"""/console/{shop}/settings/coupons…"""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.coupons.views import switch, update

urlpatterns = [
    path("settings/coupons", update, name="coupons"),
    path("settings/coupons/<uuid:coupon_id>", switch, name="coupon-switch"),
]
