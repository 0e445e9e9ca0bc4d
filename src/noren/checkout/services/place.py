"""Turning a cart into an order, once.

Read `_place` from top to bottom: it is the whole of it, in one transaction. The provider is asked after the commit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from noren.carts.services.order import claim_for_order
from noren.checkout import selectors
from noren.checkout.agreement import differences
from noren.checkout.copying import NewOrderParts, new_order
from noren.checkout.models import Checkout
from noren.checkout.states import CheckoutState
from noren.checkout.types import (
    Buyer,
    FinalScreen,
    OrderToPay,
    PlacedOrder,
    ReturnAddresses,
    ScreenOutdated,
)
from noren.customers.services.join import customer_for_guest
from noren.inventory.services.reserve import reserve
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, Unavailable, not_found
from noren.kernel.ids import uuid7
from noren.kernel.money import Money
from noren.orders.selectors import order as order_by_id
from noren.orders.services.create import create_order
from noren.orders.types import OrderInfo
from noren.payments.selectors import method_settings
from noren.payments.services.open import deadline, open_payment
from noren.payments.services.start import start
from noren.payments.types import Payable, Payer, PaymentStart
from noren.platform.transactions.write import write
from noren.promotions.holders import holder_of
from noren.promotions.services.redeem import redeem

log = logging.getLogger(__name__)

# Orders give their stock back when they end; this is for one whose ending never came. Longer than any grace of a payment.
_KEPT_PAST_THE_DEADLINE = timedelta(days=5)
_KEPT_WITHOUT_DEADLINE = timedelta(hours=1)


def place(
    cart_id: UUID,
    *,
    agreed_total: Money,
    token: str,
    buyer: Buyer,
    addresses: Callable[[OrderToPay], ReturnAddresses],
    actor: Actor,
) -> PlacedOrder:
    """Place the order of a cart, or return the order it became before: by a double click, another tab, a retry.

    `agreed_total` and `token` are those of the last screen the buyer saw; `addresses` says where the provider sends the
    buyer back to. Nothing is charged that was not on that screen.

    Raises ScreenOutdated with the screen to show now; OutOfStock, or another Conflict, when it can't be ordered any more;
    InvalidInput naming what has to be entered again; NotFound. After each of these nothing was placed and the cart is open.
    """
    with write(actor):
        placed = (
            _place(cart_id, agreed_total=agreed_total, token=token, buyer=buyer, actor=actor)
            if claim_for_order(cart_id)
            else None
        )
    order = placed or _placed_before(cart_id)
    payment = _begin_paying(order.payment_id, addresses(order), actor=actor) if order.payment_id else None
    return PlacedOrder(order.order_id, order.number, order.key, payment, repeated=placed is None)


def _place(cart_id: UUID, *, agreed_total: Money, token: str, buyer: Buyer, actor: Actor) -> OrderToPay:
    screen = _as_agreed(cart_id, agreed_total, token, buyer)
    order_id, expires_at = uuid7(), _pay_by(screen)
    _reserve(screen, order_id, expires_at, actor=actor)
    _take_coupon(screen, buyer, actor=actor)
    customer_id = buyer.customer_id or _guest(screen, buyer, actor=actor)
    parts = NewOrderParts(order_id, customer_id, buyer.language, expires_at)
    order = create_order(new_order(screen, parts), actor=actor)
    payment_id = _open_payment(screen, order, buyer, actor=actor)
    _close(cart_id, order_id=order.id, payment_id=payment_id)
    return OrderToPay(order.id, order.number, order.key, payment_id)


def _as_agreed(cart_id: UUID, agreed_total: Money, token: str, buyer: Buyer) -> FinalScreen:
    screen = selectors.review(cart_id, buyer=buyer)
    if (screen.agreed_total, screen.token) != (agreed_total, token):
        raise ScreenOutdated(screen, tuple(differences(token, screen.offer)))
    return screen


def _pay_by(screen: FinalScreen) -> datetime | None:
    method = screen.offer.method
    if method is None:
        return None
    return deadline(method.method, method_settings(method.method).deadline_days, now())


def _reserve(screen: FinalScreen, order_id: UUID, expires_at: datetime | None, *, actor: Actor) -> None:
    kept_until = expires_at + _KEPT_PAST_THE_DEADLINE if expires_at else now() + _KEPT_WITHOUT_DEADLINE
    wanted = {line.variant.variant_id: line.quantity for line in screen.offer.lines}
    reserve(wanted, reference=order_id, expires_at=kept_until, actor=actor)


def _take_coupon(screen: FinalScreen, buyer: Buyer, *, actor: Actor) -> None:
    discount = screen.offer.discount
    if discount is None:
        return
    taken = redeem(
        discount.code,
        reference=screen.cart_id,
        subtotal=screen.offer.totals.goods,
        holder=holder_of(customer_id=buyer.customer_id, email=screen.entries.email),
        actor=actor,
    )
    if taken.amount != discount.amount:
        # The coupon was changed between the two reads of this transaction.
        raise ScreenOutdated(screen, ())


def _guest(screen: FinalScreen, buyer: Buyer, *, actor: Actor) -> UUID | None:
    # Not an account: only so that the shop sees a guest's orders together. It opens nothing to anybody.
    address = screen.entries.address
    if address is None or not screen.entries.email:
        return None
    return customer_for_guest(
        email=screen.entries.email,
        name=address.recipient,
        phone=address.phone,
        language=buyer.language,
        actor=actor,
    )


def _open_payment(screen: FinalScreen, order: OrderInfo, buyer: Buyer, *, actor: Actor) -> UUID | None:
    method, address = screen.offer.method, screen.entries.address
    if method is None or address is None:
        return None
    payment = open_payment(
        Payable("order", order.id, order.number),
        amount=screen.agreed_total,
        method=method.method,
        payer=Payer(email=screen.entries.email, name=address.recipient, phone=address.phone),
        language=buyer.language,
        actor=actor,
    )
    return payment.id


def _close(cart_id: UUID, *, order_id: UUID, payment_id: UUID | None) -> None:
    Checkout.objects.filter(cart_id=cart_id, state=CheckoutState.OPEN).update(
        state=CheckoutState.PLACED, order_id=order_id, payment_id=payment_id, placed_at=now()
    )


def _placed_before(cart_id: UUID) -> OrderToPay:
    row = Checkout.objects.filter(cart_id=cart_id, state=CheckoutState.PLACED).first()
    order = order_by_id(row.order_id) if row and row.order_id else None
    if row is None or order is None:
        raise not_found("cart_not_found", "カートが見つかりません。もう一度商品をお選びください。")
    return OrderToPay(order.id, order.number, order.key, row.payment_id)


def _begin_paying(payment_id: UUID, addresses: ReturnAddresses, *, actor: Actor) -> PaymentStart | None:
    try:
        return start(
            payment_id, return_url=addresses.return_url, cancel_url=addresses.cancel_url, actor=actor
        )
    except (Conflict, Unavailable) as refusal:
        # The order stands: its page says how things are and offers to pay again.
        log.info("payment not begun", extra={"payment": str(payment_id), "reason": refusal.problems[0].code})
        return None
