"""Buying, from an empty cart to a placed order, by the services the pages call; no provider is asked."""

from __future__ import annotations

from itertools import count
from uuid import UUID

from benchmarks.measure import Measurement, count_queries, measure
from benchmarks.shop import BenchmarkShop
from noren.checkout.selectors import review
from noren.checkout.services.enter import enter
from noren.checkout.tests.factories import ENTRIES, GUEST, make_cart, submit
from noren.kernel.actors import guest


class BuyFlow:
    """One buyer after the other orders two things, paid by bank transfer."""

    def __init__(self, variant_ids: tuple[UUID, ...]) -> None:
        self._variant_ids = variant_ids
        self._serial = count()

    def fill_in(self) -> UUID:
        """Fill a new cart and enter where to send it."""
        first = next(self._serial) * 2
        wanted = [(self._variant_ids[(first + step) % len(self._variant_ids)], 1) for step in range(2)]
        cart_id = make_cart(*wanted)
        enter(cart_id, entries=ENTRIES, buyer=GUEST, actor=guest())
        return cart_id

    def buy(self) -> None:
        """Go all the way. Raises if nothing was placed."""
        cart_id = self.fill_in()
        if submit(cart_id, screen=review(cart_id, buyer=GUEST)).repeated:
            raise RuntimeError("a new cart gave an old order")


def buying_benchmarks(shop: BenchmarkShop) -> list[Measurement]:
    """Measure a whole purchase and, of it, the last screen."""
    flow = BuyFlow(shop.variant_ids)
    cart_id = flow.fill_in()

    def last_screen() -> None:
        review(cart_id, buyer=GUEST)

    whole = measure("cart, last screen, order placed", flow.buy, repetitions=60)
    screen = measure("of it: the last screen", last_screen, repetitions=100)
    return [
        Measurement(whole.name, whole.milliseconds, whole.repetitions, count_queries(flow.buy)),
        Measurement(screen.name, screen.milliseconds, screen.repetitions, count_queries(last_screen)),
    ]
