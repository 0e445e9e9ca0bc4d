"""Puts past orders together: who, when, what, and how far each has come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from noren.demo.content.orders.basket import Basket, fill_basket, shipping_fee
from noren.demo.content.orders.calendar import (
    day_weight,
    days_before,
    midnight,
    next_working_morning,
    previous_working_day,
    shopping_time,
)
from noren.demo.content.orders.timeline import PREPAID, Course, Fate, events
from noren.demo.content.orders.timeline import until as events_until
from noren.demo.content.orders.words import Talk, words
from noren.demo.content.types import (
    Address,
    Customer,
    Message,
    Order,
    OrderEvent,
    OrderState,
    PaymentMethod,
    Salutation,
    Shop,
    ShopContent,
)

DAYS = 182
# After so many days even a parcel to an island that was ordered on a Friday night is on its way.
SETTLING_DAYS = 7
_METHOD_WEIGHTS: dict[PaymentMethod, int] = {"card": 48, "paypay": 21, "konbini": 14, "bank": 7, "cod": 10}
_FATES: tuple[tuple[Fate, int], ...] = (
    ("cancelled_early", 5),
    ("cancelled_by_shop", 2),
    ("expired", 4),
    ("returned", 4),
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many orders: `past` ones, and what waits on the last day in each queue."""

    past: int
    awaiting: int
    unconfirmed: int
    to_ship: int
    on_the_way: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.past + self.awaiting + self.unconfirmed + self.to_ship + self.on_the_way


@dataclass(frozen=True, slots=True)
class _Plan:
    """When an order is placed and what becomes of it; `stop` is the last state it may reach."""

    placed_at: datetime
    fate: Fate = "normal"
    stop: OrderState | None = None


@dataclass(frozen=True, slots=True)
class _Purchase:
    """Who buys what for whom."""

    customer: Customer
    basket: Basket
    salutation: Salutation
    recipient: str
    ship_to: Address


def _past_plans(amounts: Amounts, until: date, random: Random) -> list[_Plan]:
    days = [day for day in days_before(until, DAYS) if (until - day).days >= SETTLING_DAYS]
    weights = [day_weight(day, age_days=(until - day).days) for day in days]
    moments = sorted(shopping_time(day, random) for day in random.choices(days, weights, k=amounts.past))
    # An unlucky order must be old enough to have met its end.
    old = sum((until - moment.date()).days > 24 for moment in moments)
    unlucky = [fate for fate, count in _FATES for _ in range(count * amounts.past // 200)]
    fates = dict(zip(random.sample(range(old), len(unlucky)), unlucky, strict=True))
    return [_Plan(moment, fates.get(index, "normal")) for index, moment in enumerate(moments)]


def _moments(start: datetime, end: datetime, count: int, random: Random) -> list[datetime]:
    seconds = int((end - start).total_seconds())
    return [start + timedelta(seconds=random.randrange(seconds)) for _ in range(count)]


def _queue_plans(amounts: Amounts, until: date, random: Random) -> list[_Plan]:
    """What lies on the shop's desk on the morning of `until`."""
    end = midnight(until)
    last = previous_working_day(until)
    before = previous_working_day(last)
    desk = midnight(last) + timedelta(hours=9)
    earlier = midnight(before) + timedelta(hours=9)
    fresh = _moments(desk + timedelta(hours=3), end, amounts.unconfirmed, random)
    waiting = _moments(end - timedelta(days=2), end, amounts.awaiting, random)
    accepted = _moments(earlier + timedelta(hours=3), desk, amounts.to_ship, random)
    sent = _moments(earlier - timedelta(days=1), earlier, amounts.on_the_way, random)
    return [
        *(_Plan(moment, stop="paid") for moment in fresh),
        *(_Plan(moment, stop="awaiting_payment") for moment in waiting),
        *(_Plan(moment, stop="confirmed") for moment in accepted),
        *(_Plan(moment, stop="shipped") for moment in sent),
    ]


def _method(shop: Shop, plan: _Plan, random: Random) -> PaymentMethod:
    """Queued orders that must be paid by now use a method that pays at once."""
    must_wait = plan.stop == "awaiting_payment" or plan.fate == "expired"
    must_hurry = plan.stop in {"paid", "confirmed", "shipped"}
    allowed = [
        method
        for method in shop.payment_methods
        if not (must_wait and method not in PREPAID) and not (must_hurry and method in PREPAID)
    ]
    return random.choices(allowed, [_METHOD_WEIGHTS[method] for method in allowed])[0]


def _history(course: Course, plan: _Plan, *, cut_off: datetime, random: Random) -> tuple[OrderEvent, ...]:
    history = events_until(events(course, random), cut_off)
    if plan.stop is None:
        return history
    states = [event.state for event in history]
    return history[: states.index(plan.stop) + 1]


def _buyer_note(basket: Basket, customer: Customer, salutation: Salutation, random: Random) -> str:
    """Names to engrave and the words on the noshi stand in the note, as the product pages ask."""
    parts = []
    if basket.needs_name:
        pair = any("夫婦" in line.title for line in basket.lines)
        parts.append(
            f"名入れは「{random.choice(words().wedding_names if pair else words().names)}」でお願いします。"
        )
    if salutation == "noshi":
        parts.append(f"のし:{random.choice(words().noshi).format(name=customer.family_name)}")
    if not parts and random.random() < 0.12:
        parts.append(random.choice(words().wishes))
    return "\n".join(parts)


def _fitting(talks: tuple[Talk, ...], basket: Basket, random: Random) -> Talk:
    """A talk that fits what was bought; one without a subject fits everything."""
    words_of_order = [f"{line.title} {line.variant_title}" for line in basket.lines]
    if basket.needs_name:
        words_of_order.append("名入れ")
    return random.choice([talk for talk in talks if any(talk.about in text for text in words_of_order)])


def _open_question(
    history: tuple[OrderEvent, ...], purchase: _Purchase, random: Random
) -> tuple[Message, ...]:
    question = _fitting(words().open_questions, purchase.basket, random)
    return (Message("customer", history[-1].at + timedelta(minutes=9), question.customer),)


def _talk(history: tuple[OrderEvent, ...], purchase: _Purchase, random: Random) -> tuple[Message, ...]:
    talk = _fitting(words().talks, purchase.basket, random)
    start = next((event.at for event in history if event.state == talk.after), None)
    if start is None:
        return ()
    asked = start + timedelta(minutes=40)
    answer = talk.shop.format(name=purchase.customer.family_name)
    answered = next_working_morning(asked, random)
    return Message("customer", asked, talk.customer), Message("shop", answered, answer)


def _messages(
    plan: _Plan, history: tuple[OrderEvent, ...], purchase: _Purchase, random: Random
) -> tuple[Message, ...]:
    chance = random.random()
    if plan.stop == "paid" and chance < 0.35:
        return _open_question(history, purchase, random)
    if plan.stop is None and plan.fate == "normal" and chance < 0.12:
        return _talk(history, purchase, random)
    return ()


def _refund(order_total: int, basket: Basket, history: tuple[OrderEvent, ...], method: PaymentMethod) -> int:
    """A cancelled order is paid back whole, a returned one by its dearest line."""
    state = history[-1].state
    if state == "cancelled" and method != "cod":
        return order_total
    if state == "returned":
        return max(line.amount_yen for line in basket.lines)
    return 0


def _tracking_number(random: Random) -> str:
    """Twelve digits whose last is the remainder by seven, in a series that no carrier gives out."""
    body = f"0000{random.randrange(10_000_000):07d}"
    return f"{body}{int(body) % 7}"


def _destination(customer: Customer, is_gift: bool, random: Random) -> tuple[str, Address]:
    if is_gift and random.random() < 0.6:
        return random.choice(words().recipients)
    return customer.full_name, customer.address


def _salutation(is_gift: bool, basket: Basket) -> Salutation:
    if any("のし付き" in line.variant_title for line in basket.lines):
        return "noshi"
    return "gift" if is_gift else "none"


def _purchase(content: ShopContent, plan: _Plan, random: Random) -> _Purchase:
    count = len(content.customers)
    # A few regulars buy often: the first in a shuffled list weigh most.
    shuffled = Random(f"regulars {content.shop.slug}")  # noqa: S311 - must be repeatable, not secret
    order = shuffled.sample(content.customers, count)
    customer = random.choices(order, [1 / (rank + 4) for rank in range(count)])[0]
    is_gift = random.random() < 0.14
    basket = fill_basket(content.products, month=plan.placed_at.month, is_gift=is_gift, random=random)
    recipient, ship_to = _destination(customer, is_gift, random)
    return _Purchase(customer, basket, _salutation(is_gift, basket), recipient, ship_to)


def _wish(plan: _Plan, shop: Shop, random: Random) -> tuple[date | None, str | None]:
    if random.random() > 0.35:
        return None, None
    wished = plan.placed_at.date() + timedelta(days=random.randrange(6, 11))
    return (wished if random.random() < 0.5 else None), random.choice(shop.shipping.time_slots)


def _order(content: ShopContent, plan: _Plan, *, number: int, cut_off: datetime, random: Random) -> Order:
    shop = content.shop
    purchase = _purchase(content, plan, random)
    method = _method(shop, plan, random)
    course = Course(plan.placed_at, method, purchase.ship_to.prefecture, plan.fate)
    history = _history(course, plan, cut_off=cut_off, random=random)
    shipping_yen = shipping_fee(shop.shipping, purchase.basket, prefecture=purchase.ship_to.prefecture)
    cod_fee_yen = shop.shipping.cod_fee_yen if method == "cod" else 0
    total = purchase.basket.subtotal_yen + shipping_yen + cod_fee_yen
    has_shipped = any(event.state == "shipped" for event in history)
    wished_date, wished_slot = _wish(plan, shop, random)
    messages = _messages(plan, history, purchase, random)
    return Order(
        number=str(number),
        customer=purchase.customer.key,
        placed_at=plan.placed_at,
        state=history[-1].state,
        lines=purchase.basket.lines,
        ship_to=purchase.ship_to,
        recipient=purchase.recipient,
        payment_method=method,
        shipping_yen=shipping_yen,
        cod_fee_yen=cod_fee_yen,
        refunded_yen=_refund(total, purchase.basket, history, method),
        history=history,
        messages=tuple(message for message in messages if message.at < cut_off),
        carrier=shop.shipping.carrier if has_shipped else None,
        tracking_number=_tracking_number(random) if has_shipped else None,
        wished_date=wished_date,
        wished_slot=wished_slot,
        salutation=purchase.salutation,
        buyer_note=_buyer_note(purchase.basket, purchase.customer, purchase.salutation, random),
        via_line=purchase.customer.line_name is not None and random.random() < 0.8,
    )


def make_orders(content: ShopContent, *, amounts: Amounts, seed: int, until: date) -> tuple[Order, ...]:
    """Orders of the half year before the morning of `until` in Japan, oldest first, numbered from 1001.

    The same arguments give the same orders; nothing in them happens on `until` or later.
    """
    random = Random(f"{content.shop.slug} {seed}")  # noqa: S311 - must be repeatable, not secret
    plans = _past_plans(amounts, until, random) + _queue_plans(amounts, until, random)
    plans.sort(key=lambda plan: plan.placed_at)
    cut_off = midnight(until)
    return tuple(
        _order(content, plan, number=1001 + index, cut_off=cut_off, random=random)
        for index, plan in enumerate(plans)
    )
