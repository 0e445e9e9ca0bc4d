"""The console of one shop: /console/{shop}/…, the prefix already taken off by ShopMiddleware."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("noren.surfaces.console.products.urls")),
]
