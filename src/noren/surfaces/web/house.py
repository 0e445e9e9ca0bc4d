"""The few addresses of the installation itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

_PRIVATE = (
    "/console/",
    "/operator/",
    "/callbacks/",
    "/*/cart",
    "/*/checkout",
    "/*/account",
    "/*/orders",
    "/*/search",
)


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Lead to the console: buyers come by a shop's own address."""
    return HttpResponseRedirect("/console/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """What search engines leave alone on the host that shops share."""
    rules = [f"Disallow: {place}" for place in _PRIVATE]
    return HttpResponse("\n".join(["User-agent: *", *rules, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The house's curtain."""
    return HttpResponseRedirect(static("web/icon.svg"))
