"""Addresses of products in the console."""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.products import category_views, edit_views, import_views, stock_views, views

urlpatterns = [
    path("products", views.listing, name="products"),
    path("products/bulk", views.bulk, name="products_bulk"),
    path("products/new", edit_views.new, name="product_new"),
    path("products/import", import_views.upload, name="product_import"),
    path("products/import/template.csv", import_views.template, name="product_import_template"),
    path("products/import/<uuid:import_id>", import_views.progress, name="product_import_run"),
    path("products/categories", category_views.listing, name="product_categories"),
    path("products/categories/<uuid:category_id>", category_views.change, name="product_category"),
    path("products/<uuid:product_id>", edit_views.edit, name="product_edit"),
    path("products/<uuid:product_id>/stock", stock_views.stock_page, name="product_stock"),
]
