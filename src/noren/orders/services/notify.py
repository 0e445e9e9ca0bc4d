"""Telling the buyer of an act on an order: which notices, to whom, once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import translation

from noren.kernel.actors import system
from noren.kernel.money import Money
from noren.messaging.services.notify import notify
from noren.messaging.types import MailText
from noren.orders.links import order_address
from noren.orders.messages import NoticeFacts, NoticeKind, build
from noren.orders.selectors import order as order_view
from noren.orders.types import OrderView
from noren.payments.selectors import instructions, payment_for
from noren.shops.selectors import current_shop, theme

NOTICES = system("orders")


def tell(
    order_id: UUID,
    kinds: Sequence[NoticeKind],
    *,
    key: UUID,
    act_id: UUID | None = None,
    amount: Money | None = None,
    shipment_id: UUID | None = None,
) -> None:
    """Send the notices of one act together: on LINE as one push, which counts once against the shop's quota.

    `key` is what they are about (an act, a payment): told again, nothing more is sent.
    """
    order = order_view(order_id)
    if order is None or not (order.customer_id or order.email):
        return
    with translation.override(order.language):
        facts = _facts(order, kinds, act_id=act_id, amount=amount, shipment_id=shipment_id)
    notices = [build(kind, facts) for kind in kinds]
    notify(
        customer_id=order.customer_id,
        email=order.email,
        kind=f"order.{kinds[-1]}",
        dedupe_key=f"order:{kinds[-1]}:{key}",
        line=[notice.line for notice in notices],
        mail=MailText(subject=notices[-1].mail_subject, text=notices[-1].mail_body),
        language=order.language,
        actor=NOTICES,
    )


def _facts(
    order: OrderView,
    kinds: Sequence[NoticeKind],
    *,
    act_id: UUID | None,
    amount: Money | None,
    shipment_id: UUID | None,
) -> NoticeFacts:
    shop = current_shop()
    payment = payment_for(order.id) if NoticeKind.PAYMENT_DUE in kinds else None
    return NoticeFacts(
        order=order,
        shop_name=shop.name,
        address=order_address(shop, order),
        color=theme().primary,
        act=next((act for act in order.history if act.id == act_id), None),
        amount=amount,
        shipment=next((parcel for parcel in order.shipments if parcel.id == shipment_id), None),
        instructions=instructions(payment) if payment else None,
    )
