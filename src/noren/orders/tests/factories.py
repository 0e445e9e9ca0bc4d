"""Truthful orders for tests: stocked, reserved, added up and with an open payment, as checkout makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from noren.catalog.selectors import sellable_variants
from noren.inventory.selectors import availability
from noren.inventory.services.reserve import reserve
from noren.inventory.tests.factories import stocked_variant
from noren.kernel.actors import Actor, guest, staff, system
from noren.kernel.clock import now
from noren.kernel.ids import uuid7
from noren.kernel.money import Money, Rounding, yen
from noren.kernel.tax import TaxCategory
from noren.orders.services.create import create_order
from noren.orders.services.pay import mark_paid
from noren.orders.types import NewLine, NewOrder, OrderInfo, PostalAddress, TermsItem
from noren.payments.models import Payment
from noren.payments.selectors import payment_for
from noren.payments.services.open import open_payment
from noren.payments.tests.factories import accept
from noren.payments.types import Payable, PaymentMethod
from noren.platform.transactions.write import write
from noren.pricing.totals import calculate
from noren.pricing.types import PricedLine

TOWEL = yen(1320)
DELIVERY = yen(770)
NOTHING = yen(0)
BUYER: Actor = guest()
STAFF: Actor = staff(UUID(int=7))
PROVIDER: Actor = system("payments")
ADDRESS = PostalAddress(
    recipient="髙橋 美咲",
    recipient_kana="タカハシ ミサキ",
    postal_code="6008001",
    prefecture=26,
    city="京都市下京区",
    street="四条通寺町東入2-1",
    building="鴨川荘 301",
    phone="09012345678",
)
LABELS = {
    PaymentMethod.CARD: "クレジットカード",
    PaymentMethod.KONBINI: "コンビニ払い",
    PaymentMethod.PAYPAY: "PayPay",
    PaymentMethod.BANK_TRANSFER: "銀行振込",
    PaymentMethod.CASH_ON_DELIVERY: "代金引換",
}


@dataclass(frozen=True)
class Wanted:
    """One line to order."""

    variant_id: UUID
    quantity: int
    unit: Money = TOWEL
    rate: int = 100
    title: str = "蚊帳生地のふきん"


def make_order(
    wanted: Sequence[Wanted] | None = None,
    *,
    method: PaymentMethod = PaymentMethod.CARD,
    discount: Money = NOTHING,
    shipping: Money = DELIVERY,
    fee: Money = NOTHING,
    kept: timedelta = timedelta(days=14),
    **changes: object,
) -> OrderInfo:
    """Place an order: of three towels at ¥1,320, unless told otherwise, with ¥770 for delivery."""
    lines = wanted or [Wanted(stocked_variant(10), 3)]
    new = new_order(lines, method=method, discount=discount, shipping=shipping, fee=fee, **changes)
    accept(method)
    with write(BUYER):
        pieces = {line.variant_id: line.quantity for line in lines}
        reserve(pieces, reference=new.id, expires_at=now() + kept, actor=BUYER)
        order = create_order(new, actor=BUYER)
        if new.total:
            payable = Payable("order", order.id, order.number)
            open_payment(payable, amount=new.total, method=method, actor=BUYER)
    return order


def new_order(
    wanted: Sequence[Wanted],
    *,
    method: PaymentMethod,
    discount: Money,
    shipping: Money,
    fee: Money,
    **changes: object,
) -> NewOrder:
    """Return what checkout hands over for these lines, added up by pricing."""
    totals = calculate(
        [PricedLine(line.variant_id, line.unit, line.quantity, line.rate) for line in wanted],
        discount=discount,
        shipping=shipping,
        fee=fee,
        standard_rate=100,
    )
    values: dict[str, object] = {
        "id": uuid7(),
        "cart_id": uuid7(),
        "customer_id": None,
        "language": "ja",
        "name": ADDRESS.recipient,
        "email": "misaki@example.jp",
        "phone": ADDRESS.phone,
        "address": ADDRESS,
        "lines": _lines(wanted, totals.discount_shares),
        "goods": totals.goods,
        "discount": discount,
        "shipping": shipping,
        "fee": fee,
        "total": totals.total,
        "tax": totals.tax,
        "per_rate": totals.per_rate,
        "rounding": Rounding.FLOOR,
        "standard_rate": 100,
        "payment_method": method.value,
        "payment_label": LABELS[method],
        "expires_at": now() + timedelta(hours=1),
        "shipping_name": "宅急便",
        "shipping_carrier": "yamato",
        "shipping_lead_text": "ご注文から1〜3営業日以内に発送します。",
        "terms_shown": (TermsItem("分量", "蚊帳生地のふきん × 3"),),
    }
    return NewOrder(**(values | changes))  # type: ignore[arg-type]


def paid_order(wanted: Sequence[Wanted] | None = None, **options: object) -> OrderInfo:
    """Place an order and let its money come in by the provider."""
    order = make_order(wanted, **options)  # type: ignore[arg-type]
    return capture(order.id)


def capture(order_id: UUID) -> OrderInfo:
    """Let the provider's money for an order come in, and tell orders of it."""
    payment = payment_for(order_id)
    assert payment is not None
    Payment.objects.filter(pk=payment.id).update(
        state="captured", captured_amount=payment.amount.amount, captured_at=now()
    )
    return mark_paid(order_id, captured=payment.amount, actor=PROVIDER)


def shelf(variant_id: UUID) -> int:
    """Return how many pieces of a variant may be sold now."""
    return availability([variant_id])[variant_id]


def _lines(wanted: Sequence[Wanted], shares: Mapping[UUID, Money]) -> tuple[NewLine, ...]:
    known = sellable_variants([line.variant_id for line in wanted])
    return tuple(
        NewLine(
            variant_id=line.variant_id,
            product_id=known[line.variant_id].product_id,
            product_title=line.title,
            unit=line.unit,
            quantity=line.quantity,
            tax_category=TaxCategory.REDUCED if line.rate == 80 else TaxCategory.STANDARD,
            rate=line.rate,
            discount=shares[line.variant_id],
        )
        for line in wanted
    )
