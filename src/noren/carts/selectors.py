"""Reading carts beside what the shop offers now."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet, Sum

from noren.carts.models import Cart, CartLine
from noren.carts.states import CartState
from noren.carts.types import CartLineView, CartOwner, CartView, LineProblem
from noren.catalog.selectors import sellable_variants
from noren.catalog.types import SellableVariant
from noren.inventory.selectors import availability
from noren.kernel.money import Money


def open_carts(owner: CartOwner) -> QuerySet[Cart]:
    """Return the rows of an owner's open cart: one or none."""
    rows = Cart.objects.filter(state=CartState.OPEN)
    if owner.customer_id is not None:
        return rows.filter(customer_id=owner.customer_id)
    return rows.filter(visit_id=owner.visit_id, customer_id=None)


def cart_of(owner: CartOwner) -> CartView:
    """Return an owner's open cart; an empty view without an id when there is none yet."""
    row = open_carts(owner).first()
    return _view(row) if row else CartView(None, "JPY", ())


def cart(cart_id: UUID) -> CartView | None:
    """Return a cart in any state, or None."""
    row = Cart.objects.filter(pk=cart_id).first()
    return _view(row) if row else None


def owns(owner: CartOwner, cart_id: UUID) -> bool:
    """Tell whether a cart, open or ordered, belongs to an owner."""
    row = Cart.objects.filter(pk=cart_id).values_list("visit_id", "customer_id").first()
    if row is None:
        return False
    visit_id, customer_id = row
    if customer_id is not None:
        return bool(customer_id == owner.customer_id)
    return bool(visit_id == owner.visit_id)


def count_of(owner: CartOwner) -> int:
    """Return how many things lie in an owner's open cart; one small query, for the fragment of each page."""
    lines = CartLine.objects.filter(cart__in=open_carts(owner))
    return lines.aggregate(count=Sum("quantity"))["count"] or 0


def _view(row: Cart) -> CartView:
    lines = list(CartLine.objects.filter(cart=row).order_by("added_at", "id"))
    ids = [line.variant_id for line in lines]
    variants, available = sellable_variants(ids), availability(ids)
    views = (_line(line, variants.get(line.variant_id), available.get(line.variant_id, 0)) for line in lines)
    return CartView(row.pk, row.currency, tuple(views))


def _line(line: CartLine, variant: SellableVariant | None, available: int) -> CartLineView:
    seen = Money(line.seen_amount, line.currency)
    offered = variant is not None and variant.published
    return CartLineView(
        variant_id=line.variant_id,
        quantity=line.quantity,
        variant=variant,
        unit=variant.price if variant else seen,
        seen=seen,
        available=available,
        problem=_problem(line.quantity, offered=offered, available=available),
    )


def _problem(quantity: int, *, offered: bool, available: int) -> LineProblem | None:
    if not offered:
        return LineProblem.GONE
    if available <= 0:
        return LineProblem.SOLD_OUT
    return LineProblem.SHORT if available < quantity else None
