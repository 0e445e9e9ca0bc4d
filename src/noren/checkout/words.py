"""Amounts and days as people read them, in the active language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from noren.kernel.money import Money, decimal_text


def money_text(amount: Money) -> str:
    """Write an amount with its unit: 1,080円."""
    if amount.currency == "JPY":
        return _("%(amount)s円") % {"amount": f"{amount.amount:,}"}
    return f"{decimal_text(amount)} {amount.currency}"


def day_text(day: date) -> str:
    """Write a day with its weekday: 11月27日(金)."""
    weekdays = pgettext("weekdays", "月 火 水 木 金 土 日").split()
    values = {"month": day.month, "day": day.day, "weekday": weekdays[day.weekday()]}
    return _("%(month)s月%(day)s日(%(weekday)s)") % values


def percent_text(rate: int) -> str:
    """Write a rate per mille as a percentage: 10%, 7.8%."""
    whole, rest = divmod(rate, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"
