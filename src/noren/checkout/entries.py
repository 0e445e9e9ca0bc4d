"""Entries as rows keep them, and as the next checkout of the same customer begins with."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from noren.checkout.models import Checkout
from noren.checkout.states import CheckoutState
from noren.checkout.types import Entries
from noren.customers.selectors import addresses, customer
from noren.orders.types import PostalAddress
from noren.payments.types import PaymentMethod


def of_row(row: Checkout) -> Entries:
    """Return what a row holds."""
    return Entries(
        email=row.email,
        address=PostalAddress(**row.address) if row.address else None,
        note=row.note,
        shipping_method_id=row.shipping_method_id,
        delivery_date=row.delivery_date,
        delivery_slot=row.delivery_slot,
        payment_method=PaymentMethod(row.payment_method) if row.payment_method else None,
        coupon_code=row.coupon_code,
    )


def as_columns(entries: Entries) -> dict[str, Any]:
    """Return the columns that keep entries."""
    return {
        "email": entries.email,
        "address": asdict(entries.address) if entries.address else {},
        "note": entries.note,
        "shipping_method_id": entries.shipping_method_id,
        "delivery_date": entries.delivery_date,
        "delivery_slot": entries.delivery_slot,
        "payment_method": entries.payment_method.value if entries.payment_method else "",
        "coupon_code": entries.coupon_code,
    }


def beginning(customer_id: UUID | None) -> Entries:
    """Return what a customer entered for the last order, or else what is known of them; nothing for guests."""
    if customer_id is None:
        return Entries()
    last = (
        Checkout.objects.filter(customer_id=customer_id, state=CheckoutState.PLACED)
        .order_by("-placed_at", "-id")
        .first()
    )
    if last is None:
        return _known(customer_id)
    before = of_row(last)
    return Entries(
        email=before.email,
        address=before.address,
        shipping_method_id=before.shipping_method_id,
        payment_method=before.payment_method,
    )


def _known(customer_id: UUID) -> Entries:
    found, kept = customer(customer_id), addresses(customer_id)
    usual = next((address for address in kept if address.is_default), kept[0] if kept else None)
    address = (
        PostalAddress(
            recipient=usual.recipient,
            recipient_kana=usual.recipient_kana,
            postal_code=usual.postal_code,
            prefecture=usual.prefecture,
            city=usual.city,
            street=usual.street,
            building=usual.building,
            phone=usual.phone,
        )
        if usual
        else None
    )
    return Entries(email=found.email if found else "", address=address)
