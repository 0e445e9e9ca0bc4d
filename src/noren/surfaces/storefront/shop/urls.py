"""Addresses of the pages about the shop itself."""

from __future__ import annotations

from django.urls import URLPattern, path

from noren.surfaces.storefront.shop import views

app_name = "shop"
urlpatterns: list[URLPattern] = [
    path("legal", views.legal, name="legal"),
    path("privacy", views.privacy, name="privacy"),
    path("contact", views.contact, name="contact"),
    path("theme.css", views.theme_css, name="theme"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
