"""Human numbers, counted per shop."""

from __future__ import annotations

from django.db.models import F

from noren.shops.models import ShopCounter


def next_number(name: str) -> int:
    """Return the next number of a counter, from 1. Call inside a write: the counter's row is locked until the commit.

    Unique per shop; a rolled-back write gives its number to the next one.
    """
    if not ShopCounter.objects.filter(name=name).update(value=F("value") + 1):
        ShopCounter.objects.bulk_create([ShopCounter(name=name)], ignore_conflicts=True)
        ShopCounter.objects.filter(name=name).update(value=F("value") + 1)
    return ShopCounter.objects.get(name=name).value
