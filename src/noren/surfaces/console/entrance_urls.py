"""The console before a shop is chosen: /console/sign-up, /console/log-in, /console/shops/new …"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
