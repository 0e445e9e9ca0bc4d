"""Money: an integer of the currency's minor unit with its ISO 4217 code. Never a float, never a bare int."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# ISO 4217 exponents: how many decimal digits the minor unit has.
_EXPONENTS = {"JPY": 0, "KRW": 0, "USD": 2, "EUR": 2}
# PostgreSQL's bigint; a sum beyond it is a fault, not a price.
_LIMIT = 2**63 - 1


class Rounding(StrEnum):
    """How a shop rounds consumption tax: its own choice, once per rate and document (消令70の10)."""

    FLOOR = "floor"
    HALF_UP = "half_up"
    CEILING = "ceiling"


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (yen for JPY, cents for USD) of one currency."""

    amount: int
    currency: str = "JPY"

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"money is counted in whole minor units, not {type(self.amount).__name__}")
        if self.currency not in _EXPONENTS:
            raise ValueError(f"unknown currency {self.currency!r}")
        if not -_LIMIT <= self.amount <= _LIMIT:
            raise OverflowError("amount of money beyond what can be stored")

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, quantity: int) -> Money:
        return Money(self.amount * quantity, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.amount

    @property
    def exponent(self) -> int:
        """Decimal digits of the minor unit: 0 for yen, 2 for dollars."""
        return _EXPONENTS[self.currency]


def yen(amount: int) -> Money:
    """Return an amount of yen."""
    return Money(amount, "JPY")


def total(amounts: Iterable[Money], currency: str = "JPY") -> Money:
    """Add up amounts of one currency; nothing gives zero of `currency`."""
    result = Money(0, currency)
    for amount in amounts:
        result = result + amount
    return result


def round_fraction(value: Fraction, rounding: Rounding) -> int:
    """Round an exact value of zero or more to whole minor units."""
    if value < 0:
        raise ValueError("rounding is stated for amounts of zero or more")
    whole, rest = divmod(value.numerator, value.denominator)
    if rounding is Rounding.FLOOR or rest == 0:
        return whole
    if rounding is Rounding.CEILING:
        return whole + 1
    return whole + (1 if 2 * rest >= value.denominator else 0)


def split(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Share `amount` out by `weights`; the parts add up to it exactly.

    Each part gets the floor of its exact share, and what is left goes one minor unit at a time to the largest
    fractions, the earlier first (largest remainder method). With no weight at all the first part takes everything.

    Raises ValueError for no weights or a negative one.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("split needs weights of zero or more")
    whole = sum(weights)
    if whole == 0:
        return [amount if index == 0 else Money(0, amount.currency) for index in range(len(weights))]
    sign, size = (-1, -amount.amount) if amount.amount < 0 else (1, amount.amount)
    shares = [divmod(size * weight, whole) for weight in weights]
    left = size - sum(share for share, _ in shares)
    order = sorted(range(len(weights)), key=lambda index: (-shares[index][1], index))
    extra = set(order[:left])
    return [
        Money(sign * (share + (index in extra)), amount.currency) for index, (share, _) in enumerate(shares)
    ]


def decimal_text(amount: Money) -> str:
    """Write an amount as plain digits with its currency's decimals: `1080` for yen, `10.80` for dollars."""
    if amount.exponent == 0:
        return str(amount.amount)
    sign = "-" if amount.amount < 0 else ""
    whole, rest = divmod(abs(amount.amount), 10**amount.exponent)
    return f"{sign}{whole}.{rest:0{amount.exponent}d}"
