"""The form of 特定商取引法に基づく表記, with drafts made from the shop's other settings."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noren.kernel.errors import InvalidInput
from noren.kernel.japanese import prefecture_name
from noren.shops.legal import LABELS, missing_fields
from noren.shops.selectors import legal_notice_settings, profile
from noren.shops.services.legal import save_legal_notice
from noren.shops.types import LegalNoticeInfo, ProfileInfo, SellerKind
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.settings.drafts import draft_terms
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import form_problems, no_problems
from noren.surfaces.web.request import ConsoleRequest, console_actor

_TEXTS = tuple(
    item.name for item in fields(LegalNoticeInfo) if item.name not in ("seller_kind", "disclose_on_request")
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("shops.settings")
def legal_notice(request: ConsoleRequest) -> HttpResponse:
    """Show and store the notice."""
    if request.method != "POST":
        stored = legal_notice_settings()
        return _page(request, _with_drafts(request, stored), missing_fields(stored), no_problems())
    typed = _typed(request)
    try:
        saved = save_legal_notice(typed, actor=console_actor(request))
    except InvalidInput as error:
        return _page(request, typed, (), form_problems(error, _labels()), status=422)
    left = missing_fields(saved)
    if not left:
        messages.success(
            request, _("特定商取引法に基づく表記を保存しました。必要な項目はすべて揃っています。")
        )
        return HttpResponseRedirect(_next_place(request))
    messages.success(request, _("途中まで保存しました。開店までに残りの項目を入力してください。"))
    return HttpResponseRedirect(address(request, "settings:legal"))


def _next_place(request: ConsoleRequest) -> str:
    return address(request, "settings:legal") if request.shop.sells else address(request, "opening:checklist")


def _typed(request: ConsoleRequest) -> LegalNoticeInfo:
    corporation = request.POST.get("seller_kind") == SellerKind.CORPORATION
    return LegalNoticeInfo(
        **{name: request.POST.get(name, "").replace("\r\n", "\n") for name in _TEXTS},
        seller_kind=SellerKind.CORPORATION if corporation else SellerKind.INDIVIDUAL,
        disclose_on_request="disclose_on_request" in request.POST,
    )


def _with_drafts(request: ConsoleRequest, stored: LegalNoticeInfo) -> LegalNoticeInfo:
    """Fill empty fields with what is known already; nothing is stored before the seller saves."""
    shop = profile()
    known: dict[str, Any] = {
        **draft_terms(),
        "seller_name": shop.seller_name,
        "address": _address(shop),
        "phone": shop.phone,
        "email": shop.email or request.account.email,
    }
    empty = {name: text for name, text in known.items() if not getattr(stored, name)}
    return replace(stored, **empty)


def _address(shop: ProfileInfo) -> str:
    if shop.prefecture is None or not shop.city:
        return ""
    first = f"〒{shop.postal_code}\n" if shop.postal_code else ""
    return f"{first}{prefecture_name(shop.prefecture)}{shop.city}{shop.street} {shop.building}".strip()


def _page(
    request: ConsoleRequest,
    values: LegalNoticeInfo,
    missing: tuple[str, ...],
    problems: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"values": values, "missing": [_(LABELS[name]) for name in missing], **problems}
    return console_page(request, "console/settings/legal.html", context, section="settings", status=status)


def _labels() -> dict[str, str]:
    return {
        **{name: _(label) for name, label in LABELS.items()},
        "phone_hours": _("受付時間"),
        "disclose_on_request": _("請求があったときの開示"),
        "application_period": _("申込期間"),
        "special_conditions": _("特別な販売条件"),
        "environment": _("ソフトウェアの動作環境"),
    }
