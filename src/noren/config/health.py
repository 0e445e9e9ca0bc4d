"""Whether this process can serve: asked by load balancers at /health/ready (/health/live is answered by the door)."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from noren.shops.models import Shop


def ready(_: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and its tables are there, else 503."""
    try:
        connection.ensure_connection()
        Shop.objects.exists()
    except DatabaseError:
        return HttpResponse("not ready", status=503, content_type="text/plain")
    return HttpResponse("ready", content_type="text/plain")
