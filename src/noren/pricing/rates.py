"""The law's rates, written into the table of rates after every migration.

Written then and not in a migration, so that a database which was emptied (tests, `flush`) has its rates again, and a rate that
a later release knows reaches every installation. Rows that are there are left as they are.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from noren.kernel.tax import TaxCategory
from noren.pricing.models import TaxRate

# 消費税法 29条 and 附則 (28年法律15号): 10 % and 8 % since 2019-10-01, 8 % before, 5 % until 2014-03-31; local tax included.
LAW: tuple[tuple[TaxCategory, date, int], ...] = (
    (TaxCategory.STANDARD, date(1997, 4, 1), 50),
    (TaxCategory.STANDARD, date(2014, 4, 1), 80),
    (TaxCategory.STANDARD, date(2019, 10, 1), 100),
    (TaxCategory.REDUCED, date(1997, 4, 1), 50),
    (TaxCategory.REDUCED, date(2014, 4, 1), 80),
    (TaxCategory.REDUCED, date(2019, 10, 1), 80),
)


def write_rates(**_: Any) -> None:
    """Add the rates that are missing."""
    rows = [TaxRate(category=category, starts_on=day, per_mille=rate) for category, day, rate in LAW]
    TaxRate.objects.bulk_create(rows, ignore_conflicts=True)
