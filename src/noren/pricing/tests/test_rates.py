"""Tax rates by day."""

from __future__ import annotations

from datetime import date

import pytest

from noren.kernel.tax import TaxCategory
from noren.pricing.models import TaxRate
from noren.pricing.rates import write_rates
from noren.pricing.selectors import NoRate, rate_on, rates_on

pytestmark = pytest.mark.django_db


def test_todays_rates_are_ten_and_eight_percent() -> None:
    assert rates_on(date(2026, 11, 24)) == {TaxCategory.STANDARD: 100, TaxCategory.REDUCED: 80}


@pytest.mark.parametrize(
    ("day", "standard"),
    [(date(2014, 3, 31), 50), (date(2014, 4, 1), 80), (date(2019, 9, 30), 80), (date(2019, 10, 1), 100)],
)
def test_a_rate_begins_on_its_day(day: date, standard: int) -> None:
    assert rate_on(TaxCategory.STANDARD, day) == standard


def test_a_new_rate_for_food_is_a_row_and_leaves_the_days_before_alone() -> None:
    TaxRate(category=TaxCategory.REDUCED, starts_on=date(2027, 4, 1), per_mille=10).save()
    assert rate_on(TaxCategory.REDUCED, date(2027, 3, 31)) == 80
    assert rate_on(TaxCategory.REDUCED, date(2027, 4, 1)) == 10
    assert rate_on(TaxCategory.STANDARD, date(2027, 4, 1)) == 100


def test_writing_the_rates_again_changes_nothing() -> None:
    before = list(TaxRate.objects.order_by("pk").values())
    write_rates()
    assert list(TaxRate.objects.order_by("pk").values()) == before


def test_a_day_before_all_rates_is_said_and_not_guessed() -> None:
    with pytest.raises(NoRate):
        rate_on(TaxCategory.STANDARD, date(1990, 1, 1))
