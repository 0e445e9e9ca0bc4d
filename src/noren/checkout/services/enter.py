"""Keeping what a buyer entered on the way to the last screen."""

from __future__ import annotations

from uuid import UUID

from noren.carts.services.change import accept_prices
from noren.checkout import entries as kept
from noren.checkout import selectors
from noren.checkout.models import Checkout
from noren.checkout.states import CheckoutState
from noren.checkout.types import Buyer, Entries
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput
from noren.platform.transactions.write import write


def enter(cart_id: UUID, *, entries: Entries, buyer: Buyer, actor: Actor) -> None:
    """Keep the entries of an open cart; also notes that the buyer saw today's prices.

    Entries are a buyer's draft: not audited. Raises NotFound, InvalidInput with a problem per field (nothing is kept then), and
    Conflict when the cart became an order.
    """
    found = selectors.problems(cart_id, entries=entries, buyer=buyer)
    if found:
        raise InvalidInput(*found)
    columns = {
        **kept.as_columns(entries),
        "customer_id": buyer.customer_id,
        "language": buyer.language,
    }
    with write(actor):
        # Takes the cart's row: an order being placed of it goes first, and then there is nothing to enter any more.
        accept_prices(cart_id, actor=actor)
        fresh = Checkout(cart_id=cart_id, created_at=now())
        Checkout.objects.bulk_create([fresh], ignore_conflicts=True)
        row = Checkout.objects.get(cart_id=cart_id, state=CheckoutState.OPEN)
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=list(columns))
