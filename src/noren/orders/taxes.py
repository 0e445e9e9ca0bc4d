"""The tax in what remains of an order, by the rule of pricing.totals: once per rate, from the sum at that rate."""

from __future__ import annotations

from collections.abc import Iterable

from noren.kernel.money import Money, Rounding, split
from noren.orders.models import Order, OrderLine
from noren.pricing.totals import tax_within
from noren.pricing.types import RateTotal


def remaining_rates(order: Order, lines: Iterable[OrderLine]) -> tuple[RateTotal, ...]:
    """Return what remains charged at each rate and the tax in it, higher rates first.

    An allowance lowers each rate by its share of the sum (kernel.money.split).
    """
    gross: dict[int, int] = {}
    for line in lines:
        gross[line.rate] = gross.get(line.rate, 0) + line.remaining_amount
    extra = order.remaining_shipping_amount + order.remaining_fee_amount
    if extra:
        gross[order.standard_rate] = gross.get(order.standard_rate, 0) + extra
    rates = sorted((rate for rate, amount in gross.items() if amount), reverse=True)
    if not rates:
        return ()
    shares = split(Money(order.allowance_amount, order.currency), [gross[rate] for rate in rates])
    return tuple(
        _total(rate, Money(gross[rate], order.currency) - share, Rounding(order.rounding))
        for rate, share in zip(rates, shares, strict=True)
    )


def _total(rate: int, gross: Money, rounding: Rounding) -> RateTotal:
    return RateTotal(rate, gross, tax_within(gross, rate=rate, rounding=rounding))
