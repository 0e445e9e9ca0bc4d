"""Addresses of the checkout. /checkout/return belongs to the payment's pages."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.storefront.checkout import views

urlpatterns = [
    path("checkout", views.checkout, name="checkout"),
    path("checkout/review", views.last_screen, name="checkout_review"),
    path("checkout/place", views.place_order, name="checkout_place"),
    path("postal-code/<str:code>", views.postal_code, name="postal_code"),
]
