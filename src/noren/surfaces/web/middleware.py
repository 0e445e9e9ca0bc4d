"""From the address to the shop, the person and the language; and what every answer carries.

The order is the order of `settings.MIDDLEWARE`. Storefront and console addresses lose their prefix here, so that the views
of a shop are the same under `/koharu/…` and on the shop's own host.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import content_version, shop_by_host, shop_by_slug
from noren.shops.services.create import RESERVED_SLUGS
from noren.shops.types import ShopInfo
from noren.surfaces.web.language import CODES, COOKIE, choose_language
from noren.surfaces.web.visits import Visit

Handler = Callable[[HttpRequest], HttpResponse]
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_CONSOLE_SHOP = re.compile(r"^/console/(?P<slug>[a-z0-9-]+)(?P<rest>/.*)$")
_STOREFRONT = re.compile(r"^/(?P<slug>[a-z0-9-]+)(?P<rest>/.*)?$")
CONSOLE_OWN = frozenset({"log-in", "log-out", "sign-up", "shops", "preferences"})


class SameOriginMiddleware:
    """Refuse unsafe requests that another site's page sent (CSRF), by the browser's own word for where they come from.

    `Sec-Fetch-Site` (W3C Fetch Metadata) decides; browsers without it send `Origin` on every POST. Programs send
    neither and carry no cookies worth stealing. Callbacks are signed instead. Decision 0007.
    """

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.method not in _SAFE
            and not request.path.startswith("/callbacks/")
            and not _same_origin(request)
        ):
            return HttpResponse(
                "別のサイトからの送信は受け付けられません。",
                status=403,
                content_type="text/plain; charset=utf-8",
            )
        return self._get_response(request)


def _same_origin(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


class LanguageMiddleware:
    """Pick the page's language; `?lang=ko` on any page remembers the choice and comes back without it."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("lang")
        if wanted in CODES and request.method == "GET":
            return _remember_language(request, wanted)
        language = choose_language(
            cookie=request.COOKIES.get(COOKIE), accept=request.headers.get("Accept-Language")
        )
        request.language = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _remember_language(request: HttpRequest, language: str) -> HttpResponse:
    query = request.GET.copy()
    del query["lang"]
    target = request.path + (f"?{query.urlencode()}" if query else "")
    response = HttpResponseRedirect(target)
    response.set_cookie(COOKIE, language, max_age=31_536_000, samesite="Lax", secure=settings.NOREN.secure)
    return response


class ShopMiddleware:
    """Find the shop in the address, put it into scope, and strip the prefix.

    Sets `request.shop`, `request.base` and, for buyers, `request.visit`.
    """

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        target: Any = request
        target.base, target.public_mark = "", ""
        found = _storefront(request) or _console(request)
        if found is None:
            return self._get_response(request)
        shop, base, rest, urlconf = found
        target.shop, target.base, target.path_info, target.urlconf = shop, base, rest, urlconf
        with shop_scope(shop.id):
            if urlconf != settings.STOREFRONT_URLCONF:
                return self._get_response(request)
            target.visit = Visit(request.COOKIES, slug=shop.slug)
            if shop.sells and request.method == "GET":
                target.public_mark = f"{shop.id}:{content_version()}"
            response = self._get_response(request)
            target.visit.set_cookie(response)
            return response


Found = tuple[ShopInfo, str, str, str]


def _storefront(request: HttpRequest) -> Found | None:
    host = request.get_host().split(":")[0].lower()
    if host not in settings.SHARED_HOSTS:
        shop = shop_by_host(host)
        if shop is not None and not request.path_info.startswith(("/callbacks/", "/media/", "/static/")):
            return shop, "", request.path_info, settings.STOREFRONT_URLCONF
    match = _STOREFRONT.match(request.path_info)
    if match is None or match["slug"] in RESERVED_SLUGS:
        return None
    shop = shop_by_slug(match["slug"])
    if shop is None:
        raise Http404
    return shop, f"/{shop.slug}", match["rest"] or "", settings.STOREFRONT_URLCONF


def _console(request: HttpRequest) -> Found | None:
    match = _CONSOLE_SHOP.match(request.path_info)
    if match is None or match["slug"] in CONSOLE_OWN:
        return None
    shop = shop_by_slug(match["slug"])
    if shop is None:
        raise Http404
    return shop, f"/console/{shop.slug}", match["rest"], settings.CONSOLE_SHOP_URLCONF


class ContentSecurityPolicyMiddleware:
    """A strict policy on every page: nothing inline, nothing from anywhere else, framed by nobody."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response
        targets = " ".join(["'self'", *settings.FORM_TARGETS])
        self._policy = "; ".join(
            [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data: blob: https://profile.line-scdn.net",
                "font-src 'self'",
                "connect-src 'self'",
                # Chromium applies form-action to the redirect after a form too: placing an order leads to the provider's page.
                f"form-action {targets}",
                "manifest-src 'self'",
                "base-uri 'none'",
                "object-src 'none'",
                "frame-ancestors 'none'",
            ]
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"
        )
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response
