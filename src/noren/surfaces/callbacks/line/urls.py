"""/callbacks/line/{shop}"""

from __future__ import annotations

from django.urls import path

from noren.surfaces.callbacks.line.views import receive_webhook

urlpatterns = [path("<slug:shop>", receive_webhook, name="line-callback")]
