"""Run inside an installation after the sale: prints what is there, and what is only half there."""

from __future__ import annotations

import json
from collections import Counter

import django

django.setup()

from noren.checkout.models import Checkout  # noqa: E402 - Django comes first
from noren.inventory.models import ReservationLine, StockLevel  # noqa: E402
from noren.orders.models import Order, OrderHistory, OrderLine  # noqa: E402
from noren.payments.models import Payment  # noqa: E402
from noren.platform.audit.chain import verify  # noqa: E402
from noren.platform.outbox.models import OutboxEvent  # noqa: E402
from noren.platform.tenancy.scope import shop_scope  # noqa: E402
from noren.shops.models import Shop  # noqa: E402

with shop_scope(Shop.objects.get().pk):
    orders = list(Order.objects.all())
    lines = Counter(OrderLine.objects.values_list("order_id", flat=True))
    histories = set(OrderHistory.objects.values_list("order_id", flat=True))
    payments = Counter(Payment.objects.values_list("payable_id", flat=True))
    placed = Counter(Checkout.objects.filter(state="placed").values_list("order_id", flat=True))
    told = Counter(OutboxEvent.objects.filter(name="order.placed").values_list("subject_id", flat=True))
    half = [
        order.number
        for order in orders
        if lines[order.pk] != 1
        or order.pk not in histories
        or payments[order.pk] != 1
        or placed[order.pk] != 1
        or told[order.pk] != 1
    ]
    strangers = (set(payments) | set(placed) | set(told)) - {order.pk for order in orders}
    buyers = Counter(order.email for order in orders)
    kept = sum(ReservationLine.objects.values_list("quantity", flat=True))
    print(
        json.dumps(
            {
                "numbers": [order.number for order in orders],
                "half": half + [str(stranger) for stranger in strangers],
                "buyers_with_two": [email for email, count in buyers.items() if count > 1],
                "stock_left": StockLevel.objects.get().available,
                "reserved": kept,
                "audit_broken_at": verify().broken_at,
            }
        )
    )
