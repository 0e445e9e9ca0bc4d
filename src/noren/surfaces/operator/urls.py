"""The operators' pages: /operator/…"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from noren.surfaces.operator import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="operator_home"),
    path("log-in", views.log_in_page, name="operator_log_in"),
    path("log-out", views.leave, name="operator_log_out"),
    path("shops", views.shops, name="operator_shops"),
    path("shops/<slug:slug>", views.shop_page, name="operator_shop"),
]
