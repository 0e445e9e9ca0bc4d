"""Setting up delivery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import InvalidInput, Problem, not_found
from noren.kernel.money import Money, decimal_text
from noren.platform.transactions.write import write
from noren.shipping.carriers.directory import carriers
from noren.shipping.models import PrefectureFee, ShippingMethod, ShopHoliday
from noren.shipping.types import MethodSettings
from noren.shops.services.content import raise_content_version

_HIGHEST_FEE = 100_000


def save_method(settings: MethodSettings, *, actor: Actor) -> MethodSettings:
    """Create or change a method with its whole fee table. A prefecture without a fee is not delivered to.

    Raises InvalidInput naming each wrong field (a fee's is `fee_13` for Tokyo), NotFound for an unknown id.
    """
    problems = list(_problems(settings))
    if problems:
        raise InvalidInput(*problems)
    with write(actor) as change:
        row, old = _row(settings.id)
        for name, value in _columns(settings).items():
            setattr(row, name, value)
        row.save()
        PrefectureFee.objects.filter(method=row).delete()
        PrefectureFee.objects.bulk_create(
            PrefectureFee(
                method=row,
                prefecture=code,
                fee_amount=fee.amount,
                transit_days=settings.transit_days.get(code, default_transit_days(code)),
            )
            for code, fee in sorted(settings.fees.items())
        )
        fees = {str(code): decimal_text(fee) for code, fee in settings.fees.items()}
        change.audit("shipping.method_saved", row, old=old, new={**_columns(settings), "fees": fees})
        raise_content_version()
    return replace(settings, id=row.pk)


def set_holidays(days: Iterable[date], *, actor: Actor) -> None:
    """Replace the shop's days without dispatch."""
    wanted = sorted(set(days))
    with write(actor) as change:
        old = [str(day) for day in ShopHoliday.objects.order_by("day").values_list("day", flat=True)]
        ShopHoliday.objects.all().delete()
        ShopHoliday.objects.bulk_create(ShopHoliday(day=day) for day in wanted)
        change.audit(
            "shipping.holidays_set",
            ("shipping", None),
            old={"days": old},
            new={"days": [str(d) for d in wanted]},
        )
        raise_content_version()


def default_transit_days(prefecture: int) -> int:
    """Return how many days a parcel usually travels within Japan: 1, and 2 to Hokkaido and Kyushu, 3 to Okinawa."""
    if prefecture == 47:
        return 3
    return 2 if prefecture == 1 or prefecture >= 40 else 1


def _row(method_id: UUID | None) -> tuple[ShippingMethod, dict[str, Any]]:
    if method_id is None:
        return ShippingMethod(), {}
    row = ShippingMethod.objects.select_for_update().filter(pk=method_id).first()
    if row is None:
        raise not_found("shipping_method_unknown", "この配送方法は見つかりません。")
    return row, {name: getattr(row, name) for name in ("name", "carrier", "active", "free_from_amount")}


def _columns(settings: MethodSettings) -> dict[str, Any]:
    return {
        "name": settings.name.strip(),
        "carrier": settings.carrier,
        "active": settings.active,
        "free_from_amount": settings.free_from.amount if settings.free_from is not None else None,
        "lead_days_min": settings.lead_days_min,
        "lead_days_max": settings.lead_days_max,
        "cutoff_hour": settings.cutoff_hour,
        "closed_weekdays": sorted(settings.closed_weekdays),
        "offers_date": settings.offers_date,
        "date_horizon_days": settings.date_horizon_days,
        "offers_slot": settings.offers_slot,
    }


def _problems(settings: MethodSettings) -> Iterable[Problem]:
    if not 1 <= len(settings.name.strip()) <= 60:
        yield Problem("name_invalid", "配送方法の名前を1〜60文字で入力してください。", "name")
    if settings.carrier not in {one.code for one in carriers()}:
        yield Problem("carrier_unknown", "配送会社を選んでください。", "carrier")
    if not 0 <= settings.lead_days_min <= settings.lead_days_max <= 60:
        yield Problem(
            "lead_days_invalid",
            "発送までの日数は、0〜60日の範囲で、最短が最長を超えないようにしてください。",
            "lead_days_max",
        )
    if not 0 <= settings.cutoff_hour <= 24:
        yield Problem("cutoff_invalid", "当日扱いの締切は0〜24時で入力してください。", "cutoff_hour")
    if set(range(1, 8)) <= set(settings.closed_weekdays):
        yield Problem("never_open", "発送する曜日を1日以上選んでください。", "closed_weekdays")
    if not 1 <= settings.date_horizon_days <= 60:
        yield Problem(
            "horizon_invalid", "お届け日を選べる期間は1〜60日で入力してください。", "date_horizon_days"
        )
    yield from _fee_problems(settings.fees)


def _fee_problems(fees: dict[int, Money]) -> Iterable[Problem]:
    for code, fee in fees.items():
        if not 1 <= code <= 47:
            yield Problem("prefecture_unknown", "都道府県の指定が正しくありません。", f"fee_{code}")
        elif not 0 <= fee.amount <= _HIGHEST_FEE:
            yield Problem(
                "fee_invalid",
                "送料は0〜%(most)s円で入力してください。",
                f"fee_{code}",
                {"most": _HIGHEST_FEE},
            )
