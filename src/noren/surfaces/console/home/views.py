"""What needs doing today."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noren.catalog.selectors import sellable_variants
from noren.inventory.selectors import low_stock
from noren.kernel.clock import now, to_jst
from noren.kernel.money import Money
from noren.kernel.money import total as total_of
from noren.orders import selectors
from noren.orders.permissions import VIEW_ORDERS
from noren.orders.types import SalesDay
from noren.orders.words import day_text, money_text
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.console.opening.views import opening_checklist
from noren.surfaces.console.orders.context import count_text, order_row
from noren.surfaces.web.pages import address
from noren.surfaces.web.request import ConsoleRequest

_RECENT = 6
_LOW = 6
_DAYS = 14
Context = dict[str, Any]


@require_safe
@requires("")
def today(request: ConsoleRequest) -> HttpResponse:
    """Show what waits, what sells, what runs low; what is about orders only to those who may see orders."""
    context: Context = {
        "greeting": _greeting(),
        "checklist": opening_checklist(request) if not request.shop.sells else None,
        "low_stock": _low_stock(request),
        "may_see_orders": VIEW_ORDERS in request.membership.permissions,
    }
    if context["may_see_orders"]:
        context |= _work(request)
    return console_page(request, "console/home.html", context, section="home")


def _greeting() -> str:
    hour = to_jst(now()).hour
    if hour < 4 or hour >= 18:
        return _("こんばんは")
    return _("おはようございます") if hour < 11 else _("こんにちは")


def _work(request: ConsoleRequest) -> Context:
    here = address(request, "orders")
    days = selectors.sales_days(days=2 * _DAYS, currency=request.shop.currency)
    recent = selectors.orders_page(limit=_RECENT).rows
    return {
        "todo": _todo(here),
        "chart": _chart(days) if any(day.orders for day in days) else None,
        "recent": [order_row(row, here=here) for row in recent],
    }


def _todo(here: str) -> list[Context]:
    counts = selectors.desk_counts()
    entries = [
        (_("注文を確認する"), counts.to_confirm, "to_confirm", "orders"),
        (_("発送する"), counts.to_ship, "to_ship", "truck"),
        (_("入金を待つ"), counts.waiting, "waiting", "yen"),
        (_("確かめる"), counts.attention, "attention", "warning"),
    ]
    return [
        {
            "text": text,
            "count": count,
            "shown": count_text(count, counts.limit) or "0",
            "unit": _("件"),
            "url": f"{here}?queue={key}",
            "icon": icon,
        }
        for text, count, key, icon in entries
    ]


def _chart(days: tuple[SalesDay, ...]) -> Context:
    before, recent = days[:_DAYS], days[_DAYS:]
    kept = total_of((day.kept for day in recent), recent[0].kept.currency)
    best = max(recent, key=lambda day: day.kept.amount)
    words = _(
        "この14日間の注文額は%(total)s、いちばん多い日は%(day)sの%(best)sです。取り消した分は除いています。"
    ) % {
        "total": money_text(kept),
        "day": day_text(best.day),
        "best": money_text(best.kept),
    }
    return {
        "bars": [
            {
                "label": f"{day.day.day}" if index % 2 == 1 else "",
                "value": day.kept.amount,
                "text": money_text(day.kept),
                "now": index == len(recent) - 1,
            }
            for index, day in enumerate(recent)
        ],
        "words": words,
        "total": kept,
        "compare": _compared(kept, total_of((day.kept for day in before), kept.currency)),
    }


def _compared(kept: Money, before: Money) -> str:
    if not before:
        return ""
    change = round((kept.amount - before.amount) * 100 / before.amount)
    if change == 0:
        return _("その前の14日間と同じくらいです")
    words = (
        _("その前の14日間より%(percent)s%%多い") if change > 0 else _("その前の14日間より%(percent)s%%少ない")
    )
    return words % {"percent": abs(change)}


def _low_stock(request: ConsoleRequest) -> list[Context]:
    rows = low_stock(limit=_LOW)
    known = sellable_variants([row.variant_id for row in rows])
    shown = []
    for row in rows:
        variant = known.get(row.variant_id)
        if variant is None:
            continue
        image = variant.image
        shown.append(
            {
                "title": variant.product_title,
                "options": variant.variant_title,
                "left": row.available,
                "url": f"{request.base}/products/{variant.product_id}",
                "image": {"src": image.thumbnail, "alt": "", "width": image.width, "height": image.height}
                if image
                else None,
            }
        )
    return shown
