"""A buyer's addresses: add, change, remove."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from noren.customers import selectors
from noren.customers.services.addresses import add_address, change_address, remove_address
from noren.customers.types import AddressInfo, NewAddress
from noren.kernel.errors import Conflict, InvalidInput, NorenError, NotFound, Problem
from noren.kernel.japanese import PREFECTURES, normalize
from noren.surfaces.storefront.account.access import customer_id_of, for_customers
from noren.surfaces.storefront.page import shop_page
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text, form_problems, no_problems
from noren.surfaces.web.request import StorefrontRequest, storefront_actor

_PREFECTURES = [(str(code), name) for code, name in enumerate(PREFECTURES, 1)]
_FIELDS = (
    "family_name", "given_name", "family_kana", "given_kana", "postal_code", "prefecture", "city", "street", "building", "phone",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def new(request: StorefrontRequest) -> HttpResponse:
    """Add an address."""
    if request.method != "POST":
        return _form(request, dict.fromkeys(_FIELDS, ""), no_problems(), is_new=True)
    values = _values(request)
    try:
        add_address(
            customer_id_of(request),
            _read(values),
            default="default" in request.POST,
            actor=storefront_actor(request),
        )
    except (InvalidInput, Conflict) as error:
        return _form(request, values, _problems(error), is_new=True, status=422)
    messages.success(request, _("住所を登録しました。"))
    return HttpResponseRedirect(address(request, "account"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def change(request: StorefrontRequest, address_id: UUID) -> HttpResponse:
    """Change an address of one's own; anybody else's is not found."""
    known = selectors.address(customer_id_of(request), address_id)
    if known is None:
        raise Http404
    if request.method != "POST":
        return _form(request, _kept(known), no_problems(), is_new=False)
    values = _values(request)
    try:
        change_address(
            customer_id_of(request),
            address_id,
            _read(values),
            default="default" in request.POST,
            actor=storefront_actor(request),
        )
    except InvalidInput as error:
        return _form(request, values, _problems(error), is_new=False, status=422)
    except NotFound as error:
        raise Http404 from error
    messages.success(request, _("住所を変更しました。"))
    return HttpResponseRedirect(address(request, "account"))


@require_POST
@for_customers
def remove(request: StorefrontRequest, address_id: UUID) -> HttpResponse:
    """Forget an address."""
    try:
        remove_address(customer_id_of(request), address_id, actor=storefront_actor(request))
    except NotFound as error:
        messages.error(request, error_text(error))
    else:
        messages.success(request, _("住所を削除しました。"))
    return HttpResponseRedirect(address(request, "account"))


def _values(request: StorefrontRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in (*_FIELDS, "default")}


def _kept(known: AddressInfo) -> dict[str, str]:
    family, _gap, given = known.recipient.partition(" ")
    family_kana, _gap, given_kana = known.recipient_kana.partition(" ")
    return {
        "family_name": family,
        "given_name": given,
        "family_kana": family_kana,
        "given_kana": given_kana,
        "postal_code": known.postal_code,
        "prefecture": str(known.prefecture),
        "city": known.city,
        "street": known.street,
        "building": known.building,
        "phone": known.phone,
        "default": "on" if known.is_default else "",
    }


def _read(values: dict[str, str]) -> NewAddress:
    prefecture = normalize(values["prefecture"])
    return NewAddress(
        recipient=f"{_one_word(values['family_name'])} {_one_word(values['given_name'])}".strip(),
        recipient_kana=f"{_one_word(values['family_kana'])} {_one_word(values['given_kana'])}".strip(),
        postal_code=values["postal_code"],
        prefecture=int(prefecture) if prefecture.isdecimal() and len(prefecture) <= 2 else 0,
        city=values["city"],
        street=values["street"],
        building=values["building"],
        phone=values["phone"],
    )


def _one_word(text: str) -> str:
    # A blank within a name would be taken for the border between family and given name.
    return "\u3000".join(text.split())


def _problems(error: NorenError) -> dict[str, Any]:
    labels = {
        "family_name": _("お名前"),
        "family_kana": _("フリガナ"),
        "postal_code": _("郵便番号"),
        "prefecture": _("都道府県"),
        "city": _("市区町村・町名"),
        "street": _("番地"),
        "building": _("建物名・部屋番号"),
        "phone": _("電話番号"),
    }
    places = {"recipient": "family_name", "recipient_kana": "family_kana"}
    moved = [
        Problem(one.code, one.message, places.get(one.field, one.field), one.values) for one in error.problems
    ]
    return form_problems(InvalidInput(*moved), labels)


def _form(
    request: StorefrontRequest,
    values: dict[str, str],
    problems: dict[str, Any],
    *,
    is_new: bool,
    status: int = 200,
) -> HttpResponse:
    context = {"values": values, "prefectures": _PREFECTURES, "is_new": is_new, **problems}
    return shop_page(request, "storefront/account_address.html", context, status=status)
