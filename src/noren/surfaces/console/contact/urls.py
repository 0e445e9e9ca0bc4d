"""Addresses of the inbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from noren.surfaces.console.contact import views

app_name = "contact"
urlpatterns: list[URLPattern] = [
    path("inbox", views.inbox, name="inbox"),
    path("inbox/<int:number>", views.request_page, name="request"),
    path("inbox/<int:number>/answered", views.answered, name="answered"),
]
