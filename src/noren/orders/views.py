"""Rows of orders as the types other apps see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from noren.kernel.money import Money
from noren.kernel.tax import TaxCategory
from noren.orders.models import Order, OrderHistory, OrderLine, OrderRefund, Shipment, ShipmentLine
from noren.orders.states import Desk, LineState, RefundState
from noren.orders.taxes import remaining_rates
from noren.orders.types import (
    HistoryView,
    LineView,
    OrderInfo,
    OrderRow,
    OrderView,
    PostalAddress,
    Quantities,
    RefundReason,
    RefundView,
    ShipmentView,
    TermsItem,
)
from noren.pricing.types import RateTotal
from noren.shipping.carriers.directory import carrier


def info_of(order: Order) -> OrderInfo:
    """Return an order in short."""
    return OrderInfo(
        id=order.pk,
        number=order.number,
        state=LineState(order.state),
        desk=Desk(order.desk),
        total=Money(order.total_amount, order.currency),
        remaining=Money(order.remaining_amount, order.currency),
        payment_method=order.payment_method,
        key=order.secret,
    )


def row_of(order: Order, lines: Sequence[OrderLine]) -> OrderRow:
    """Return an order as it stands in a list."""
    first = lines[0] if lines else None
    return OrderRow(
        id=order.pk,
        number=order.number,
        state=LineState(order.state),
        desk=Desk(order.desk),
        name=order.name,
        placed_at=order.placed_at,
        total=Money(order.total_amount, order.currency),
        remaining=Money(order.remaining_amount, order.currency),
        payment_method=order.payment_method,
        payment_label=order.payment_label,
        first_title=first.product_title if first else "",
        line_count=len(lines),
        item_count=sum(line.remaining_quantity for line in lines),
        first_image_id=first.image_id if first else None,
        delivery_date=order.delivery_date,
        delivery_slot_label=order.delivery_slot_label,
        prefecture=order.address["prefecture"],
        has_note=bool(order.buyer_note),
        needs_attention=order.needs_attention,
    )


def view_of(order: Order) -> OrderView:
    """Return a whole order."""
    lines = list(order.lines.order_by("position"))
    history = order.history.filter(line=None).order_by("id")
    refunds = order.refunds.order_by("id")

    def money(amount: int) -> Money:
        return Money(amount, order.currency)

    return OrderView(
        id=order.pk,
        number=order.number,
        customer_id=order.customer_id,
        state=LineState(order.state),
        desk=Desk(order.desk),
        language=order.language,
        name=order.name,
        email=order.email,
        phone=order.phone,
        address=PostalAddress(**order.address),
        buyer_note=order.buyer_note,
        staff_note=order.staff_note,
        lines=tuple(_line(line, order) for line in lines),
        goods=money(order.goods_amount),
        discount=money(order.discount_amount),
        shipping=money(order.shipping_amount),
        fee=money(order.fee_amount),
        total=money(order.total_amount),
        tax=money(order.tax_amount),
        per_rate=tuple(RateTotal(rate, money(gross), money(tax)) for rate, gross, tax in order.rate_totals),
        remaining=money(order.remaining_amount),
        remaining_shipping=money(order.remaining_shipping_amount),
        remaining_fee=money(order.remaining_fee_amount),
        remaining_tax=remaining_rates(order, lines),
        allowance=money(order.allowance_amount),
        paid=money(order.paid_amount),
        refund_requested=money(order.refund_requested_amount),
        refunded=money(order.refunded_amount),
        payment_method=order.payment_method,
        payment_label=order.payment_label,
        shipping_name=order.shipping_name,
        shipping_carrier=order.shipping_carrier,
        shipping_lead_text=order.shipping_lead_text,
        ship_by=order.ship_by,
        delivery_date=order.delivery_date,
        delivery_slot_label=order.delivery_slot_label,
        coupon_code=order.coupon_code,
        terms_shown=tuple(TermsItem(**item) for item in order.terms_shown),
        placed_at=order.placed_at,
        expires_at=order.expires_at,
        completed_at=order.completed_at,
        needs_attention=order.needs_attention,
        shipments=_shipments(order),
        refunds=tuple(refund_of(row, order) for row in refunds),
        history=tuple(_history(row, order) for row in history),
        key=order.secret,
    )


def _line(line: OrderLine, order: Order) -> LineView:
    return LineView(
        id=line.pk,
        variant_id=line.variant_id,
        product_id=line.product_id,
        image_id=line.image_id,
        product_title=line.product_title,
        variant_title=line.variant_title,
        sku=line.sku,
        tax_category=TaxCategory(line.tax_category),
        rate=line.rate,
        unit=Money(line.unit_amount, order.currency),
        quantity=line.quantity,
        discount=Money(line.discount_amount, order.currency),
        amount=Money(line.amount, order.currency),
        state=LineState(line.state),
        remaining_quantity=line.remaining_quantity,
        remaining=Money(line.remaining_amount, order.currency),
        shipped_quantity=line.shipped_quantity,
        delivered_quantity=line.delivered_quantity,
    )


def _shipments(order: Order) -> tuple[ShipmentView, ...]:
    contents: dict[UUID, dict[UUID, int]] = {}
    for row in ShipmentLine.objects.filter(shipment__order=order).order_by("id"):
        contents.setdefault(row.shipment_id, {})[row.line_id] = row.quantity
    rows = Shipment.objects.filter(order=order).order_by("id")
    return tuple(_shipment(row, contents.get(row.pk, {})) for row in rows)


def _shipment(row: Shipment, contents: Quantities) -> ShipmentView:
    company = carrier(row.carrier)
    return ShipmentView(
        id=row.pk,
        carrier=row.carrier,
        carrier_name=company.name,
        tracking_number=row.tracking_number,
        tracking_url=company.tracking_url(row.tracking_number),
        shipped_at=row.shipped_at,
        delivered_at=row.delivered_at,
        contents=contents,
    )


def refund_of(row: OrderRefund, order: Order) -> RefundView:
    """Return money on its way back."""
    return RefundView(
        id=row.pk,
        act_id=row.act_id,
        state=RefundState(row.state),
        amount=Money(row.amount, order.currency),
        reason=RefundReason(row.reason),
        requested_at=row.requested_at,
        settled_at=row.settled_at,
    )


def _history(row: OrderHistory, order: Order) -> HistoryView:
    return HistoryView(
        id=row.pk,
        act=row.act,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        amount=Money(row.amount, order.currency),
        reason=row.reason,
        message=row.message,
    )
