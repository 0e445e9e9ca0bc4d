"""Reading tax rates."""

from __future__ import annotations

from datetime import date

from noren.kernel.tax import TaxCategory
from noren.pricing.models import TaxRate


class NoRate(LookupError):
    """The table says nothing about a category on a day."""


def rate_on(category: TaxCategory, day: date) -> int:
    """Return the rate per mille (100 = 10 %) of a category on a day in Japan. Raises NoRate."""
    return rates_on(day)[category]


def rates_on(day: date) -> dict[TaxCategory, int]:
    """Return the rates per mille of all categories on a day in Japan. Raises NoRate when one has none."""
    rows = (
        TaxRate.objects.filter(starts_on__lte=day).order_by("starts_on").values_list("category", "per_mille")
    )
    rates = {TaxCategory(category): rate for category, rate in rows}
    missing = set(TaxCategory) - set(rates)
    if missing:
        raise NoRate(f"no tax rate for {', '.join(sorted(missing))} on {day}")
    return rates
