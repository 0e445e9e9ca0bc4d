"""Error pages outside any shop's frame, and which errors of services mean "not found"."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines

from noren.kernel.errors import NotFound
from noren.surfaces.web.language import LANGUAGES


class NotFoundMiddleware:
    """A service's NotFound that no view caught is a page that is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:  # noqa: ARG002 - Django's signature
        """Turn the error into Django's own."""
        if isinstance(exception, NotFound):
            raise Http404 from exception


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer that there is no such page (handler404 outside shops)."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer that something went wrong (handler500 outside shops)."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    language = cast(str, getattr(request, "language", "ja"))
    languages = [{"code": code, "name": name, "url": f"?lang={code}"} for code, name in LANGUAGES]
    back = next((place for place in ("/console/", "/operator/") if request.path.startswith(place)), "/")
    context = {"lang": language, "languages": languages, "status": status, "back": back}
    return HttpResponse(
        engines["jinja2"].get_template("web/error.html").render(context, request), status=status
    )
