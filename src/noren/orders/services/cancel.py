"""Cancelling: by the buyer before the shop confirms, by the shop until the goods leave."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import conflict, invalid
from noren.orders.events import OrderCancelled
from noren.orders.models import OrderLine
from noren.orders.services import stock
from noren.orders.services.acting import Act, acting
from noren.orders.services.repay import give_excess_back
from noren.orders.states import BUYER_CANCELLABLE, CANCELLABLE, LineState
from noren.orders.types import CancelReason, OrderInfo, Quantities, RefundReason
from noren.orders.views import info_of
from noren.orders.wording import checked_message
from noren.payments.selectors import payment_for
from noren.payments.services.end import cancel as cancel_payment
from noren.payments.services.lower import lower_due
from noren.promotions.services.redeem import give_back as give_coupon_back

Chosen = list[tuple[OrderLine, int]]


def cancel_by_buyer(order_id: UUID, *, reason: CancelReason, message: str = "", actor: Actor) -> OrderInfo:
    """Cancel the whole order at once, as its buyer may until the shop has confirmed any of it.

    Only as a whole, because coupons and free delivery were given for the whole. Raises Conflict after that, NotFound.
    """
    words = checked_message(message)
    with acting(order_id, "cancelled", actor=actor, message=words, reason=reason) as act:
        live = act.live_lines()
        if not live or any(line.state not in BUYER_CANCELLABLE for line in live):
            raise conflict(
                "order_confirmed_already",
                "ショップがすでに注文を確認したため、この画面では取り消せません。ショップにお問い合わせください。",
            )
        _cancel(act, [(line, line.remaining_quantity) for line in live])
    return info_of(act.order)


def cancel(
    order_id: UUID,
    *,
    reason: CancelReason,
    quantities: Quantities | None = None,
    message: str = "",
    actor: Actor,
) -> OrderInfo:
    """Cancel what has not left the shop: all of it, or `quantities` by line id. `message` goes to the buyer.

    What was paid for it goes back; its stock returns to the shelf. Raises Conflict when nothing can be cancelled, or when a part
    is asked for while the payment is still open (its amount is fixed at the provider); InvalidInput (quantities, message); NotFound.
    """
    words = checked_message(message)
    with acting(order_id, "cancelled", actor=actor, message=words, reason=reason) as act:
        _cancel(act, _chosen(act, quantities))
    return info_of(act.order)


def _chosen(act: Act, quantities: Quantities | None) -> Chosen:
    in_shop = {
        line.pk: (line, line.remaining_quantity - line.shipped_quantity)
        for line in act.live_lines()
        if line.state in CANCELLABLE and line.remaining_quantity > line.shipped_quantity
    }
    if not in_shop:
        raise conflict(
            "order_not_cancellable",
            "注文 %(number)s に、取り消せる商品がありません。発送済みの商品は、返金で対応してください。",
            number=act.order.number,
        )
    if quantities is None:
        return list(in_shop.values())
    chosen = [(line_id, count) for line_id, count in quantities.items() if count]
    if not chosen:
        raise invalid("quantities_missing", "取り消す商品の数を入力してください。", field_name="quantities")
    if any(line_id not in in_shop or not 0 < count <= in_shop[line_id][1] for line_id, count in chosen):
        raise invalid(
            "quantity_too_many", "取り消せる数を超えています。数を確かめてください。", field_name="quantities"
        )
    return [(in_shop[line_id][0], count) for line_id, count in chosen]


def _cancel(act: Act, chosen: Chosen) -> None:
    unpaid = any(line.state == LineState.AWAITING_PAYMENT for line in act.live_lines())
    whole = sum(line.remaining_quantity for line in act.lines) == sum(count for _, count in chosen)
    if unpaid and not whole and not act.paid_at_the_door:
        raise conflict(
            "order_awaits_payment",
            "お支払い待ちの注文は、一部だけを取り消せません。注文全体を取り消すか、入金をお待ちください。",
        )
    take_out(act, chosen, end=LineState.CANCELLED, actor=act.actor)
    if unpaid:
        _ask_for_less(act, whole=whole)
    act.publish(
        OrderCancelled(
            act.order.pk,
            act_id=act.id,
            amount=act.amount,
            currency=act.order.currency,
            whole=whole,
        )
    )


def take_out(act: Act, chosen: Chosen, *, end: LineState, actor: Actor) -> None:
    """Take pieces out of an order: stock and coupon go back, the sums fall, and money held beyond them is returned."""
    stock.give_back(act.order, stock.pieces(chosen), actor=actor)
    for line, count in chosen:
        act.take_back(line, count, end=end)
    if not act.live_lines():
        give_coupon_back(act.order.cart_id, actor=actor)
    act.lower()
    give_excess_back(act, reason=RefundReason.CANCELLED)


def _ask_for_less(act: Act, *, whole: bool) -> None:
    payment = payment_for(act.order.pk)
    if payment is None or not payment.awaits_money:
        return
    if whole:
        cancel_payment(payment.id, actor=act.actor)
    elif act.amount:
        lower_due(payment.id, amount=act.money(act.order.remaining_amount), actor=act.actor)
