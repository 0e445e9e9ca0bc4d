"""Customers for those who work in the shop. The list hides what is personal; opening one customer goes on record."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noren.customers.selectors import addresses, consents_to, customer, customers_page
from noren.customers.services.contact import note_viewed
from noren.customers.types import ConsentKind, CustomerInfo
from noren.kernel.japanese import format_postal_code, prefecture_name
from noren.messaging.selectors import deliveries_to
from noren.messaging.states import DeliveryState
from noren.messaging.types import ChannelName, DeliveryInfo
from noren.orders.selectors import orders_of_customer
from noren.orders.types import OrderRow
from noren.orders.words import state_text
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.customers.masking import masked_email, masked_name, masked_phone
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest, console_actor

_ORDERS_SHOWN = 20


@require_safe
@requires("customers.view")
def index(request: ConsoleRequest) -> HttpResponse:
    """List customers, newest first."""
    query = request.GET.get("q", "").strip()[:254]
    page = customers_page(query=query, after=request.GET.get("after", ""))
    further = urlencode({"q": query, "after": page.next_after})
    context = {
        "q": query,
        "customers": [_row(request, one) for one in page.customers],
        "pager": {"next": f"{address(request, 'customers:list')}?{further}" if page.next_after else ""},
        "opens": "customers.personal" in request.membership.permissions,
    }
    return console_page(request, "console/customers/list.html", context, section="customers")


@require_safe
@requires("customers.personal")
def show(request: ConsoleRequest, customer_id: UUID) -> HttpResponse:
    """Show one customer. Who looked is on record."""
    known = customer(customer_id)
    if known is None:
        raise Http404
    note_viewed(customer_id, actor=console_actor(request))
    orders = orders_of_customer(customer_id, limit=_ORDERS_SHOWN)
    context = {
        "customer": known,
        "title": known.shown_name or _("お名前のないお客様"),
        "ways": _ways(known),
        "news": consents_to(customer_id, ConsentKind.MARKETING),
        "addresses": [
            {
                "recipient": one.recipient,
                "lines": [
                    f"〒{format_postal_code(one.postal_code)}",
                    f"{prefecture_name(one.prefecture)}{one.city}{one.street} {one.building}".strip(),
                ],
            }
            for one in addresses(customer_id)
        ],
        "orders": [_order(request, row) for row in orders.rows],
        "deliveries": [_delivery(one) for one in deliveries_to(customer_id)],
    }
    return console_page(request, "console/customers/detail.html", context, section="customers")


def _row(request: ConsoleRequest, one: CustomerInfo) -> dict[str, Any]:
    return {
        "url": address(request, "customers:detail", customer_id=one.id),
        "name": masked_name(one.shown_name) or _("お名前なし"),
        "email": masked_email(one.email),
        "phone": masked_phone(one.phone),
        "since": one.created_at,
        "ways": _ways(one),
    }


def _ways(one: CustomerInfo) -> list[tuple[str, str]]:
    """How notices reach the customer: text and kind of each mark."""
    if one.line and one.line.is_friend:
        return [(_("LINEの友だち"), "good")]
    if one.line:
        return [(_("LINEでログイン"), "info")]
    return [(_("ゲスト"), "")] if one.guest else []


def _order(request: ConsoleRequest, row: OrderRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "url": address(request, "order", number=row.number),
        "title": row.first_title,
        "more": row.line_count - 1,
        "at": row.placed_at,
        "total": row.total,
        "state_text": state_text(row.state),
    }


def _delivery(one: DeliveryInfo) -> dict[str, Any]:
    channels = {ChannelName.LINE: _("LINE"), ChannelName.MAIL: _("メール")}
    return {
        "at": one.created_at,
        "channel": channels[one.channel] if one.channel else "",
        "state": _state_text(one.state),
        "kind": "good" if one.state is DeliveryState.SENT else "warn",
    }


def _state_text(state: DeliveryState) -> str:
    return {
        DeliveryState.QUEUED: _("これから送ります"),
        DeliveryState.SENDING: _("送っています"),
        DeliveryState.SENT: _("送りました"),
        DeliveryState.IN_DOUBT: _("届いたか分かりません"),
        DeliveryState.FAILED: _("送れませんでした"),
        DeliveryState.UNREACHABLE: _("連絡先がありません"),
    }[state]
