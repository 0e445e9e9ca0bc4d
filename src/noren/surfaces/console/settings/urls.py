"""Addresses of the settings that belong to the shop itself."""

from __future__ import annotations

from django.urls import URLPattern, path

from noren.surfaces.console.settings import legal, profile, shipping, theme, views

app_name = "settings"
urlpatterns: list[URLPattern] = [
    path("settings", views.index, name="index"),
    path("settings/profile", profile.shop_profile, name="profile"),
    path("settings/theme", theme.look, name="theme"),
    path("settings/legal", legal.legal_notice, name="legal"),
    path("settings/shipping", shipping.overview, name="shipping"),
    path("settings/shipping/new", shipping.new_method, name="new_shipping_method"),
    path("settings/shipping/holidays", shipping.change_holidays, name="shipping_holidays"),
    path("settings/shipping/<uuid:method_id>", shipping.method, name="shipping_method"),
    path("preview", views.preview, name="preview"),
]
