"""Many buyers at once for few pieces: exactly as many win as there are pieces, on every engine."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Sum

from noren.inventory.models import Reservation, ReservationLine, StockLevel, StockMovement
from noren.inventory.services.adjust import receive
from noren.inventory.services.reserve import commit, release, reserve
from noren.inventory.tests.factories import stocked_variant
from noren.inventory.types import OutOfStock
from noren.kernel.actors import guest, system
from noren.kernel.clock import now
from noren.kernel.errors import Conflict
from noren.kernel.ids import uuid7
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

# As many connections as a busy installation opens; 500 buyers queue for them as requests queue for a server's threads.
CONNECTIONS = 24
BUYERS = 500


def at_once(shop_id: UUID, work: Callable[[int], str], *, count: int) -> Counter[str]:
    """Run `work` in `count` threads that all wait at one gate, and count what each came to."""
    gate = threading.Barrier(count)
    places = threading.BoundedSemaphore(CONNECTIONS)

    def run(number: int) -> str:
        gate.wait()
        with places, shop_scope(shop_id):
            try:
                return work(number)
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=count) as threads:
        return Counter(threads.map(run, range(count)))


def buy(lines: dict[UUID, int], reference: UUID | None = None) -> str:
    expires = now() + timedelta(minutes=30)
    try:
        reserve(lines, reference=reference or uuid7(), expires_at=expires, actor=guest())
    except OutOfStock:
        return "out of stock"
    except Conflict:
        return "twice"
    return "bought"


def check_ledger(*variant_ids: UUID) -> None:
    """On hand = the sum of movements, for each variant."""
    for variant_id in variant_ids:
        level = StockLevel.objects.get(variant_id=variant_id)
        sums = StockMovement.objects.filter(variant_id=variant_id).aggregate(
            net=Sum("available_delta"), reserved=Sum("reserved_delta")
        )
        assert (level.available - level.backordered, level.reserved) == (sums["net"], sums["reserved"])


def test_500_buyers_and_50_pieces() -> None:
    shop_id = make_shop().id
    with shop_scope(shop_id):
        variant = stocked_variant(50)
    outcome = at_once(shop_id, lambda _: buy({variant: 1}), count=BUYERS)
    assert outcome == {"bought": 50, "out of stock": 450}
    with shop_scope(shop_id):
        level = StockLevel.objects.get(variant_id=variant)
        assert (level.available, level.reserved) == (0, 50)
        assert Reservation.objects.count() == ReservationLine.objects.count() == 50
        check_ledger(variant)


def test_crossing_baskets_do_not_wait_for_each_other_for_ever() -> None:
    shop_id = make_shop().id
    with shop_scope(shop_id):
        first, second = stocked_variant(30), stocked_variant(40)
    baskets = [{first: 1, second: 1}, {second: 1, first: 1}]
    outcome = at_once(shop_id, lambda number: buy(baskets[number % 2]), count=60)
    assert outcome == {"bought": 30, "out of stock": 30}
    with shop_scope(shop_id):
        levels = {row.variant_id: (row.available, row.reserved) for row in StockLevel.objects.all()}
        assert levels == {first: (0, 30), second: (10, 30)}
        check_ledger(first, second)


def test_one_reference_from_many_sides_reserves_once() -> None:
    shop_id = make_shop().id
    with shop_scope(shop_id):
        variant = stocked_variant(50)
    reference = uuid7()
    outcome = at_once(shop_id, lambda _: buy({variant: 1}, reference), count=20)
    assert outcome == {"bought": 1, "twice": 19}
    with shop_scope(shop_id):
        assert StockLevel.objects.get(variant_id=variant).available == 49
        check_ledger(variant)


def test_payment_and_expiry_at_once_end_in_one_of_both() -> None:
    shop_id = make_shop().id
    references = [uuid7() for _ in range(10)]
    with shop_scope(shop_id):
        variant = stocked_variant(10)
        for reference in references:
            buy({variant: 1}, reference)

    def settle(number: int) -> str:
        act = commit if number % 2 else release
        try:
            return act.__name__ if act(references[number // 2], actor=system("tests")) else "nothing"
        except Conflict:
            return "refused"

    outcome = at_once(shop_id, settle, count=20)
    assert outcome["commit"] + outcome["release"] == 10
    assert outcome["refused"] == 10
    with shop_scope(shop_id):
        level = StockLevel.objects.get(variant_id=variant)
        assert (level.available, level.reserved) == (outcome["release"], 0)
        check_ledger(variant)


def test_the_first_receipts_of_a_variant_all_count() -> None:
    shop_id = make_shop().id
    with shop_scope(shop_id):
        variant = stocked_variant(0)

    def take_in(number: int) -> str:
        receive(variant, 1, actor=system("tests"))
        return "received"

    assert at_once(shop_id, take_in, count=20) == {"received": 20}
    with shop_scope(shop_id):
        assert StockLevel.objects.get(variant_id=variant).available == 20
        check_ledger(variant)
