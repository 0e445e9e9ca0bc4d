"""The settings of ways to pay."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noren.kernel.errors import InvalidInput
from noren.payments.permissions import SETTINGS
from noren.payments.providers.registry import known, provider_for
from noren.payments.selectors import account_settings, all_method_settings, method_settings
from noren.payments.services.configure import set_account, set_method
from noren.payments.types import MethodSettings, PaymentMethod
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.payments.forms import MethodForm, errors_of, stored_method, typed_method
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

SECTION = "settings"
SANDBOX = "sandbox"


@require_http_methods(["GET", "HEAD"])
@requires(SETTINGS)
def overview(request: ConsoleRequest) -> HttpResponse:
    """List the ways to pay with their state."""
    found = all_method_settings()
    context = {
        "methods": [_row(request, settings) for settings in found],
        "test_mode": bool(django_settings.NOREN.sandbox_provider_base),
        "account": account_settings(SANDBOX),
        "account_url": address(request, "payment-account", provider=SANDBOX),
    }
    return console_page(request, "console/settings/payments.html", context, section=SECTION)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(SETTINGS)
def edit_method(request: ConsoleRequest, method: str) -> HttpResponse:
    """Show and save one way to pay."""
    chosen = _method(method)
    if request.method != "POST":
        return _method_page(request, chosen, stored_method(method_settings(chosen)), {})
    typed = typed_method(request.POST)
    try:
        set_method(
            chosen,
            enabled=typed.enabled,
            bank_account=typed.bank_account,
            actor=console_actor(request),
            **typed.numbers(),
        )
    except InvalidInput as refusal:
        return _method_page(request, chosen, typed, errors_of(refusal.problems, _), status=422)
    messages.success(request, _("お支払い方法を保存しました。"))
    return HttpResponseRedirect(address(request, "payment-settings"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(SETTINGS)
def edit_account(request: ConsoleRequest, provider: str) -> HttpResponse:
    """Show and save the contract with a provider; secrets go in and never come out."""
    if not known(provider):
        raise Http404
    if request.method != "POST":
        return _account_page(request, provider, account_settings(provider).merchant, {})
    merchant = request.POST.get("merchant", "").strip()
    try:
        set_account(
            provider,
            merchant=merchant,
            secret_key=request.POST.get("secret_key", "").strip(),
            webhook_secret=request.POST.get("webhook_secret", "").strip(),
            actor=console_actor(request),
        )
    except InvalidInput as refusal:
        return _account_page(request, provider, merchant, errors_of(refusal.problems, _), status=422)
    messages.success(request, _("決済サービスの契約情報を保存しました。"))
    return HttpResponseRedirect(address(request, "payment-settings"))


def _method(text: str) -> PaymentMethod:
    try:
        return PaymentMethod(text.replace("-", "_"))
    except ValueError as error:
        raise Http404 from error


def _row(request: ConsoleRequest, settings: MethodSettings) -> dict[str, Any]:
    return {
        "settings": settings,
        "url": address(request, "payment-method", method=settings.method.value.replace("_", "-")),
    }


def _method_page(
    request: ConsoleRequest,
    method: PaymentMethod,
    form: MethodForm,
    errors: dict[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    settings = method_settings(method)
    context = {
        "settings": settings,
        "form": form,
        "errors": errors,
        "needs_account": not method.by_hand and not settings.ready,
        "has_deadline": settings.deadline_days > 0,
        "is_bank": method is PaymentMethod.BANK_TRANSFER,
        "overview_url": address(request, "payment-settings"),
        "account_url": ""
        if method.by_hand
        else address(request, "payment-account", provider=provider_for(method)),
    }
    return console_page(
        request, "console/settings/payment_method.html", context, section=SECTION, status=status
    )


def _account_page(
    request: ConsoleRequest, provider: str, merchant: str, errors: dict[str, str], *, status: int = 200
) -> HttpResponse:
    path = f"/callbacks/payments/{provider}/{request.shop.slug}"
    context = {
        "account": account_settings(provider),
        "merchant": merchant,
        "errors": errors,
        "webhook_url": f"{django_settings.NOREN.base_url}{path}",
        "overview_url": address(request, "payment-settings"),
    }
    return console_page(
        request, "console/settings/payment_account.html", context, section=SECTION, status=status
    )
