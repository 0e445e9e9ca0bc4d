"""Addresses of the shop window."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.storefront.catalog import views

urlpatterns = [
    path("", views.home, name="home"),
    path("collections/<str:handle>", views.collection, name="collection"),
    path("products/<str:handle>", views.product, name="product"),
    path("products/<str:handle>/shipping-estimate", views.shipping_estimate, name="shipping_estimate"),
    path("search", views.search, name="search"),
]
