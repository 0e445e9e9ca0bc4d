"""Reading delivery: what it costs to a prefecture, and when it arrives."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from noren.kernel.clock import now
from noren.kernel.money import Money
from noren.shipping.carriers.directory import carrier
from noren.shipping.dates import arrival_days, hand_over_day
from noren.shipping.models import PrefectureFee, ShippingMethod, ShopHoliday
from noren.shipping.types import MethodSettings, ShippingQuote


def quote(prefecture: int, *, subtotal: Money) -> list[ShippingQuote]:
    """Return the ways to deliver to a prefecture (JIS code 1–47) for goods worth `subtotal`, the shop's order first.

    Two queries, plus one for holidays. Empty where the shop does not deliver.
    """
    rows = PrefectureFee.objects.filter(prefecture=prefecture, method__active=True).select_related("method")
    ordered = sorted(rows, key=lambda row: (row.method.position, row.method.pk))
    holidays = _holidays() if ordered else frozenset()
    return [_quote(row, subtotal, holidays) for row in ordered]


def quote_for_method(method_id: UUID, prefecture: int, *, subtotal: Money) -> ShippingQuote | None:
    """Return one method's quote, or None when it does not deliver there (any more)."""
    return next(
        (found for found in quote(prefecture, subtotal=subtotal) if found.method_id == method_id), None
    )


def methods() -> list[MethodSettings]:
    """Return all methods as the seller set them. Two queries."""
    fees: dict[UUID, list[PrefectureFee]] = {}
    for row in PrefectureFee.objects.order_by("prefecture"):
        fees.setdefault(row.method_id, []).append(row)
    return [_settings(row, fees.get(row.pk, [])) for row in ShippingMethod.objects.order_by("position", "id")]


def has_complete_fees() -> bool:
    """Tell whether an active method has a fee for at least one prefecture: without one nothing can be delivered."""
    return PrefectureFee.objects.filter(method__active=True).exists()


def holidays() -> list[date]:
    """Return the shop's coming days without dispatch."""
    return sorted(_holidays())


def _holidays() -> frozenset[date]:
    return frozenset(ShopHoliday.objects.filter(day__gte=now().date()).values_list("day", flat=True))


def _quote(row: PrefectureFee, subtotal: Money, closed: Collection[date]) -> ShippingQuote:
    method = row.method
    currency = method.currency
    free_from = Money(method.free_from_amount, currency) if method.free_from_amount is not None else None
    free = free_from is not None and subtotal >= free_from
    leaves, leaves_by = (
        hand_over_day(
            now(),
            working_days=days,
            cutoff_hour=method.cutoff_hour,
            closed_weekdays=method.closed_weekdays,
            holidays=closed,
        )
        for days in (method.lead_days_min, method.lead_days_max)
    )
    earliest = leaves + timedelta(days=row.transit_days)
    return ShippingQuote(
        method_id=method.pk,
        name=method.name,
        carrier=method.carrier,
        fee=Money(0, currency) if free else Money(row.fee_amount, currency),
        free_from=free_from,
        lead_days=(method.lead_days_min, method.lead_days_max),
        earliest=earliest,
        leaves_by=leaves_by,
        dates=arrival_days(earliest, horizon_days=method.date_horizon_days) if method.offers_date else (),
        slots=carrier(method.carrier).slots if method.offers_slot else (),
    )


def _settings(row: ShippingMethod, fees: list[PrefectureFee]) -> MethodSettings:
    return MethodSettings(
        id=row.pk,
        name=row.name,
        carrier=row.carrier,
        active=row.active,
        free_from=Money(row.free_from_amount, row.currency) if row.free_from_amount is not None else None,
        lead_days_min=row.lead_days_min,
        lead_days_max=row.lead_days_max,
        cutoff_hour=row.cutoff_hour,
        closed_weekdays=tuple(row.closed_weekdays),
        offers_date=row.offers_date,
        date_horizon_days=row.date_horizon_days,
        offers_slot=row.offers_slot,
        fees={fee.prefecture: Money(fee.fee_amount, row.currency) for fee in fees},
        transit_days={fee.prefecture: fee.transit_days for fee in fees},
    )
