"""Pasting the ids and secrets of the shop's LINE channels, and asking LINE whether they work."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noren.kernel.errors import InvalidInput, NorenError
from noren.messaging.selectors import line_settings
from noren.messaging.services.connect import check_line, register_webhook, save_line_settings
from noren.messaging.types import BAD_FINDINGS, Finding, LineSettings, NewLineSettings
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.line.wording import finding_text
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text, form_problems, no_problems
from noren.surfaces.web.request import ConsoleRequest, console_actor

_SHOWN = ("provider_id", "login_channel_id", "messaging_channel_id")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("messaging.line")
def settings_page(request: ConsoleRequest) -> HttpResponse:
    """Show the channels; save, check, or enter our webhook address at LINE."""
    if request.method != "POST":
        return _page(request, line_settings(), {}, no_problems())
    if request.POST.get("action") == "webhook":
        return _enter_webhook(request)
    values = {name: request.POST.get(name, "") for name in _SHOWN}
    try:
        save_line_settings(
            NewLineSettings(
                **values,
                login_secret=request.POST.get("login_secret", ""),
                messaging_secret=request.POST.get("messaging_secret", ""),
            ),
            actor=console_actor(request),
        )
    except InvalidInput as error:
        return _page(request, line_settings(), values, form_problems(error, _labels()), status=422)
    # Saved is not yet connected: LINE is asked at once, so that a wrong letter shows while the page is still open.
    findings = check_line(webhook_url=_webhook_url(request), actor=console_actor(request))
    if BAD_FINDINGS.isdisjoint(findings):
        messages.success(request, _("保存して、LINEとつながることを確かめました。"))
    else:
        messages.error(request, _("保存しましたが、LINEとつながらないところがあります。"))
    return HttpResponseRedirect(address(request, "line:settings"))


def _enter_webhook(request: ConsoleRequest) -> HttpResponse:
    url = _webhook_url(request)
    try:
        register_webhook(webhook_url=url, actor=console_actor(request))
        check_line(webhook_url=url, actor=console_actor(request))
        messages.success(request, _("Webhook URLをLINEに登録しました。"))
    except NorenError as error:
        messages.error(request, error_text(error))
    return HttpResponseRedirect(address(request, "line:settings"))


def _page(
    request: ConsoleRequest,
    known: LineSettings,
    typed: dict[str, str],
    problems: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "values": {name: typed.get(name, getattr(known, name)) for name in _SHOWN},
        "login_secret_end": known.login_secret_end,
        "messaging_secret_end": known.messaging_secret_end,
        "callback_url": _callback_url(request),
        "webhook_url": _webhook_url(request),
        "findings": [_finding(one, known) for one in known.findings],
        "checked_at": known.checked_at,
        "offer_webhook": Finding.WEBHOOK_MISSING in known.findings,
        "quota_reached_at": known.quota_reached_at,
        "refused_at": known.refused_at,
        "bot_name": known.bot_name,
        **problems,
    }
    return console_page(request, "console/settings/line.html", context, section="settings", status=status)


def _finding(one: Finding, known: LineSettings) -> dict[str, Any]:
    return {"ok": one not in BAD_FINDINGS, "text": finding_text(one, bot_name=known.bot_name)}


def _callback_url(request: ConsoleRequest) -> str:
    path = reverse("line_log_in_return", urlconf=settings.STOREFRONT_URLCONF)
    return f"{settings.NOREN.base_url}/{request.shop.slug}{path}"


def _webhook_url(request: ConsoleRequest) -> str:
    path = reverse("line-callback", urlconf=settings.ROOT_URLCONF, kwargs={"shop": request.shop.slug})
    return f"{settings.NOREN.base_url}{path}"


def _labels() -> dict[str, str]:
    return {
        "provider_id": _("プロバイダーID"),
        "login_channel_id": _("LINEログインのチャネルID"),
        "login_secret": _("LINEログインのチャネルシークレット"),
        "messaging_channel_id": _("Messaging APIのチャネルID"),
        "messaging_secret": _("Messaging APIのチャネルシークレット"),
    }
