"""Half a year of orders, lived through in their order: placed, paid, confirmed, shipped, delivered, completed."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from noren.carts.services.change import add_line
from noren.carts.types import CartOwner
from noren.checkout.selectors import review
from noren.checkout.services.enter import enter
from noren.checkout.services.place import place
from noren.checkout.types import Buyer, Entries, ReturnAddresses
from noren.customers.services.visits import open_visit
from noren.demo.content.types import Order, OrderEvent
from noren.demo.fill.till import Till
from noren.kernel.actors import Actor, guest, system
from noren.kernel.clock import clock_at, now
from noren.kernel.errors import NorenError
from noren.kernel.japanese import prefecture_code
from noren.kernel.money import yen
from noren.orders.services.cancel import cancel, cancel_by_buyer
from noren.orders.services.confirm import confirm
from noren.orders.services.deliver import complete, mark_delivered
from noren.orders.services.expire import expire
from noren.orders.services.pay import record_payment
from noren.orders.services.refund import refund
from noren.orders.services.ship import ship
from noren.orders.types import CancelReason, PostalAddress, RefundReason
from noren.payments.types import PaymentMethod
from noren.platform.jobs.services.run import run_due

_METHODS = {
    "card": PaymentMethod.CARD,
    "konbini": PaymentMethod.KONBINI,
    "paypay": PaymentMethod.PAYPAY,
    "bank": PaymentMethod.BANK_TRANSFER,
    "cod": PaymentMethod.CASH_ON_DELIVERY,
}
_CARRIERS = {"yamato": "yamato", "sagawa": "sagawa", "yupack": "japan_post"}


@dataclass(frozen=True, slots=True)
class Person:
    """What the till and the shop know of a buyer."""

    name: str
    kana: str
    email: str
    phone: str


@dataclass(slots=True)
class Past:
    """Orders under way: the shop's people, what was placed, and the provider's till."""

    seller: Actor
    variants: Mapping[str, UUID]
    people: Mapping[str, Person]
    till: Till
    placed: dict[str, UUID] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


def live_through(orders: Iterable[Order], past: Past) -> None:
    """Do what happened, in the order in which it happened, each at its time. The clock never goes back."""
    agenda = [
        (event.at, index, step, order, event)
        for index, order in enumerate(orders)
        for step, event in enumerate(order.history)
    ]
    heapq.heapify(agenda)
    while agenda:
        at, _, step, order, event = heapq.heappop(agenda)
        if at > now():
            continue
        past.till.set_clock(at)
        with clock_at(at):
            _happen(order, event, past, first=step == 0)
            run_due(least_priority=0)
    past.till.set_clock(now())
    run_due(least_priority=0)


def _happen(order: Order, event: OrderEvent, past: Past, *, first: bool) -> None:
    if first:
        _place(order, past)
        return
    order_id = past.placed.get(order.number)
    act = _ACTS.get(event.state)
    if order_id is None or act is None:
        return
    # Some things have happened by themselves meanwhile (a job completed the order): that is how it is in a shop, too.
    with suppress(NorenError):
        act(order, event, order_id, past)


def _place(order: Order, past: Past) -> None:
    actor, buyer = guest(), Buyer(customer_id=None)
    _, visit = open_visit()
    owner = CartOwner(visit_id=visit.id, customer_id=None)
    cart_id: UUID | None = None
    try:
        for line in order.lines:
            cart_id = add_line(owner, variant_id=past.variants[line.sku], quantity=line.quantity, actor=actor)
        if cart_id is None:
            return
        enter(cart_id, entries=_entries(order, past.people[order.customer]), buyer=buyer, actor=actor)
        screen = review(cart_id, buyer=buyer)
        placed = place(
            cart_id,
            agreed_total=screen.agreed_total,
            token=screen.token,
            buyer=buyer,
            addresses=lambda _: ReturnAddresses("https://shop.example/return", "https://shop.example/cancel"),
            actor=actor,
        )
    except NorenError as refused:
        # Sold out, or no longer deliverable: buyers meet that, too. Counted, so that the demo can say how many.
        past.skipped.append(f"{order.number}: {refused}")
        return
    past.placed[order.number] = placed.order_id
    if (
        order.payment_method in ("card", "paypay")
        and len(order.history) > 1
        and order.history[1].state != "expired"
    ):
        past.till.approve(placed.order_id)
    elif order.payment_method == "konbini":
        past.till.choose_konbini(placed.order_id)


def _entries(order: Order, person: Person) -> Entries:
    to = order.ship_to
    return Entries(
        email=person.email,
        address=PostalAddress(
            recipient=order.recipient,
            recipient_kana=person.kana,
            postal_code=to.postal_code,
            prefecture=prefecture_code(to.prefecture) or 26,
            city=to.city,
            street=to.town,
            building=to.building,
            phone=person.phone,
        ),
        note=order.buyer_note,
        payment_method=_METHODS[order.payment_method],
    )


def _pay(order: Order, _: OrderEvent, order_id: UUID, past: Past) -> None:
    if order.payment_method == "konbini":
        past.till.pay_konbini(order_id)
    elif order.payment_method == "bank":
        record_payment(order_id, actor=past.seller)


def _confirm(order: Order, event: OrderEvent, order_id: UUID, past: Past) -> None:
    said = [message.text for message in order.messages if message.author == "shop" and message.at <= event.at]
    confirm(order_id, message=said[-1] if said else "", actor=past.seller)


def _ship(order: Order, _: OrderEvent, order_id: UUID, past: Past) -> None:
    carrier = _CARRIERS[order.carrier or "yamato"]
    ship(order_id, carrier=carrier, tracking_number=order.tracking_number or "", actor=past.seller)


def _deliver(order: Order, _: OrderEvent, order_id: UUID, past: Past) -> None:
    if order.payment_method == "cod":
        record_payment(order_id, actor=past.seller)
    mark_delivered(order_id, actor=past.seller)


def _complete(_: Order, __: OrderEvent, order_id: UUID, ___: Past) -> None:
    complete(order_id, actor=system("orders"))


def _cancel(_: Order, __: OrderEvent, order_id: UUID, past: Past) -> None:
    try:
        cancel_by_buyer(order_id, reason=CancelReason.CHANGED_MIND, actor=guest())
    except NorenError:
        cancel(order_id, reason=CancelReason.SOLD_OUT, actor=past.seller)


def _expire(_: Order, __: OrderEvent, order_id: UUID, ___: Past) -> None:
    expire(order_id, actor=system("payments"))


def _return(order: Order, _: OrderEvent, order_id: UUID, past: Past) -> None:
    refund(order_id, amount=yen(order.subtotal_yen), reason=RefundReason.DEFECT, actor=past.seller)


_ACTS: Mapping[str, Callable[[Order, OrderEvent, UUID, Past], None]] = {
    "paid": _pay,
    "confirmed": _confirm,
    "shipped": _ship,
    "delivered": _deliver,
    "completed": _complete,
    "cancelled": _cancel,
    "expired": _expire,
    "returned": _return,
}
