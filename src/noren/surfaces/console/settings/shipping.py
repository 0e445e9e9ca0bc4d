"""Delivery: the list of methods with the days off, and the form of one method."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noren.kernel.clock import today
from noren.kernel.errors import InvalidInput
from noren.kernel.japanese import PREFECTURES, REGIONS
from noren.kernel.money import Money, yen
from noren.shipping.carriers.directory import carriers
from noren.shipping.selectors import holidays, methods
from noren.shipping.services.settings import default_transit_days, save_method, set_holidays
from noren.shipping.types import MethodSettings
from noren.surfaces.console.access import console_page, requires
from noren.surfaces.web.pages import address
from noren.surfaces.web.problems import form_problems, no_problems
from noren.surfaces.web.request import ConsoleRequest, console_actor
from noren.surfaces.web.typed import Typed

_LONGEST_CLOSURE = 60
_FRESH = MethodSettings(
    id=None,
    name="宅配便",
    carrier="yamato",
    active=True,
    free_from=None,
    lead_days_min=1,
    lead_days_max=3,
    cutoff_hour=12,
    closed_weekdays=(6, 7),
    offers_date=True,
    date_horizon_days=14,
    offers_slot=True,
    fees={},
    transit_days={},
)


@require_safe
@requires("shops.settings")
def overview(request: ConsoleRequest) -> HttpResponse:
    """Show the methods and the days off; with no method yet, the form of the first."""
    found = methods()
    if not found:
        return _form_page(request, _values(_FRESH), None, no_problems())
    names = {one.code: _(one.name) for one in carriers()}
    context = {
        "methods": [_row(request, method, names) for method in found],
        "holidays": _spans(holidays()),
        "today": today(),
        "new_url": address(request, "settings:new_shipping_method"),
    }
    return console_page(request, "console/settings/shipping_methods.html", context, section="settings")


def _row(request: ConsoleRequest, method: MethodSettings, carrier_names: dict[str, str]) -> dict[str, Any]:
    amounts = sorted(fee.amount for fee in method.fees.values())
    return {
        "name": method.name,
        "carrier": carrier_names[method.carrier],
        "url": address(request, "settings:shipping_method", method_id=method.id),
        "active": method.active,
        "lowest": yen(amounts[0]) if amounts else None,
        "highest": yen(amounts[-1]) if amounts else None,
        "prefectures": len(amounts),
        "free_from": method.free_from,
        "lead_days_max": method.lead_days_max,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires("shops.settings")
def new_method(request: ConsoleRequest) -> HttpResponse:
    """Add a method."""
    return _edit(request, _FRESH)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("shops.settings")
def method(request: ConsoleRequest, method_id: UUID) -> HttpResponse:
    """Change a method."""
    stored = next((one for one in methods() if one.id == method_id), None)
    if stored is None:
        raise Http404
    return _edit(request, stored)


@require_POST
@requires("shops.settings")
def change_holidays(request: ConsoleRequest) -> HttpResponse:
    """Add a span of days off, or take one away."""
    known = set(holidays())
    try:
        span = _span(request)
    except ValueError:
        messages.error(request, _("お休みの日を正しく選んでください（続けて60日まで）。"))
        return HttpResponseRedirect(address(request, "settings:shipping"))
    known = known - span if "remove" in request.POST else known | span
    set_holidays(known, actor=console_actor(request))
    messages.success(request, _("お休みの日を保存しました。"))
    return HttpResponseRedirect(address(request, "settings:shipping"))


def _span(request: ConsoleRequest) -> set[date]:
    """Return the days from `from` to `to`. Raises ValueError."""
    first = date.fromisoformat(request.POST.get("from", ""))
    last = date.fromisoformat(request.POST.get("to") or first.isoformat())
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST_CLOSURE:
        raise ValueError("too long or backwards")
    return {first + timedelta(days=offset) for offset in range(length)}


def _spans(days: list[date]) -> list[tuple[date, date]]:
    """Return first and last day of each run of days off."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _edit(request: ConsoleRequest, stored: MethodSettings) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, _values(stored), stored.id, no_problems())
    typed = Typed({name: request.POST[name] for name in request.POST})
    days = [int(day) for day in request.POST.getlist("closed_weekdays") if day in "1234567" and len(day) == 1]
    try:
        settings = _settings(typed, stored, days, currency=request.shop.currency)
        typed.refuse_problems()
        save_method(settings, actor=console_actor(request))
    except InvalidInput as error:
        values = {**typed.data, "closed_weekdays": days}
        return _form_page(request, values, stored.id, form_problems(error, _labels()), status=422)
    messages.success(request, _("配送方法を保存しました。"))
    place = "settings:shipping" if request.shop.sells else "opening:checklist"
    return HttpResponseRedirect(address(request, place))


def _settings(typed: Typed, stored: MethodSettings, days: list[int], *, currency: str) -> MethodSettings:
    fees = {code: typed.number_or_none(f"fee_{code}") for code in range(1, len(PREFECTURES) + 1)}
    free_from = typed.number_or_none("free_from")
    return MethodSettings(
        id=stored.id,
        name=typed.text("name"),
        carrier=typed.text("carrier"),
        active=typed.checked("active"),
        free_from=None if free_from is None else Money(free_from, currency),
        lead_days_min=typed.number("lead_days_min"),
        lead_days_max=typed.number("lead_days_max"),
        cutoff_hour=typed.number("cutoff_hour"),
        closed_weekdays=tuple(sorted(days)),
        offers_date=typed.checked("offers_date"),
        date_horizon_days=typed.number("date_horizon_days"),
        offers_slot=typed.checked("offers_slot"),
        fees={code: Money(fee, currency) for code, fee in fees.items() if fee is not None},
        transit_days=stored.transit_days or {code: default_transit_days(code) for code in fees},
    )


def _values(settings: MethodSettings) -> dict[str, Any]:
    on = {name: "on" for name in ("active", "offers_date", "offers_slot") if getattr(settings, name)}
    return {
        "name": settings.name,
        "carrier": settings.carrier,
        "free_from": settings.free_from.amount if settings.free_from is not None else "",
        "lead_days_min": settings.lead_days_min,
        "lead_days_max": settings.lead_days_max,
        "cutoff_hour": settings.cutoff_hour,
        "closed_weekdays": list(settings.closed_weekdays),
        "date_horizon_days": settings.date_horizon_days,
        **on,
        **{f"fee_{code}": fee.amount for code, fee in settings.fees.items()},
    }


def _form_page(
    request: ConsoleRequest,
    values: dict[str, Any],
    method_id: UUID | None,
    problems: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    fresh = address(request, "settings:new_shipping_method")
    context = {
        "values": values,
        "action": address(request, "settings:shipping_method", method_id=method_id) if method_id else fresh,
        "is_new": method_id is None,
        "carriers": [(one.code, _(one.name)) for one in carriers()],
        "slots": {one.code: _("、").join(_(slot.label) for slot in one.slots) for one in carriers()},
        "weekdays": list(enumerate(_weekdays(), start=1)),
        "regions": [_region(name, codes, values, problems["errors"]) for name, codes in REGIONS],
        **problems,
    }
    return console_page(request, "console/settings/shipping.html", context, section="settings", status=status)


def _region(
    name: str, codes: tuple[int, ...], values: dict[str, Any], errors: dict[str, str]
) -> dict[str, Any]:
    return {
        "name": _(name),
        "prefectures": [
            {
                "code": code,
                "name": _(PREFECTURES[code - 1]),
                "fee": values.get(f"fee_{code}", ""),
                "error": errors.get(f"fee_{code}", ""),
            }
            for code in codes
        ],
    }


def _weekdays() -> tuple[str, ...]:
    return (_("月曜"), _("火曜"), _("水曜"), _("木曜"), _("金曜"), _("土曜"), _("日曜"))


def _labels() -> dict[str, str]:
    fees = {
        f"fee_{code}": _("%(prefecture)sの送料") % {"prefecture": _(name)}
        for code, name in enumerate(PREFECTURES, start=1)
    }
    return {
        "name": _("名前"),
        "carrier": _("配送会社"),
        "free_from": _("送料無料になる金額"),
        "lead_days_min": _("発送までの日数(最短)"),
        "lead_days_max": _("発送までの日数(最長)"),
        "cutoff_hour": _("当日扱いの締切"),
        "closed_weekdays": _("発送しない曜日"),
        "date_horizon_days": _("お届け日を選べる日数"),
        **fees,
    }
