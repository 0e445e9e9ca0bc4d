"""Addresses that belong to no shop. The pages of shops: surfaces/storefront/urls.py and surfaces/console/urls.py."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from noren.config.health import ready
from noren.surfaces.web import house

handler404 = "noren.surfaces.web.errors.not_found"
handler500 = "noren.surfaces.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/ready", ready, name="health_ready"),
    path("callbacks/", include("noren.surfaces.callbacks.urls")),
    path("console/", include("noren.surfaces.console.entrance_urls")),
    path("operator/", include("noren.surfaces.operator.urls")),
    path("media/", include("noren.surfaces.web.media")),
    path("", house.front_door),
    path("robots.txt", house.robots),
    path("favicon.ico", house.favicon),
]
