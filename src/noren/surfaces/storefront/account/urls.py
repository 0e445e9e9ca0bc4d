"""Addresses of a buyer's account."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.storefront.account import addresses, log_in, views

urlpatterns = [
    path("account", views.show, name="account"),
    path("account/contact", views.change, name="account_contact"),
    path("account/news", views.news, name="account_news"),
    path("account/addresses/new", addresses.new, name="address_new"),
    path("account/addresses/<uuid:address_id>", addresses.change, name="address_change"),
    path("account/addresses/<uuid:address_id>/remove", addresses.remove, name="address_remove"),
    path("account/log-in", log_in.page, name="log_in"),
    path("account/log-in/line", log_in.start, name="line_log_in"),
    path("account/log-in/line/return", log_in.come_back, name="line_log_in_return"),
    path("account/log-out", log_in.log_out, name="log_out"),
    path("account/line/link", log_in.link, name="line_link"),
]
