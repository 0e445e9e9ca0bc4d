"""Putting things into a cart and taking them out.

Carts are wishes: their changes are not audited and announce nothing. Each change first touches the cart's row, so that two
tabs queue, and a cart that became an order in the meantime is refused.
"""

from __future__ import annotations

from uuid import UUID

from noren.carts.models import Cart, CartLine
from noren.carts.selectors import open_carts
from noren.carts.states import CartState
from noren.carts.types import CartOwner
from noren.catalog.selectors import sellable_variants
from noren.catalog.types import SellableVariant
from noren.inventory.selectors import availability
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, conflict, invalid, not_found
from noren.kernel.ids import uuid7
from noren.platform.transactions.write import write

MOST_OF_ONE = 99
MOST_LINES = 50


def add_line(owner: CartOwner, *, variant_id: UUID, quantity: int, actor: Actor) -> UUID:
    """Add to an owner's open cart, making one if there is none; returns the cart's id.

    Raises NotFound for what the shop does not offer, Conflict for more than is in stock, InvalidInput for an odd quantity.
    """
    _check_quantity(quantity)
    with write(actor):
        cart_id = _open_cart(owner)
        touch(cart_id)
        variant = _offered(variant_id)
        line = CartLine.objects.filter(cart_id=cart_id, variant_id=variant_id).first()
        wanted = quantity + (line.quantity if line else 0)
        _check_stock(variant_id, wanted)
        if line is None:
            _check_room(cart_id)
            _insert(cart_id, variant, quantity)
        else:
            _check_quantity(wanted)
            CartLine.objects.filter(pk=line.pk).update(quantity=wanted, seen_amount=variant.price.amount)
    return cart_id


def set_quantity(cart_id: UUID, *, variant_id: UUID, quantity: int, actor: Actor) -> None:
    """Set how many of a variant a cart holds; 0 removes the line.

    Raises NotFound for a line that is not there, Conflict for more than is in stock or a cart that was ordered.
    """
    if quantity == 0:
        remove_line(cart_id, variant_id=variant_id, actor=actor)
        return
    _check_quantity(quantity)
    with write(actor):
        touch(cart_id)
        variant = _offered(variant_id)
        _check_stock(variant_id, quantity)
        changed = CartLine.objects.filter(cart_id=cart_id, variant_id=variant_id).update(
            quantity=quantity, seen_amount=variant.price.amount
        )
        if not changed:
            raise not_found("cart_line_not_found", "この商品はカートに入っていません。")


def remove_line(cart_id: UUID, *, variant_id: UUID, actor: Actor) -> None:
    """Take a variant out of a cart; harmless when it is not there. Raises Conflict for a cart that was ordered."""
    with write(actor):
        touch(cart_id)
        CartLine.objects.filter(cart_id=cart_id, variant_id=variant_id).delete()


def accept_prices(cart_id: UUID, *, actor: Actor) -> None:
    """Note that the buyer saw today's prices of a cart. Raises Conflict for a cart that was ordered."""
    with write(actor):
        touch(cart_id)
        lines = list(CartLine.objects.filter(cart_id=cart_id))
        variants = sellable_variants([line.variant_id for line in lines])
        for line in lines:
            variant = variants.get(line.variant_id)
            if variant and variant.price.amount != line.seen_amount:
                CartLine.objects.filter(pk=line.pk).update(seen_amount=variant.price.amount)


def touch(cart_id: UUID) -> None:
    """Take an open cart's row until the commit. Raises Conflict when it became an order or was merged."""
    if not Cart.objects.filter(pk=cart_id, state=CartState.OPEN).update(changed_at=now()):
        raise already_ordered()


def already_ordered() -> Conflict:
    """The refusal for a cart that is no longer open."""
    return conflict("cart_closed", "このカートのご注文はすでに受け付けています。")


def _open_cart(owner: CartOwner) -> UUID:
    found = open_carts(owner).values_list("pk", flat=True).first()
    if found is not None:
        return found
    moment = now()
    fresh = Cart(
        id=uuid7(),
        visit_id=owner.visit_id,
        customer_id=owner.customer_id,
        created_at=moment,
        changed_at=moment,
    )
    # Two tabs may add their first thing at once: one row is made, both find it.
    Cart.objects.bulk_create([fresh], ignore_conflicts=True)
    return open_carts(owner).values_list("pk", flat=True).get()


def _insert(cart_id: UUID, variant: SellableVariant, quantity: int) -> None:
    CartLine(
        cart_id=cart_id,
        variant_id=variant.variant_id,
        quantity=quantity,
        seen_amount=variant.price.amount,
        currency=variant.price.currency,
        added_at=now(),
    ).save(force_insert=True)


def _offered(variant_id: UUID) -> SellableVariant:
    variant = sellable_variants([variant_id]).get(variant_id)
    if variant is None or not variant.published:
        raise not_found("variant_not_offered", "この商品は現在販売していません。")
    return variant


def _check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MOST_OF_ONE:
        raise invalid(
            "quantity_invalid",
            "数量は1〜%(most)s個で入力してください。",
            field_name="quantity",
            most=MOST_OF_ONE,
        )


def _check_stock(variant_id: UUID, wanted: int) -> None:
    available = availability([variant_id]).get(variant_id, 0)
    if available <= 0:
        raise conflict("sold_out", "申し訳ございません。この商品は売り切れました。")
    if available < wanted:
        raise conflict(
            "stock_short",
            "在庫は残り%(available)s個です。数量を%(available)s個以下にしてください。",
            available=available,
        )


def _check_room(cart_id: UUID) -> None:
    if CartLine.objects.filter(cart_id=cart_id).count() >= MOST_LINES:
        raise conflict("cart_full", "カートには%(most)s種類まで入れられます。", most=MOST_LINES)
