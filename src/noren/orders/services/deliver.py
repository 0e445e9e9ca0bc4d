"""Parcels arrive, and purchases come to their end."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, conflict
from noren.orders.events import OrderCompleted, OrderDelivered
from noren.orders.models import Order, OrderLine, Shipment
from noren.orders.schedule import order_settings
from noren.orders.services.acting import Act, acting
from noren.orders.states import LineState
from noren.orders.types import OrderInfo
from noren.orders.views import info_of


def mark_delivered(order_id: UUID, *, shipment_id: UUID | None = None, actor: Actor) -> OrderInfo:
    """Note that a parcel, or every parcel under way, has arrived. Raises Conflict when none is under way, NotFound."""
    with acting(order_id, "delivered", actor=actor) as act:
        under_way = _under_way(act, shipment_id)
        if not under_way:
            raise conflict(
                "order_nothing_under_way", "配達中の荷物がありません。すでに配達済みになっています。"
            )
        for shipment in under_way:
            _arrive(act, shipment)
    return info_of(act.order)


def confirm_receipt(order_id: UUID, *, actor: Actor) -> OrderInfo:
    """The buyer says that everything has arrived: the purchase is complete at once (受け取り確認).

    Raises Conflict while something has not been shipped, or when it is complete already, NotFound.
    """
    with acting(order_id, "completed", actor=actor) as act:
        for shipment in _under_way(act, None):
            _arrive(act, shipment)
        _complete(act)
    return info_of(act.order)


def complete(order_id: UUID, *, actor: Actor) -> OrderInfo:
    """Complete an order all of which has arrived. Raises Conflict otherwise, NotFound."""
    with acting(order_id, "completed", actor=actor) as act:
        _complete(act)
    return info_of(act.order)


def assume_arrival(shipment_id: UUID, *, actor: Actor) -> None:
    """Take a parcel as arrived that nobody has said anything about. Does nothing when somebody has."""
    shipment = Shipment.objects.filter(pk=shipment_id, delivered_at=None).first()
    if shipment is not None:
        with suppress(Conflict):
            mark_delivered(shipment.order_id, shipment_id=shipment_id, actor=actor)


def complete_when_due(order_id: UUID, *, actor: Actor) -> None:
    """Complete an order by itself once the shop's days have passed since it all arrived, unless it has moved meanwhile.

    What is still unpaid (at the door) is left to a person.
    """
    order = Order.objects.filter(pk=order_id, state=LineState.DELIVERED).first()
    if order is None or order.delivered_at is None or order.needs_attention:
        return
    if order.delivered_at + timedelta(days=order_settings().complete_after_days) <= now():
        with suppress(Conflict):
            complete(order_id, actor=actor)


def _under_way(act: Act, shipment_id: UUID | None) -> list[Shipment]:
    shipments = Shipment.objects.filter(order=act.order, delivered_at=None).order_by("id")
    if shipment_id is not None:
        shipments = shipments.filter(pk=shipment_id)
    return list(shipments)


def _arrive(act: Act, shipment: Shipment) -> None:
    Shipment.objects.filter(pk=shipment.pk, delivered_at=None).update(delivered_at=act.at)
    lines: dict[UUID, OrderLine] = {line.pk: line for line in act.lines}
    for content in shipment.lines.order_by("id"):
        act.deliver(lines[content.line_id], content.quantity)
    act.publish(OrderDelivered(act.order.pk, act_id=act.id, shipment_id=shipment.pk))


def _complete(act: Act) -> None:
    live = act.live_lines()
    if not live or any(line.state != LineState.DELIVERED for line in live):
        raise conflict(
            "order_not_all_delivered",
            "まだ届いていない商品があるか、すでに完了しているため、完了にできません。",
        )
    for line in live:
        act.move(line, LineState.COMPLETED)
    order = act.order
    act.publish(
        OrderCompleted(order.pk, act_id=act.id, amount=order.remaining_amount, currency=order.currency)
    )
