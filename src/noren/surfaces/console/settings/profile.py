"""The form of the shop's profile."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noren.kernel.errors import InvalidInput
from noren.kernel.japanese import PREFECTURES
from noren.shops.selectors import profile
from noren.shops.services.profile import save_profile
from noren.shops.types import ProfileInfo
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import form_problems, no_problems
from noren.surfaces.web.request import ConsoleRequest, console_actor

_TEXTS = (
    "name", "tagline", "introduction", "announcement", "seller_name", "postal_code", "city", "street", "building", "phone",
    "email",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires("shops.settings")
def shop_profile(request: ConsoleRequest) -> HttpResponse:
    """Show and store what the shop says of itself."""
    if request.method != "POST":
        return _page(request, profile(), no_problems())
    typed = _typed(request)
    try:
        save_profile(typed, actor=console_actor(request))
    except InvalidInput as error:
        return _page(request, typed, form_problems(error, _labels()), status=422)
    messages.success(request, _("お店の情報を保存しました。"))
    return HttpResponseRedirect(address(request, "settings:profile"))


def _typed(request: ConsoleRequest) -> ProfileInfo:
    prefecture = request.POST.get("prefecture", "")
    return ProfileInfo(
        **{name: request.POST.get(name, "") for name in _TEXTS},
        prefecture=int(prefecture) if prefecture.isdecimal() and len(prefecture) < 4 else None,
    )


def _page(
    request: ConsoleRequest, values: ProfileInfo, problems: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    prefectures = [(code, name) for code, name in enumerate(PREFECTURES, start=1)]
    context = {"values": values, "prefectures": prefectures, **problems}
    return console_page(request, "console/settings/shop.html", context, section="settings", status=status)


def _labels() -> dict[str, str]:
    return {
        "name": _("お店の名前"),
        "tagline": _("ひとこと紹介"),
        "introduction": _("お店のものがたり"),
        "announcement": _("お知らせ(ページの上)"),
        "seller_name": _("差出人の名前"),
        "postal_code": _("郵便番号"),
        "prefecture": _("都道府県"),
        "city": _("市区町村・町名"),
        "street": _("番地"),
        "building": _("建物名・部屋番号"),
        "phone": _("電話番号"),
        "email": _("メールアドレス"),
    }
