"""Addresses of the LINE settings."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.line import views

app_name = "line"
urlpatterns = [path("settings/line", views.settings_page, name="settings")]
