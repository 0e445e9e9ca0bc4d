"""The account page: who the shop thinks one is, addresses, LINE, and the way out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noren.customers.selectors import addresses, consents_to
from noren.customers.services.contact import change_contact, set_consent
from noren.customers.types import AddressInfo, ConsentKind, CustomerInfo
from noren.kernel.errors import InvalidInput
from noren.kernel.japanese import format_postal_code, prefecture_name
from noren.messaging.selectors import line_settings
from noren.surfaces.storefront.account.access import customer_of, for_customers
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import form_problems, no_problems
from noren.surfaces.web.request import StorefrontRequest, storefront_actor

_FIELDS = ("name", "email", "phone")


@require_safe
@for_customers
def show(request: StorefrontRequest) -> HttpResponse:
    """Show the account."""
    known = customer_of(request)
    return _page(request, known, {name: getattr(known, name) for name in _FIELDS}, no_problems())


@require_POST
@for_customers
def change(request: StorefrontRequest) -> HttpResponse:
    """Change name, e-mail address and phone number."""
    known = customer_of(request)
    values = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        change_contact(known.id, **values, actor=storefront_actor(request))
    except InvalidInput as error:
        labels = {"name": _("お名前"), "email": _("メールアドレス"), "phone": _("電話番号")}
        return _page(request, known, values, form_problems(error, labels), status=422)
    messages.success(request, _("お客様の情報を保存しました。"))
    return HttpResponseRedirect(address(request, "account"))


@require_POST
@for_customers
def news(request: StorefrontRequest) -> HttpResponse:
    """Agree to news from the shop, or take it back."""
    granted = request.POST.get("news") == "on"
    set_consent(
        customer_of(request).id,
        ConsentKind.MARKETING,
        granted=granted,
        wording=_wording(request),
        actor=storefront_actor(request),
    )
    said = _("お店からのお便りをお送りします。") if granted else _("お店からのお便りを止めました。")
    messages.success(request, said)
    return HttpResponseRedirect(address(request, "account"))


def _page(
    request: StorefrontRequest,
    known: CustomerInfo,
    values: dict[str, str],
    problems: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    connected = line_settings()
    basic_id = connected.bot_basic_id
    context = {
        "customer": {"name": known.shown_name, "initial": known.shown_name[:1]},
        "values": values,
        "line": {"name": known.line.display_name, "is_friend": known.line.is_friend} if known.line else None,
        "friend_url": f"https://line.me/R/ti/p/{basic_id}" if basic_id else "",
        "addresses": [_card(request, one) for one in addresses(known.id)],
        "news": consents_to(known.id, ConsentKind.MARKETING),
        "news_wording": _wording(request),
        **problems,
    }
    return shop_page(request, "storefront/account.html", context, status=status)


def _wording(request: StorefrontRequest) -> str:
    return _("%(shop)sからのお便り（新商品やお得な情報）を受け取る") % {"shop": request.shop.name}


def _card(request: StorefrontRequest, one: AddressInfo) -> dict[str, Any]:
    return {
        "url": address(request, "address_change", address_id=one.id),
        "remove_url": address(request, "address_remove", address_id=one.id),
        "recipient": one.recipient,
        "lines": [
            f"〒{format_postal_code(one.postal_code)}",
            f"{prefecture_name(one.prefecture)}{one.city}{one.street}",
            *([one.building] if one.building else []),
        ],
        "is_default": one.is_default,
    }
