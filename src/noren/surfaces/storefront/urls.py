"""The pages of one shop for buyers: under /{shop}/ or on the shop's own host, the prefix already taken off."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

handler404 = "noren.surfaces.storefront.errors.not_found"
handler500 = "noren.surfaces.storefront.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("noren.surfaces.storefront.account.urls")),
    path("", include("noren.surfaces.storefront.cart.urls")),
    path("", include("noren.surfaces.storefront.catalog.urls")),
    path("", include("noren.surfaces.storefront.checkout.urls")),
    path("", include("noren.surfaces.storefront.orders.urls")),
    path("", include("noren.surfaces.storefront.payments.urls")),
    path("", include("noren.surfaces.storefront.shop.urls")),
]
