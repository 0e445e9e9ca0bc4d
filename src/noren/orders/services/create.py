"""Making an order out of what checkout agreed with the buyer."""

from __future__ import annotations

import secrets
from dataclasses import asdict

from django.db.models import F

from noren.kernel.actors import Actor
from noren.kernel.clock import now, to_jst
from noren.kernel.money import Money, total
from noren.orders.events import OrderPlaced
from noren.orders.hashes import email_hash, name_hash, phone_hash, secret_hash
from noren.orders.models import DailySales, Order, OrderHistory, OrderLine
from noren.orders.services import stock
from noren.orders.services.pay import settle_if_nothing_is_owed
from noren.orders.states import LineState, desk_of
from noren.orders.types import NewLine, NewOrder, OrderInfo
from noren.orders.views import info_of
from noren.payments.types import PaymentMethod
from noren.platform.transactions.write import Change, write
from noren.shops.services.numbers import next_number

_SECRET_BYTES = 18


def create_order(new: NewOrder, *, actor: Actor) -> OrderInfo:
    """Keep a new order; called by checkout inside its write, after the stock was reserved under `new.id`.

    An order for nothing (a coupon paid it all) is paid at once. Stock of an order paid at the door is sold at once, because
    nothing runs out before the parcel arrives. Raises ValueError when the parts do not add up, IntegrityError when the cart
    became an order before.
    """
    _check(new)
    with write(actor) as change:
        order = _order(new, number=_number())
        order.save(force_insert=True)
        lines = [_line(order, position, line) for position, line in enumerate(new.lines)]
        OrderLine.objects.bulk_create(lines)
        if new.payment_method == PaymentMethod.CASH_ON_DELIVERY:
            stock.sell(order, lines, actor=actor)
            Order.objects.filter(pk=order.pk).update(stock_sold=order.stock_sold)
        _announce(change, order, lines)
        _count_the_day(order)
        if not new.total:
            return settle_if_nothing_is_owed(order.pk, actor=actor)
    return info_of(order)


def _check(new: NewOrder) -> None:
    zero = Money(0, new.total.currency)
    goods = total((line.unit * line.quantity for line in new.lines), zero.currency)
    discount = total((line.discount for line in new.lines), zero.currency)
    by_rate = total((part.gross for part in new.per_rate), zero.currency)
    tax = total((part.tax for part in new.per_rate), zero.currency)
    adds_up = (
        bool(new.lines)
        and (goods, discount, tax) == (new.goods, new.discount, new.tax)
        and new.total == new.goods - new.discount + new.shipping + new.fee == by_rate
        and all(line.quantity > 0 and line.amount >= zero <= line.discount for line in new.lines)
    )
    if not adds_up:
        raise ValueError("the parts of the order do not add up to its total")


def _number() -> str:
    return f"{to_jst(now()):%y%m%d}-{next_number('order'):05d}"


def _order(new: NewOrder, *, number: str) -> Order:
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    at_the_door = new.payment_method == PaymentMethod.CASH_ON_DELIVERY
    return Order(
        id=new.id,
        number=number,
        cart_id=new.cart_id,
        customer_id=new.customer_id,
        state=LineState.AWAITING_PAYMENT,
        desk=desk_of(LineState.AWAITING_PAYMENT, paid_at_the_door=at_the_door),
        stock_reference=new.id,
        language=new.language,
        currency=new.total.currency,
        secret=secret,
        secret_hash=secret_hash(secret),
        placed_at=now(),
        expires_at=new.expires_at,
        **_person(new),
        **_terms(new),
        **_sums(new),
    )


def _person(new: NewOrder) -> dict[str, object]:
    return {
        "name": new.name,
        "name_hash": name_hash(new.name),
        "email": new.email,
        "email_hash": email_hash(new.email),
        "phone": new.phone,
        "phone_hash": phone_hash(new.phone),
        "address": asdict(new.address),
        "buyer_note": new.buyer_note.strip(),
    }


def _terms(new: NewOrder) -> dict[str, object]:
    return {
        "shipping_name": new.shipping_name,
        "shipping_carrier": new.shipping_carrier,
        "shipping_lead_text": new.shipping_lead_text,
        "ship_by": new.ship_by,
        "delivery_date": new.delivery_date,
        "delivery_slot": new.delivery_slot,
        "delivery_slot_label": new.delivery_slot_label,
        "payment_method": new.payment_method,
        "payment_label": new.payment_label,
        "coupon_code": new.coupon_code,
        "terms_shown": [asdict(item) for item in new.terms_shown],
    }


def _sums(new: NewOrder) -> dict[str, object]:
    return {
        "goods_amount": new.goods.amount,
        "discount_amount": new.discount.amount,
        "shipping_amount": new.shipping.amount,
        "fee_amount": new.fee.amount,
        "total_amount": new.total.amount,
        "tax_amount": new.tax.amount,
        "rate_totals": [[part.rate, part.gross.amount, part.tax.amount] for part in new.per_rate],
        "rounding": new.rounding,
        "standard_rate": new.standard_rate,
        "remaining_shipping_amount": new.shipping.amount,
        "remaining_fee_amount": new.fee.amount,
        "remaining_amount": new.total.amount,
    }


def _line(order: Order, position: int, line: NewLine) -> OrderLine:
    return OrderLine(
        order=order,
        position=position,
        variant_id=line.variant_id,
        product_id=line.product_id,
        image_id=line.image_id,
        product_title=line.product_title,
        variant_title=line.variant_title,
        sku=line.sku,
        tax_category=line.tax_category,
        rate=line.rate,
        unit_amount=line.unit.amount,
        quantity=line.quantity,
        discount_amount=line.discount.amount,
        amount=line.amount.amount,
        state=LineState.AWAITING_PAYMENT,
        remaining_quantity=line.quantity,
        remaining_amount=line.amount.amount,
    )


def _announce(change: Change, order: Order, lines: list[OrderLine]) -> None:
    head = OrderHistory(
        order=order,
        act="placed",
        new_state=LineState.AWAITING_PAYMENT,
        amount=order.total_amount,
        message=order.buyer_note,
        actor_kind=change.actor.kind,
        actor_id=change.actor.id,
        at=order.placed_at,
    )
    head.act_id = head.pk
    OrderHistory.objects.bulk_create([head, *(_placed(head, line) for line in lines)])
    change.audit("order.placed", order, new={"number": order.number, "total_amount": order.total_amount})
    change.publish(
        OrderPlaced(
            order_id=order.pk,
            act_id=head.pk,
            customer_id=order.customer_id,
            amount=order.total_amount,
            currency=order.currency,
        )
    )


def _placed(head: OrderHistory, line: OrderLine) -> OrderHistory:
    return OrderHistory(
        order=head.order,
        line=line,
        act_id=head.pk,
        act=head.act,
        new_state=line.state,
        quantity=line.quantity,
        amount=line.amount,
        actor_kind=head.actor_kind,
        actor_id=head.actor_id,
        at=head.at,
    )


def _count_the_day(order: Order) -> None:
    day = to_jst(order.placed_at).date()
    DailySales.objects.bulk_create([DailySales(day=day)], ignore_conflicts=True)
    DailySales.objects.filter(day=day).update(
        orders=F("orders") + 1, ordered_amount=F("ordered_amount") + order.total_amount
    )
