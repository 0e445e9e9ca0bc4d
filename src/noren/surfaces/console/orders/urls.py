"""Addresses of the order pages."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.orders import views

urlpatterns = [
    path("orders", views.orders, name="orders"),
    path("orders/bulk", views.bulk, name="orders_bulk"),
    path("orders/settings", views.order_settings, name="orders_settings"),
    path("orders/<str:number>", views.detail, name="order"),
    path("orders/<str:number>/confirm", views.confirm_order, name="order_confirm"),
    path("orders/<str:number>/ship", views.ship_order, name="order_ship"),
    path("orders/<str:number>/delivered", views.delivered, name="order_delivered"),
    path("orders/<str:number>/cancel", views.cancel_order, name="order_cancel"),
    path("orders/<str:number>/refund", views.refund_order, name="order_refund"),
    path("orders/<str:number>/paid", views.paid, name="order_paid"),
    path("orders/<str:number>/memo", views.memo, name="order_memo"),
    path("orders/<str:number>/parcels/<uuid:shipment_id>", views.parcel, name="order_parcel"),
    path("orders/<str:number>/refunds/<uuid:refund_id>/retry", views.retry, name="order_refund_retry"),
    path("orders/<str:number>/refunds/<uuid:refund_id>/done", views.refunded, name="order_refund_done"),
]
