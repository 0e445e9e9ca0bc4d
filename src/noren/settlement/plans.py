"""The plan every installation starts with. An operator changes it from a later day on (`services/fees.py`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from noren.settlement.models import FeePlan, FeeRate
from noren.settlement.selectors import STANDARD_PLAN
from noren.settlement.types import FeeKind, Rate

SINCE = date(2026, 1, 1)
STANDARD_RATES: dict[FeeKind, Rate] = {
    FeeKind.SALES: Rate(250),
    FeeKind.CARD: Rate(330),
    FeeKind.KONBINI: Rate(330),
    FeeKind.PAYPAY: Rate(330),
}


def write_plans(**_: Any) -> None:
    """Write the standard plan where it is missing, after each migration; rates that stand are left alone."""
    plan = FeePlan.objects.get_or_create(code=STANDARD_PLAN, defaults={"name": "スタンダード"})[0]
    for kind, rate in STANDARD_RATES.items():
        FeeRate.objects.get_or_create(
            plan=plan,
            kind=kind,
            starts_on=SINCE,
            defaults={"basis_points": rate.basis_points, "fixed_amount": rate.fixed},
        )
