"""Addresses of the opening."""

from __future__ import annotations

from django.urls import URLPattern, path

from noren.surfaces.console.opening import views

app_name = "opening"
urlpatterns: list[URLPattern] = [
    path("opening", views.page, name="checklist"),
    path("open", views.open_now, name="open"),
    path("hide", views.hide, name="hide"),
]
