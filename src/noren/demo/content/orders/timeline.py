"""What happens to an order and when: the fate decides, the cut-off hides what has not happened yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from noren.demo.content.orders.calendar import afternoon, next_working_morning
from noren.demo.content.orders.words import words
from noren.demo.content.types import OrderEvent, PaymentMethod

Fate = Literal["normal", "cancelled_early", "cancelled_by_shop", "expired", "returned"]

PREPAID: frozenset[PaymentMethod] = frozenset({"konbini", "bank"})
_FAR = frozenset({"北海道", "沖縄県"})


@dataclass(frozen=True, slots=True)
class Course:
    """What decides the events of one order."""

    placed_at: datetime
    method: PaymentMethod
    prefecture: str
    fate: Fate


def _paid_at(course: Course, random: Random) -> datetime:
    if course.method in PREPAID:
        return course.placed_at + timedelta(hours=random.randrange(2, 50), minutes=random.randrange(60))
    return course.placed_at + timedelta(seconds=random.randrange(20, 150))


def _delivered_at(shipped_at: datetime, prefecture: str, random: Random) -> datetime:
    days = random.randrange(2, 4) if prefecture in _FAR else random.randrange(1, 3)
    start = shipped_at.replace(hour=9, minute=30) + timedelta(days=days)
    return start + timedelta(minutes=random.randrange(10 * 60))


def _completed(delivered_at: datetime, random: Random) -> OrderEvent:
    """Half of the buyers say that it has come; the rest completes by itself after eight days."""
    if random.random() < 0.5:
        return OrderEvent("completed", delivered_at + timedelta(hours=random.randrange(3, 100)))
    return OrderEvent("completed", delivered_at + timedelta(days=8), words().completed_by_itself)


def _after_delivery(delivered_at: datetime, course: Course, random: Random) -> OrderEvent:
    if course.fate != "returned":
        return _completed(delivered_at, random)
    note = random.choice(words().returned)
    return OrderEvent("returned", next_working_morning(delivered_at + timedelta(days=4), random), note)


def _before_confirmation(course: Course, paid_at: datetime, random: Random) -> OrderEvent | None:
    """The event that ends an order before the shop has taken it on, if its fate is such."""
    if course.fate == "cancelled_early":
        return OrderEvent(
            "cancelled", paid_at + timedelta(minutes=17), random.choice(words().cancelled_by_buyer)
        )
    if course.fate == "cancelled_by_shop":
        return OrderEvent("cancelled", next_working_morning(paid_at, random), words().cancelled_by_shop)
    return None


def events(course: Course, random: Random) -> tuple[OrderEvent, ...]:
    """Everything that will ever happen to the order, in order of time."""
    placed = OrderEvent("awaiting_payment", course.placed_at)
    if course.fate == "expired":
        return placed, OrderEvent("expired", course.placed_at + timedelta(days=5), words().expired)
    paid_at = _paid_at(course, random)
    paid = OrderEvent("paid", paid_at)
    ending = _before_confirmation(course, paid_at, random)
    if ending is not None:
        return placed, paid, ending
    confirmed_at = next_working_morning(paid_at, random)
    shipped_at = afternoon(confirmed_at, random, days_later=random.choice((0, 0, 1)))
    delivered_at = _delivered_at(shipped_at, course.prefecture, random)
    return (
        placed,
        paid,
        OrderEvent("confirmed", confirmed_at),
        OrderEvent("shipped", shipped_at),
        OrderEvent("delivered", delivered_at),
        _after_delivery(delivered_at, course, random),
    )


def until(history: tuple[OrderEvent, ...], cut_off: datetime) -> tuple[OrderEvent, ...]:
    """The events before `cut_off`."""
    return tuple(event for event in history if event.at < cut_off)
