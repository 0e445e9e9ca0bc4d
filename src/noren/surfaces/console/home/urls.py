"""Address of the today page."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.home import views

urlpatterns = [path("", views.today, name="home")]
