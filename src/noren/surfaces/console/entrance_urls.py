"""The console before a shop is chosen: /console/sign-up, /console/log-in, /console/shops/new …"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from noren.surfaces.console.entrance import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="entrance"),
    path("sign-up", views.sign_up, name="sign_up"),
    path("log-in", views.log_in_page, name="log_in"),
    path("log-out", views.leave, name="log_out"),
    path("shops", views.shops, name="shops"),
    path("shops/new", views.new_shop, name="new_shop"),
    path("preferences", views.preferences, name="preferences"),
]
