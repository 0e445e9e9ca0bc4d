"""The pages of one shop for buyers: under /{shop}/ or on the shop's own host, the prefix already taken off."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
