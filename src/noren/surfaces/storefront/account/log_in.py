"""Logging in with LINE, and out. The carts of the visit and the customer become one here."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noren.carts.services.merge import merge_at_login
from noren.kernel.actors import buyer
from noren.kernel.errors import Conflict, NorenError
from noren.messaging.selectors import line_settings
from noren.messaging.services.link_account import start_account_link
from noren.messaging.services.log_in import LogInRefused, finish_log_in, start_log_in
from noren.surfaces.storefront.account.access import for_customers
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.web.client import local_target
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text
from noren.surfaces.web.request import StorefrontRequest, storefront_actor


@require_safe
def page(request: StorefrontRequest) -> HttpResponse:
    """Offer the log-in; who is logged in goes on at once."""
    target = _next(request, request.GET.get("next", ""))
    visit = request.visit.current()
    if visit is not None and visit.customer_id is not None:
        return HttpResponseRedirect(target)
    offered = line_settings().can_log_in
    query = urlencode({"next": target})
    context = {"line_login_url": f"{address(request, 'line_log_in')}?{query}" if offered else ""}
    return shop_page(request, "storefront/log_in.html", context)


@require_safe
def start(request: StorefrontRequest) -> HttpResponse:
    """Send the buyer to LINE."""
    elsewhere = _on_the_right_host(request)
    if elsewhere:
        return HttpResponseRedirect(elsewhere)
    try:
        target = start_log_in(
            request.visit.ensure().id,
            redirect_uri=_absolute(request, address(request, "line_log_in_return")),
            next_path=_next(request, request.GET.get("next", "")),
            language=request.language,
            actor=storefront_actor(request),
        )
    except Conflict as refusal:
        messages.error(request, error_text(refusal))
        return HttpResponseRedirect(address(request, "log_in"))
    return HttpResponseRedirect(target)


@require_safe
def come_back(request: StorefrontRequest) -> HttpResponse:
    """Take the buyer back from LINE: a new token for the visit, the customer's cart, and on to where they were going."""
    visit = request.visit.current()
    try:
        done = finish_log_in(
            visit.id if visit else None,
            request.GET.dict(),
            language=request.language,
            actor=storefront_actor(request),
        )
    except LogInRefused as refusal:
        messages.error(request, error_text(refusal))
        return HttpResponseRedirect(_log_in_page(request, refusal.next_path))
    except NorenError as refusal:
        messages.error(request, error_text(refusal))
        return HttpResponseRedirect(address(request, "log_in"))
    fresh = request.visit.log_in(done.customer_id)
    merge_at_login(fresh.id, customer_id=done.customer_id, actor=buyer(done.customer_id))
    friend = _("友だち追加ありがとうございます。ご注文のお知らせをLINEでお送りします。")
    messages.success(request, friend if done.became_friend else _("ログインしました。"))
    return HttpResponseRedirect(_next(request, done.next_path))


@require_POST
def log_out(request: StorefrontRequest) -> HttpResponse:
    """End the visit; the cart waits with the customer."""
    request.visit.log_out()
    messages.success(request, _("ログアウトしました。"))
    return HttpResponseRedirect(f"{request.base}/")


@require_safe
@for_customers
def link(request: StorefrontRequest) -> HttpResponse:
    """Lead from a link in the chat to LINE's dialog that ties the LINE account to the customer who is logged in."""
    link_token = request.GET.get("linkToken", "")
    visit = request.visit.current()
    if not link_token or visit is None or visit.customer_id is None:
        messages.error(request, _("リンクの有効期限が切れています。トーク画面からもう一度開いてください。"))
        return HttpResponseRedirect(address(request, "account"))
    target = start_account_link(visit.customer_id, link_token=link_token, actor=storefront_actor(request))
    return HttpResponseRedirect(target)


def _next(request: StorefrontRequest, wanted: str) -> str:
    """Return an address within this shop, so that a prepared link can't lead anywhere else after the log-in."""
    otherwise = address(request, "account")
    target = local_target(wanted, within=f"{request.base}/", otherwise=otherwise)
    steps = urlsplit(target).path.removeprefix(request.base).split("/")
    inside = ".." not in steps and "account/log-in" not in target and len(target) <= 1000
    return target if inside else otherwise


def _log_in_page(request: StorefrontRequest, next_path: str) -> str:
    here = address(request, "log_in")
    return f"{here}?{urlencode({'next': next_path})}" if next_path else here


def _absolute(request: StorefrontRequest, path: str) -> str:
    """Return the address as it is registered at LINE, letter by letter."""
    if request.get_host().split(":")[0].lower() in settings.SHARED_HOSTS:
        return f"{settings.NOREN.base_url}{path}"
    return f"{'https' if settings.NOREN.secure else 'http'}://{request.get_host()}{path}"


def _on_the_right_host(request: StorefrontRequest) -> str:
    """Return the same address on the host LINE will come back to, where the visit's cookie must lie; empty if this is it."""
    wanted = urlsplit(_absolute(request, "/")).netloc
    return "" if request.get_host() == wanted else _absolute(request, request.get_full_path())
