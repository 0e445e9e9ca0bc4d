"""The console of one shop: /console/{shop}/…, the prefix already taken off by ShopMiddleware."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

handler404 = "noren.surfaces.web.errors.not_found"
handler500 = "noren.surfaces.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("noren.surfaces.console.contact.urls")),
    path("", include("noren.surfaces.console.coupons.urls")),
    path("", include("noren.surfaces.console.customers.urls")),
    path("", include("noren.surfaces.console.home.urls")),
    path("", include("noren.surfaces.console.line.urls")),
    path("", include("noren.surfaces.console.opening.urls")),
    path("", include("noren.surfaces.console.orders.urls")),
    path("", include("noren.surfaces.console.payments.urls")),
    path("", include("noren.surfaces.console.products.urls")),
    path("", include("noren.surfaces.console.settings.urls")),
    path("", include("noren.surfaces.console.settlement.urls")),
]
