"""What LINE and payment providers call: /callbacks/{system}/…"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("payments/", include("noren.surfaces.callbacks.payments.urls")),
    path("line/", include("noren.surfaces.callbacks.line.urls")),
]
