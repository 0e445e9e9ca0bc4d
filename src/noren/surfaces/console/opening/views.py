"""The checklist before opening; opening, and going back into preparation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noren.kernel.errors import Conflict
from noren.shops.opening import checklist
from noren.shops.selectors import suspension
from noren.shops.services.publish import hide_shop, open_shop
from noren.shops.types import ChecklistItem
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text
from noren.surfaces.web.request import ConsoleRequest, console_actor

# Where each area of the checklist is mended; apps know areas, not addresses.
_PLACES = {
    "profile": "/settings/profile",
    "legal": "/settings/legal",
    "shipping": "/settings/shipping",
    "payments": "/settings/payments",
    "products": "/products/new",
    "line": "/settings/line",
}


@require_safe
@requires("")
def page(request: ConsoleRequest) -> HttpResponse:
    """Show what is left to do, or that the shop is open, or why it is stopped."""
    context = {
        "state": request.shop.state.value,
        "checklist": opening_checklist(request),
        "shop_address": f"{settings.NOREN.base_url}/{request.shop.slug}/",
        "suspension": suspension(),
        "may_publish": "shops.publish" in request.membership.permissions,
    }
    return console_page(request, "console/opening.html", context, section="home")


@require_POST
@requires("shops.publish")
def open_now(request: ConsoleRequest) -> HttpResponse:
    """Make the shop public, if nothing is missing."""
    try:
        open_shop(actor=console_actor(request))
    except Conflict as error:
        messages.error(request, error_text(error))
    else:
        messages.success(request, _("開店しました。お客様をお迎えしましょう。"))
    return HttpResponseRedirect(address(request, "opening:checklist"))


@require_POST
@requires("shops.publish")
def hide(request: ConsoleRequest) -> HttpResponse:
    """Take the shop back into preparation."""
    try:
        hide_shop(actor=console_actor(request))
    except Conflict as error:
        messages.error(request, error_text(error))
    else:
        messages.success(request, _("準備中に戻しました。お客様には準備中のページが表示されます。"))
    return HttpResponseRedirect(address(request, "opening:checklist"))


def opening_checklist(request: ConsoleRequest) -> dict[str, Any]:
    """Return the `checklist` of console/home.html and console/opening.html."""
    items = [_item(request, item) for item in checklist()]
    left = sum(1 for item in items if item["required"] and not item["done"])
    return {"items": items, "left": left}


def _item(request: ConsoleRequest, item: ChecklistItem) -> dict[str, Any]:
    lacking = _("、").join(_(name) for name in item.missing)
    return {
        "text": _(item.label),
        "done": item.done,
        "required": item.required,
        "url": request.base + _PLACES.get(item.area, "/settings"),
        "action": _("入力する"),
        "note": _("まだ必要なもの: %(names)s") % {"names": lacking}
        if lacking and len(item.missing) > 1
        else "",
    }
