"""Addresses of the cart."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.storefront.cart import views

urlpatterns = [
    path("cart", views.show, name="cart"),
    path("cart/lines", views.add, name="cart_add"),
    path("cart/lines/<uuid:variant_id>", views.change, name="cart_change"),
    path("cart/lines/<uuid:variant_id>/remove", views.remove, name="cart_remove"),
    path("fragment/session", views.session_fragment, name="session_fragment"),
]
