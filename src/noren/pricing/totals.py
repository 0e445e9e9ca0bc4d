"""Adding up a document: goods, discount, shipping, fee, and the tax in them.

Prices include tax. Tax is computed once per rate from the sum of what is charged at that rate and rounded there (消令70の10;
rounding line by line is not allowed). Shipping and payment fees are at the standard rate, also for a food shop. A discount is
shared over the lines by their amounts: each gets the floor of its exact share, and what is left goes one yen at a time to the
largest fractions, the earlier line first (`kernel.money.split`); so each rate's total falls by the shares of its lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from noren.kernel.money import Money, Rounding, round_fraction, split, total
from noren.pricing.types import PricedLine, RateTotal, Totals


def calculate(
    lines: Sequence[PricedLine],
    *,
    discount: Money,
    shipping: Money,
    fee: Money,
    standard_rate: int,
    rounding: Rounding = Rounding.FLOOR,
) -> Totals:
    """Add up one document. `standard_rate` is per mille, for shipping and fee.

    Raises ValueError for a negative part, a discount above the goods, or a key that comes twice.
    """
    currency = shipping.currency
    goods = total((line.amount for line in lines), currency)
    _check(lines, goods=goods, parts=(discount, shipping, fee))
    shares = _shares(lines, discount)
    gross: dict[int, Money] = {}
    for line in lines:
        gross[line.rate] = gross.get(line.rate, Money(0, currency)) + line.amount - shares[line.key]
    if shipping or fee:
        gross[standard_rate] = gross.get(standard_rate, Money(0, currency)) + shipping + fee
    per_rate = tuple(_rate_total(rate, gross[rate], rounding) for rate in sorted(gross, reverse=True))
    return Totals(
        goods=goods,
        discount=discount,
        shipping=shipping,
        fee=fee,
        total=goods - discount + shipping + fee,
        tax=total((part.tax for part in per_rate), currency),
        per_rate=per_rate,
        discount_shares=shares,
    )


def tax_within(gross: Money, *, rate: int, rounding: Rounding) -> Money:
    """Return the tax that a tax-inclusive amount of zero or more contains, at a rate per mille."""
    return Money(round_fraction(Fraction(gross.amount * rate, 1000 + rate), rounding), gross.currency)


def _rate_total(rate: int, gross: Money, rounding: Rounding) -> RateTotal:
    return RateTotal(rate, gross, tax_within(gross, rate=rate, rounding=rounding))


def _shares(lines: Sequence[PricedLine], discount: Money) -> Mapping[UUID, Money]:
    if not lines:
        return {}
    parts = split(discount, [line.amount.amount for line in lines])
    return {line.key: part for line, part in zip(lines, parts, strict=True)}


def _check(lines: Sequence[PricedLine], *, goods: Money, parts: Sequence[Money]) -> None:
    zero = Money(0, goods.currency)
    discount = parts[0]
    if any(part < zero for part in parts) or any(line.unit < zero or line.quantity < 1 for line in lines):
        raise ValueError("amounts are zero or more, quantities one or more")
    if discount > goods:
        raise ValueError("the discount is above the goods it is given on")
    if len({line.key for line in lines}) != len(lines):
        raise ValueError("each line needs a key of its own")
