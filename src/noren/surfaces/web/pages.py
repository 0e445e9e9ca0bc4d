"""Answering with a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse

from noren.surfaces.web.language import LANGUAGES
from noren.surfaces.web.request import PageRequest

# Read by `front`: the same bytes for everyone, to be kept until the shop's content version rises.
PUBLIC_HEADER = "X-Noren-Public"


def render(
    request: PageRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    public: bool = False,
) -> HttpResponse:
    """Answer with a template.

    `public` pages are the same for every buyer: no name, cart or notice of anybody's may be in them.
    """
    whole: dict[str, Any] = {
        "lang": request.language,
        "languages": _languages(request),
        "url": lambda name, **kwargs: address(request, name, **kwargs),
        "messages": [] if public else _messages(request),
        **(context or {}),
    }
    text = engines["jinja2"].get_template(template).render(whole, request)
    response = HttpResponse(text, status=status)
    if public and status == 200 and request.public_mark:
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        # The version was read before the page's content: a change in between makes the page stale, never wrongly fresh.
        response.headers[PUBLIC_HEADER] = request.public_mark
    return response


def address(request: PageRequest, name: str, **kwargs: Any) -> str:
    """Return the address of a page of the request's surface, with the shop's prefix where there is one.

    `name` is a URL name of the surface, such as `product` or `orders:detail`.
    """
    return request.base + reverse(name, urlconf=getattr(request, "urlconf", None), kwargs=kwargs or None)


def _languages(request: HttpRequest) -> list[dict[str, str]]:
    query = [(key, value) for key, value in request.GET.items() if key != "lang"]
    return [
        {"code": code, "name": name, "url": f"{request.path}?{urlencode([*query, ('lang', code)])}"}
        for code, name in LANGUAGES
    ]


def _messages(request: HttpRequest) -> list[dict[str, str]]:
    return [{"text": str(message), "kind": message.level_tag} for message in get_messages(request)]
