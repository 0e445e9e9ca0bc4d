"""Signing up, logging in and out, choosing a shop, preferences."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noren.kernel.actors import staff
from noren.kernel.errors import NorenError
from noren.platform.accounts.services.accounts import set_preferences
from noren.platform.accounts.types import Realm
from noren.shops.selectors import memberships_of
from noren.shops.services.create import create_shop
from noren.shops.services.sign_up import sign_up as sign_up_seller
from noren.surfaces.web.client import client_address, local_target
from noren.surfaces.web.devices import remember_device
from noren.surfaces.web.language import CODES, COOKIE
from noren.surfaces.web.log_in import log_in_at
from noren.surfaces.web.pages import render
from noren.surfaces.web.problems import form_problems, no_problems
from noren.surfaces.web.request import WorkRequest
from noren.surfaces.web.sessions import log_in, log_out

APPEARANCES = ("auto", "light", "dark")
APPEARANCE_COOKIE = "noren_appearance"
_YEAR = 31_536_000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Lead to the one shop, to the choice of shops, or to the log-in."""
    here = cast(WorkRequest, request)
    if not here.account:
        return HttpResponseRedirect("/console/log-in")
    shops = memberships_of(here.account.id)
    target = f"/console/{shops[0].shop.slug}/" if len(shops) == 1 else "/console/shops"
    return HttpResponseRedirect(target)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account and its first shop."""
    here = cast(WorkRequest, request)
    values = {name: request.POST.get(name, "") for name in ("name", "slug", "email")}
    if request.method != "POST":
        return _sign_up_page(here, values, no_problems())
    try:
        done = sign_up_seller(
            email=values["email"],
            password=request.POST.get("password", ""),
            shop_name=values["name"],
            slug=values["slug"],
            language=here.language,
            address=client_address(request),
        )
    except NorenError as error:
        return _sign_up_page(here, values, _named_for_form(error))
    log_in(request, done.account)
    response = HttpResponseRedirect(f"/console/{done.shop.slug}/opening")
    remember_device(response, done.device_mark, realm=Realm.STAFF)
    return response


def _named_for_form(error: NorenError) -> dict[str, Any]:
    labels = {
        "name": _("お店の名前"),
        "slug": _("お店のアドレス"),
        "email": _("メールアドレス"),
        "password": _("パスワード"),
    }
    return form_problems(error, labels)


def _sign_up_page(request: WorkRequest, values: dict[str, str], problems: dict[str, Any]) -> HttpResponse:
    context = {"values": values, "shop_address": f"{settings.NOREN.base_url}/", **problems}
    return render(
        request, "console/accounts/sign_up.html", context, status=422 if problems["error_list"] else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def log_in_page(request: HttpRequest) -> HttpResponse:
    """Log a seller in."""
    return log_in_at(request, realm=Realm.STAFF, home="/console/", template="console/accounts/log_in.html")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    log_out(request)
    return HttpResponseRedirect("/console/log-in")


@require_safe
def shops(request: HttpRequest) -> HttpResponse:
    """Show the shops a person works in."""
    here = cast(WorkRequest, request)
    if not here.account:
        return _to_log_in(request)
    found = [
        {"name": one.shop.name, "slug": one.shop.slug, "state": one.shop.state.value}
        for one in memberships_of(here.account.id)
    ]
    return render(here, "console/accounts/shops.html", {"shops": found})


@require_http_methods(["GET", "HEAD", "POST"])
def new_shop(request: HttpRequest) -> HttpResponse:
    """Add a shop to an account."""
    here = cast(WorkRequest, request)
    if not here.account:
        return _to_log_in(request)
    values = {name: request.POST.get(name, "") for name in ("name", "slug")}
    problems = no_problems()
    if request.method == "POST":
        try:
            shop = create_shop(slug=values["slug"], name=values["name"], actor=staff(here.account.id))
        except NorenError as error:
            problems = _named_for_form(error)
        else:
            return HttpResponseRedirect(f"/console/{shop.slug}/opening")
    context = {"values": values, "shop_address": f"{settings.NOREN.base_url}/", **problems}
    status = 422 if problems["error_list"] else 200
    return render(here, "console/accounts/new_shop.html", context, status=status)


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember language and brightness in this browser, the language with the account too."""
    here = cast(WorkRequest, request)
    back = local_target(
        urlsplit(request.headers.get("Referer", "")).path, within="/console/", otherwise="/console/"
    )
    response = HttpResponseRedirect(back)
    language, appearance = request.POST.get("language", ""), request.POST.get("appearance", "")
    if language in CODES:
        _keep(response, COOKIE, language)
        if here.account:
            set_preferences(here.account.id, language=language)
    if appearance in APPEARANCES:
        _keep(response, APPEARANCE_COOKIE, appearance)
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", secure=settings.NOREN.secure)


def _to_log_in(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"/console/log-in?next={quote(request.get_full_path())}")
