"""What every act on an order has in common: the lock, the moves of lines, the sums, the history.

An act locks the order's row first, so that two acts on one order come one after the other on every engine; stock, coupons and
payments are touched after it, always in that order. States still move by compare-and-swap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.db.models import F

from noren.kernel.actors import Actor
from noren.kernel.clock import now, to_jst
from noren.kernel.errors import Conflict, conflict, not_found
from noren.kernel.ids import uuid7
from noren.kernel.money import Money, split
from noren.orders.models import DailySales, Order, OrderHistory, OrderLine, OrderRefund
from noren.orders.schedule import schedule_completion
from noren.orders.states import LINE_STATES, LineState, RefundState, desk_of, order_state
from noren.payments.types import PaymentMethod
from noren.platform.outbox.events import Event
from noren.platform.transactions.write import Change, write

_STAMPS = {
    LineState.PAID: "paid_at",
    LineState.CONFIRMED: "confirmed_at",
    LineState.SHIPPED: "shipped_at",
    LineState.DELIVERED: "delivered_at",
    LineState.COMPLETED: "completed_at",
    LineState.EXPIRED: "ended_at",
    LineState.CANCELLED: "ended_at",
    LineState.RETURNED: "ended_at",
    LineState.EXCHANGED: "ended_at",
}

_MUTABLE = (
    "state",
    "desk",
    "remaining_shipping_amount",
    "remaining_fee_amount",
    "allowance_amount",
    "remaining_amount",
    "paid_amount",
    "refund_requested_amount",
    "refunded_amount",
    "stock_reference",
    "stock_sold",
    "needs_attention",
    *sorted(set(_STAMPS.values())),
)


class Act:
    """One act on a locked order. Its id is that of the history's row, and goes with every event."""

    def __init__(self, change: Change, order: Order, lines: list[OrderLine], *, name: str) -> None:
        self.id = uuid7()
        self.order = order
        self.lines = lines
        self.at = now()
        self.amount = 0
        self.reason = ""
        self.message = ""
        self.happened = True
        self._name = name
        self._change = change
        self._old = _audited(order)
        self._old_state = LineState(order.state)
        self._history: list[OrderHistory] = []

    @property
    def paid_at_the_door(self) -> bool:
        """Whether the money comes with the delivery."""
        return self.order.payment_method == PaymentMethod.CASH_ON_DELIVERY

    def live_lines(self) -> list[OrderLine]:
        """The lines of which something remains."""
        return [line for line in self.lines if line.remaining_quantity]

    def money(self, amount: int) -> Money:
        """An amount in the order's currency."""
        return Money(amount, self.order.currency)

    def move(self, line: OrderLine, new: LineState, *, quantity: int | None = None, amount: int = 0) -> None:
        """Move a line. Raises MoveRefused for a move that does not exist, Conflict when another was first."""
        old = LineState(line.state)
        LINE_STATES.check(old, new)
        if not OrderLine.objects.filter(pk=line.pk, state=old).update(state=new):
            raise changed_meanwhile()
        line.state = new
        self.note(
            line, old=old, new=new, quantity=line.quantity if quantity is None else quantity, amount=amount
        )

    def note(
        self,
        line: OrderLine,
        *,
        quantity: int,
        amount: int = 0,
        old: LineState | None = None,
        new: LineState | None = None,
    ) -> None:
        """Keep what happened to a line."""
        self._history.append(self._row(line=line, old=old, new=new, quantity=quantity, amount=amount))

    def ship(self, line: OrderLine, quantity: int) -> None:
        """Count pieces of a line as shipped."""
        _count(line, shipped_quantity=line.shipped_quantity + quantity)
        self.note(line, quantity=quantity)
        self.advance(line)

    def deliver(self, line: OrderLine, quantity: int) -> None:
        """Count shipped pieces of a line as arrived."""
        _count(line, delivered_quantity=line.delivered_quantity + quantity)
        self.note(line, quantity=quantity)
        self.advance(line)

    def take_back(self, line: OrderLine, quantity: int, *, end: LineState) -> None:
        """Lower a line by pieces that have not left the shop; with the last of them it ends.

        The line's money goes in proportion, by kernel.money.split over what goes and what stays, so the last piece takes the rest.
        """
        left = line.remaining_quantity - quantity
        goes = split(self.money(line.remaining_amount), [quantity, left])[0].amount
        _count(line, remaining_quantity=left, remaining_amount=line.remaining_amount - goes)
        if left:
            self.note(line, quantity=quantity, amount=goes)
            self.advance(line)
        else:
            self.move(line, end, quantity=quantity, amount=goes)

    def advance(self, line: OrderLine) -> None:
        """Move a line on when all that remains of it has left, or arrived."""
        remaining = line.remaining_quantity
        if line.state == LineState.CONFIRMED and line.shipped_quantity == remaining:
            self.move(line, LineState.SHIPPED)
        if line.state == LineState.SHIPPED and line.delivered_quantity == remaining:
            self.move(line, LineState.DELIVERED)

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self._change.actor

    @property
    def excess(self) -> int:
        """How much of the buyer's money the shop holds beyond what the order comes to, in minor units."""
        order = self.order
        return order.paid_amount - order.refund_requested_amount - order.remaining_amount

    def publish(self, event: Event) -> None:
        """Announce a fact of this act."""
        self._change.publish(event)

    def lower(self) -> int:
        """Set the order's remaining sums after lines were taken back; returns by how much it fell, in minor units.

        With the last line shipping and fee go too. An allowance given earlier can't exceed what is left.
        """
        order = self.order
        if not self.live_lines():
            order.remaining_shipping_amount = order.remaining_fee_amount = 0
        goods = sum(line.remaining_amount for line in self.lines)
        parts = goods + order.remaining_shipping_amount + order.remaining_fee_amount
        order.allowance_amount = min(order.allowance_amount, parts)
        fallen = order.remaining_amount - (parts - order.allowance_amount)
        self.fall(fallen)
        return fallen

    def fall(self, amount: int) -> None:
        """Lower what the order comes to, and the roll-up of the day it was placed on."""
        self.order.remaining_amount -= amount
        self.amount += amount
        day = to_jst(self.order.placed_at).date()
        DailySales.objects.filter(day=day).update(withdrawn_amount=F("withdrawn_amount") + amount)

    def finish(self) -> None:
        """Write the order's row and the history. Called once, by `acting`."""
        order = self.order
        new_state = order_state(LineState(line.state) for line in self.lines)
        order.state = new_state
        order.desk = desk_of(new_state, paid_at_the_door=self.paid_at_the_door)
        if new_state is not self._old_state:
            self._entered(new_state)
        order.needs_attention = self._needs_attention()
        values = {name: getattr(order, name) for name in _MUTABLE}
        if not Order.objects.filter(pk=order.pk, state=self._old["state"]).update(**values):
            raise changed_meanwhile()
        head = self._row(line=None, old=self._old_state, new=new_state, quantity=0, amount=self.amount)
        head.id, head.reason, head.message = self.id, self.reason, self.message
        OrderHistory.objects.bulk_create([head, *self._history])
        self._change.audit(f"order.{self._name}", order, old=self._old, new=_audited(order))

    def _entered(self, state: LineState) -> None:
        if state in _STAMPS:
            setattr(self.order, _STAMPS[state], self.at)
        if state is LineState.DELIVERED:
            schedule_completion(self.order.pk, delivered_at=self.at)

    def _needs_attention(self) -> bool:
        order = self.order
        arrived = order.state in (LineState.DELIVERED, LineState.COMPLETED)
        unpaid = order.remaining_amount > order.paid_amount - order.refund_requested_amount
        failed = OrderRefund.objects.filter(order=order, state=RefundState.FAILED).exists()
        return failed or (arrived and unpaid)

    def _row(
        self,
        *,
        line: OrderLine | None,
        old: LineState | None,
        new: LineState | None,
        quantity: int,
        amount: int,
    ) -> OrderHistory:
        actor = self._change.actor
        return OrderHistory(
            order=self.order,
            line=line,
            act_id=self.id,
            act=self._name,
            old_state=old or "",
            new_state=new or "",
            quantity=quantity,
            amount=amount,
            actor_kind=actor.kind,
            actor_id=actor.id,
            at=self.at,
        )


@contextmanager
def acting(order_id: UUID, name: str, *, actor: Actor, message: str = "", reason: str = "") -> Iterator[Act]:
    """Open a write on one order: lock it, let the caller act, then write its new state and history.

    A caller that finds nothing to do sets `happened` to False, and no trace is left. Raises NotFound.
    """
    with write(actor) as change:
        order = Order.objects.select_for_update().filter(pk=order_id).first()
        if order is None:
            raise order_not_found()
        act = Act(change, order, list(order.lines.order_by("position")), name=name)
        act.message, act.reason = message.strip(), reason
        yield act
        if act.happened:
            act.finish()


def order_not_found() -> Exception:
    """Return the error for an order this shop does not have."""
    return not_found("order_not_found", "この注文は見つかりません。注文番号をご確認ください。")


def changed_meanwhile() -> Conflict:
    """Return the error for an order that moved while somebody looked at it."""
    return conflict(
        "order_changed", "注文の状態が変わりました。画面を読み込み直してから、もう一度お試しください。"
    )


def _count(line: OrderLine, **values: int) -> None:
    before = {name: getattr(line, name) for name in values}
    if not OrderLine.objects.filter(pk=line.pk, **before).update(**values):
        raise changed_meanwhile()
    for name, value in values.items():
        setattr(line, name, value)


def _audited(order: Order) -> Mapping[str, object]:
    return {
        "state": order.state,
        "remaining_amount": order.remaining_amount,
        "paid_amount": order.paid_amount,
        "refund_requested_amount": order.refund_requested_amount,
        "refunded_amount": order.refunded_amount,
    }
