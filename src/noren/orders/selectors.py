"""Reading orders. Lists are pages by key, newest first, and never count the whole table."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from noren.kernel.clock import today
from noren.kernel.errors import invalid
from noren.kernel.japanese import normalize, phone_digits
from noren.kernel.money import Money
from noren.orders.hashes import email_hash, name_hash, phone_hash, secret_hash
from noren.orders.models import DailySales, Order, OrderLine, OrderRefund
from noren.orders.schedule import order_settings
from noren.orders.states import Desk
from noren.orders.types import (
    DeskCounts,
    OrderInfo,
    OrderRow,
    OrderView,
    Page,
    RefundView,
    SalesDay,
    SettingsView,
)
from noren.orders.views import info_of, refund_of, row_of, view_of

PAGE = 30
COUNT_LIMIT = 100


def orders_page(
    *,
    desk: Desk | None = None,
    attention: bool = False,
    search: str = "",
    after: str = "",
    limit: int = PAGE,
) -> Page:
    """Return orders of one pile (None: all), newest first.

    `search` finds by order number (also its beginning), by the buyer's whole name, e-mail address or phone number. Three queries.
    Raises InvalidInput for an `after` that is not from a page.
    """
    rows = Order.objects.all()
    if desk is not None:
        rows = rows.filter(desk=desk)
    if attention:
        rows = rows.filter(needs_attention=True)
    if search.strip():
        rows = rows.filter(_matches(search))
    return _page(rows, after=after, limit=limit)


def orders_of_customer(customer_id: UUID, *, after: str = "", limit: int = PAGE) -> Page:
    """Return a customer's orders, newest first."""
    return _page(Order.objects.filter(customer_id=customer_id), after=after, limit=limit)


def order_info(order_id: UUID) -> OrderInfo | None:
    """Return an order in short, or None."""
    row = Order.objects.filter(pk=order_id).first()
    return info_of(row) if row else None


def order(order_id: UUID) -> OrderView | None:
    """Return a whole order, or None. Six queries."""
    row = Order.objects.filter(pk=order_id).first()
    return view_of(row) if row else None


def order_by_number(number: str) -> OrderView | None:
    """Return a whole order by its number, or None."""
    row = Order.objects.filter(number=normalize(number)).first()
    return view_of(row) if row else None


def order_for_buyer(number: str, *, customer_id: UUID | None = None, key: str = "") -> OrderView | None:
    """Return an order to its customer, or to whoever holds its key; None to anybody else."""
    row = Order.objects.filter(number=normalize(number)).first()
    if row is None:
        return None
    own = customer_id is not None and row.customer_id == customer_id
    return view_of(row) if own or (key and _opens(row, key)) else None


def refund(refund_id: UUID) -> RefundView | None:
    """Return a refund, or None."""
    row = OrderRefund.objects.select_related("order").filter(pk=refund_id).first()
    return refund_of(row, row.order) if row else None


def desk_counts() -> DeskCounts:
    """Return how many orders wait for what, each counted up to 100 along an index."""
    return DeskCounts(
        to_confirm=_few(Q(desk=Desk.TO_CONFIRM)),
        to_ship=_few(Q(desk=Desk.TO_SHIP)),
        waiting=_few(Q(desk=Desk.WAITING)),
        on_the_way=_few(Q(desk=Desk.ON_THE_WAY)),
        attention=_few(Q(needs_attention=True)),
        limit=COUNT_LIMIT,
    )


def sales_days(*, days: int, currency: str = "JPY") -> tuple[SalesDay, ...]:
    """Return the last `days` days in Japan up to today, the oldest first, from the roll-up; days without orders too."""
    first = today() - timedelta(days=days - 1)
    found = {row.day: row for row in DailySales.objects.filter(day__gte=first)}
    return tuple(_sales_day(found.get(day), day, currency) for day in _days(first, days))


def settings() -> SettingsView:
    """Return how the shop's orders move by themselves."""
    row = order_settings()
    return SettingsView(row.complete_after_days, row.arrival_after_days)


def _matches(search: str) -> Q:
    text = normalize(search)
    wanted = Q(number__startswith=text.lstrip("#")) | Q(name_hash=name_hash(text))
    if "@" in text:
        wanted |= Q(email_hash=email_hash(text))
    if phone_digits(text):
        wanted |= Q(phone_hash=phone_hash(text))
    return wanted


def _page(rows: QuerySet[Order], *, after: str, limit: int) -> Page:
    if after:
        placed_at, order_id = _read_key(after)
        rows = rows.filter(Q(placed_at__lt=placed_at) | Q(placed_at=placed_at, id__lt=order_id))
    found = list(rows.order_by("-placed_at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(_rows(shown), _key(shown[-1]) if len(found) > limit else None)


def _rows(orders: Sequence[Order]) -> tuple[OrderRow, ...]:
    lines: dict[UUID, list[OrderLine]] = {}
    for line in OrderLine.objects.filter(order__in=[one.pk for one in orders]).order_by("position"):
        lines.setdefault(line.order_id, []).append(line)
    return tuple(row_of(one, lines.get(one.pk, [])) for one in orders)


def _key(row: Order) -> str:
    return f"{row.placed_at.isoformat()}_{row.pk.hex}"


def _read_key(text: str) -> tuple[datetime, UUID]:
    try:
        moment, _, order_id = text.partition("_")
        return datetime.fromisoformat(moment), UUID(hex=order_id)
    except ValueError as error:
        raise invalid("page_unknown", "このページはありません。一覧の最初からご覧ください。") from error


def _opens(row: Order, key: str) -> bool:
    return hmac.compare_digest(row.secret_hash, secret_hash(key))


def _few(condition: Q) -> int:
    return Order.objects.filter(condition).values("pk")[:COUNT_LIMIT].count()


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=step) for step in range(count)]


def _sales_day(row: DailySales | None, day: date, currency: str) -> SalesDay:
    if row is None:
        return SalesDay(day, 0, Money(0, currency), Money(0, currency))
    return SalesDay(
        day, row.orders, Money(row.ordered_amount, currency), Money(row.withdrawn_amount, currency)
    )
