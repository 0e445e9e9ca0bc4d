"""The index of the settings, and the way to see the shop as buyers will."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noren.shops.opening import checklist
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.web.client import local_target
from noren.surfaces.web.preview import preview_query
from noren.surfaces.web.request import ConsoleRequest


@require_safe
@requires("shops.settings")
def index(request: ConsoleRequest) -> HttpResponse:
    """Show what can be set, and what still lacks something."""
    lacking = {item.area for item in checklist() if not item.done}
    groups = [_group(request, entry, lacks=entry["area"] in lacking) for entry in _entries()]
    return console_page(request, "console/settings/index.html", {"groups": groups}, section="settings")


@require_safe
@requires("")
def preview(request: ConsoleRequest) -> HttpResponse:
    """Lead to the storefront; into a shop that is not open by a link that lets this browser in."""
    base = f"/{request.shop.slug}/"
    target = base + local_target(request.GET.get("to", ""), within="/", otherwise="/").removeprefix("/")
    if not request.shop.sells:
        target += ("&" if "?" in target else "?") + preview_query(request.shop.id)
    return HttpResponseRedirect(target)


def _entries() -> list[dict[str, str]]:
    return [
        {
            "area": "profile",
            "icon": "home",
            "title": _("お店の情報"),
            "text": _("名前、紹介文、お知らせ、連絡先"),
        },
        {
            "area": "theme",
            "icon": "image",
            "title": _("お店の見た目"),
            "text": _("色、並べ方、ロゴ、トップの写真"),
        },
        {
            "area": "legal",
            "icon": "orders",
            "title": _("特定商取引法に基づく表記"),
            "text": _("法律で決められた、売り手と販売条件の表示"),
        },
        {
            "area": "shipping",
            "icon": "truck",
            "title": _("配送と送料"),
            "text": _("都道府県ごとの送料、発送までの日数、お休み"),
        },
        {
            "area": "payments",
            "icon": "card",
            "title": _("お支払い方法"),
            "text": _("カード、コンビニ、銀行振込、代金引換"),
        },
        {
            "area": "coupons",
            "icon": "coupon",
            "title": _("クーポン"),
            "text": _("割引のコードを作る、止める"),
        },
        {
            "area": "line",
            "icon": "talk",
            "title": _("LINE連携"),
            "text": _("LINEログインと、ご注文のお知らせ"),
        },
        {
            "area": "opening",
            "icon": "check",
            "title": _("開店と準備中"),
            "text": _("開店までの準備、公開と停止"),
        },
    ]


def _group(request: ConsoleRequest, entry: dict[str, str], *, lacks: bool) -> dict[str, Any]:
    path = "/opening" if entry["area"] == "opening" else f"/settings/{entry['area']}"
    state = {"state_text": _("未設定"), "state_kind": "warn"} if lacks else {}
    return {**entry, "url": request.base + path, **state}
