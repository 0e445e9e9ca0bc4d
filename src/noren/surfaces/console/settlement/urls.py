"""/console/{shop}/sales…"""

from __future__ import annotations

from django.urls import path

from noren.surfaces.console.settlement.views import export, note_refunded, resolve, show

urlpatterns = [
    path("sales", show, name="statement"),
    path("sales/export", export, name="statement-export"),
    path("sales/refunds/<uuid:refund_id>", note_refunded, name="refund-by-hand"),
    path("sales/incidents/<uuid:incident_id>", resolve, name="payment-incident"),
]
