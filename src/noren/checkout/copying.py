"""Copying what was agreed on the last screen into a new order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from noren.checkout.offer import ROUNDING
from noren.checkout.terms import sending_text, slot_label
from noren.checkout.types import FinalScreen, OfferLine
from noren.kernel.money import Money
from noren.orders.types import NewLine, NewOrder

# What stands in place of a way to pay when a coupon paid it all.
NO_PAYMENT = "none"


@dataclass(frozen=True, slots=True)
class NewOrderParts:
    """What an order needs beside the last screen."""

    order_id: UUID
    customer_id: UUID | None
    language: str
    expires_at: datetime | None


def new_order(screen: FinalScreen, parts: NewOrderParts) -> NewOrder:
    """Return the order of a last screen whose entries are complete. Raises ValueError for one without an address."""
    entries, offer, totals = screen.entries, screen.offer, screen.offer.totals
    if entries.address is None:
        raise ValueError("a last screen has an address")
    shipping, method = offer.shipping, offer.method
    return NewOrder(
        id=parts.order_id,
        cart_id=screen.cart_id,
        customer_id=parts.customer_id,
        language=parts.language,
        name=entries.address.recipient,
        email=entries.email,
        phone=entries.address.phone,
        address=entries.address,
        lines=tuple(_line(line, totals.discount_shares[line.variant.variant_id]) for line in offer.lines),
        goods=totals.goods,
        discount=totals.discount,
        shipping=totals.shipping,
        fee=totals.fee,
        total=totals.total,
        tax=totals.tax,
        per_rate=totals.per_rate,
        rounding=ROUNDING,
        standard_rate=offer.standard_rate,
        payment_method=method.method.value if method else NO_PAYMENT,
        payment_label=method.label if method else "",
        expires_at=parts.expires_at,
        shipping_name=shipping.name if shipping else "",
        shipping_carrier=shipping.carrier if shipping else "",
        shipping_lead_text=sending_text(shipping, method) if shipping else "",
        ship_by=shipping.leaves_by if shipping else None,
        delivery_date=entries.delivery_date,
        delivery_slot=entries.delivery_slot,
        delivery_slot_label=slot_label(shipping, entries.delivery_slot),
        coupon_code=offer.discount.code if offer.discount else "",
        buyer_note=entries.note,
        terms_shown=screen.terms,
    )


def _line(line: OfferLine, share: Money) -> NewLine:
    variant = line.variant
    return NewLine(
        variant_id=variant.variant_id,
        product_id=variant.product_id,
        product_title=variant.product_title,
        variant_title=variant.variant_title,
        sku=variant.sku,
        image_id=variant.image.id if variant.image else None,
        unit=variant.price,
        quantity=line.quantity,
        tax_category=variant.tax_category,
        rate=line.rate,
        discount=share,
    )
