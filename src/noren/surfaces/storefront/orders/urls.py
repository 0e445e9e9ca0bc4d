"""Addresses of a buyer's orders."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.storefront.orders import views

urlpatterns = [
    path("orders/find", views.find, name="order_find"),
    path("orders/<str:number>", views.show, name="order"),
    path("orders/<str:number>/cancel", views.cancel, name="order_cancel"),
    path("orders/<str:number>/received", views.received, name="order_received"),
    path("orders/<str:number>/pay", views.pay, name="order_pay"),
    path("account/orders", views.mine, name="account_orders"),
]
