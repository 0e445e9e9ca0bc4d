"""Making coupons, and stopping them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from noren.kernel.clock import JST, now, to_jst
from noren.kernel.errors import InvalidInput, NotFound, Problem
from noren.kernel.money import Money
from noren.promotions.permissions import MANAGE_COUPONS
from noren.promotions.selectors import coupons
from noren.promotions.services.manage import create_coupon, set_active
from noren.promotions.types import CouponInfo, CouponKind, CouponTerms
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import error_text, form_problems, no_problems
from noren.surfaces.web.request import ConsoleRequest, console_actor
from noren.surfaces.web.typed import Typed

PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MANAGE_COUPONS)
def update(request: ConsoleRequest) -> HttpResponse:
    """List the coupons with a form for another."""
    if request.method != "POST":
        return _page(request, {"kind": "amount", "minimum": "0"}, no_problems())
    typed = Typed(request.POST.dict())
    try:
        made = create_coupon(
            code=typed.text("code"), terms=_terms(request, typed), actor=console_actor(request)
        )
    except InvalidInput as refusal:
        return _page(request, typed.data, form_problems(refusal, _labels()), status=422)
    messages.success(request, _("クーポン「%(code)s」を作りました。") % {"code": made.code})
    return HttpResponseRedirect(address(request, "coupons"))


@require_POST
@requires(MANAGE_COUPONS)
def switch(request: ConsoleRequest, coupon_id: UUID) -> HttpResponse:
    """Stop a coupon, or let it be used again."""
    active = request.POST.get("active") == "yes"
    try:
        set_active(coupon_id, active=active, actor=console_actor(request))
    except NotFound as refusal:
        messages.error(request, error_text(refusal))
    else:
        messages.success(request, _("クーポンを再開しました。") if active else _("クーポンを停止しました。"))
    return HttpResponseRedirect(address(request, "coupons"))


def _terms(request: ConsoleRequest, typed: Typed) -> CouponTerms:
    """Read the form. Raises InvalidInput for what is no number or day."""
    starts, ends = _day(typed, "starts_on"), _day(typed, "ends_on")
    terms = CouponTerms(
        title=typed.text("title"),
        kind=CouponKind.PERCENT if typed.text("kind") == CouponKind.PERCENT else CouponKind.AMOUNT,
        value=typed.number("value"),
        minimum=Money(typed.number_or_none("minimum") or 0, request.shop.currency),
        starts_at=_midnight(starts) if starts else None,
        # The last day counts whole: it ends when the next one begins in Japan.
        ends_at=_midnight(ends + timedelta(days=1)) if ends else None,
        uses_limit=typed.number_or_none("uses_limit"),
        uses_per_customer=typed.number_or_none("uses_per_customer"),
    )
    if typed.problems:
        raise InvalidInput(*typed.problems)
    return terms


def _day(typed: Typed, name: str) -> date | None:
    try:
        return date.fromisoformat(typed.text(name)) if typed.text(name) else None
    except ValueError:
        typed.problems.append(Problem("day_invalid", "日付を入力してください。", name))
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), JST).astimezone(UTC)


def _page(
    request: ConsoleRequest, values: dict[str, str], problems: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    given = request.GET.get("after", "")
    try:
        after = UUID(given) if given else None
    except ValueError:
        after = None
    found = coupons(after=after, limit=PAGE + 1)
    last = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    context = {
        "coupons": [_row(request, one) for one in found[:PAGE]],
        "pager": {"next": f"{address(request, 'coupons')}?after={last}" if last else ""},
        "values": {**dict.fromkeys(_labels(), ""), **values},
        **problems,
    }
    return console_page(request, "console/settings/coupons.html", context, section="settings", status=status)


def _row(request: ConsoleRequest, one: CouponInfo) -> dict[str, Any]:
    over = one.ends_at is not None and one.ends_at <= now()
    gone = one.uses_limit is not None and one.uses >= one.uses_limit
    return {
        "info": one,
        "percent": one.kind is CouponKind.PERCENT,
        "off": Money(one.value, one.minimum.currency),
        "state": "stopped" if not one.active else "over" if over or gone else "active",
        "starts_on": to_jst(one.starts_at).date() if one.starts_at else None,
        "ends_on": to_jst(one.ends_at).date() - timedelta(days=1) if one.ends_at else None,
        "url": address(request, "coupon-switch", coupon_id=one.id),
    }


def _labels() -> dict[str, str]:
    return {
        "code": _("クーポンコード"),
        "title": _("クーポンの名前"),
        "value": _("割引"),
        "minimum": _("使える金額(商品の合計)"),
        "starts_on": _("使える最初の日"),
        "ends_on": _("使える最後の日"),
        "ends_at": _("使える最後の日"),
        "uses_limit": _("全部で使える回数"),
        "uses_per_customer": _("お一人様が使える回数"),
    }
