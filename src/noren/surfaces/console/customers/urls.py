"""Addresses of customers."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.customers import views

app_name = "customers"
urlpatterns = [
    path("customers", views.index, name="list"),
    path("customers/<uuid:customer_id>", views.show, name="detail"),
]
