"""Keeping, selling and giving back stock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from noren.catalog.tests.factories import ACTOR, make_variant
from noren.inventory.models import Reservation, ReservationLine, StockLevel, StockMovement
from noren.inventory.selectors import availability, bands, movements, reservation, stock
from noren.inventory.services.adjust import receive, set_counted, set_policy
from noren.inventory.services.reserve import commit, extend, release, reserve
from noren.inventory.services.restock import restock
from noren.inventory.states import MovementKind, ReservationState
from noren.inventory.tests.factories import endless_variant, stocked_variant, untracked_variant
from noren.inventory.types import UNLIMITED, OutOfStock, StockBand
from noren.kernel.actors import guest
from noren.kernel.clock import clock_shifted, now
from noren.kernel.errors import Conflict
from noren.kernel.ids import uuid7
from noren.platform.jobs.services.run import run_due
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import content_version
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> Iterator[UUID]:
    with shop_scope(make_shop().id) as shop_id:
        yield shop_id


def keep(lines: dict[UUID, int], *, minutes: int = 30) -> UUID:
    reference = uuid7()
    reserve(lines, reference=reference, expires_at=now() + timedelta(minutes=minutes), actor=guest())
    return reference


def numbers(variant_id: UUID) -> tuple[int, int, int]:
    info = stock([variant_id])[variant_id]
    return info.available, info.reserved, info.backordered


def snapshot() -> tuple[object, ...]:
    return (
        list(
            StockLevel.objects.order_by("id").values_list(
                "variant_id", "available", "reserved", "backordered"
            )
        ),
        Reservation.objects.count(),
        ReservationLine.objects.count(),
        StockMovement.objects.count(),
        content_version(),
    )


def test_reserved_pieces_are_no_longer_available() -> None:
    variant = stocked_variant(10)
    reference = keep({variant: 3})
    assert numbers(variant) == (7, 3, 0)
    info = reservation(reference)
    assert info is not None
    assert (info.state, info.lines) == (ReservationState.HELD, {variant: 3})


def test_too_little_of_one_reserves_nothing_of_any_and_says_what_is_left() -> None:
    plenty, few, none = stocked_variant(10), stocked_variant(2), make_variant()
    before = snapshot()
    with pytest.raises(OutOfStock) as refusal:
        keep({plenty: 1, few: 3, none: 1})
    assert refusal.value.shortages == {few: 2, none: 0}
    assert snapshot() == before


def test_a_reference_reserves_once() -> None:
    variant = stocked_variant(10)
    reference = keep({variant: 1})
    before = snapshot()
    with pytest.raises(Conflict):
        reserve({variant: 1}, reference=reference, expires_at=now(), actor=guest())
    assert snapshot() == before


def test_sold_pieces_leave_the_shelf_and_no_longer_expire() -> None:
    variant = stocked_variant(10)
    reference = keep({variant: 4})
    assert commit(reference, actor=ACTOR) is True
    assert commit(reference, actor=ACTOR) is False
    with clock_shifted(timedelta(hours=1)):
        run_due()
    assert numbers(variant) == (6, 0, 0)
    assert stock([variant])[variant].on_hand == 6


def test_release_puts_back_once() -> None:
    variant = stocked_variant(10)
    reference = keep({variant: 4})
    assert release(reference, actor=guest()) is True
    assert release(reference, actor=guest()) is False
    assert release(uuid7(), actor=guest()) is False
    assert numbers(variant) == (10, 0, 0)


def test_what_was_sold_is_not_released_and_what_was_released_is_not_sold() -> None:
    variant = stocked_variant(10)
    sold, returned = keep({variant: 1}), keep({variant: 2})
    commit(sold, actor=ACTOR)
    release(returned, actor=ACTOR)
    before = snapshot()
    with pytest.raises(Conflict):
        release(sold, actor=ACTOR)
    with pytest.raises(Conflict):
        commit(returned, actor=ACTOR)
    assert snapshot() == before


def test_an_unpaid_reservation_goes_back_when_its_time_is_over() -> None:
    variant = stocked_variant(5)
    reference = keep({variant: 5}, minutes=30)
    with clock_shifted(timedelta(minutes=29)):
        run_due()
    assert numbers(variant) == (0, 5, 0)
    with clock_shifted(timedelta(minutes=31)):
        run_due()
    assert numbers(variant) == (5, 0, 0)
    assert (
        OutboxEvent.objects.filter(
            name="stock.reservation_expired", payload__reference=str(reference)
        ).count()
        == 1
    )


def test_an_extended_reservation_outlives_its_first_time() -> None:
    variant = stocked_variant(5)
    reference = keep({variant: 5}, minutes=30)
    extend(reference, expires_at=now() + timedelta(days=3), actor=ACTOR)
    with clock_shifted(timedelta(minutes=31)):
        run_due()
    assert numbers(variant) == (0, 5, 0)
    with clock_shifted(timedelta(days=3, minutes=1)):
        run_due()
    assert numbers(variant) == (5, 0, 0)


def test_cancelled_pieces_come_back_after_the_sale() -> None:
    variant = stocked_variant(10)
    reference = keep({variant: 4})
    commit(reference, actor=ACTOR)
    restock({variant: 1}, reference=reference, reason="注文の一部取り消し", actor=ACTOR)
    assert numbers(variant) == (7, 0, 0)
    assert movements(variant)[0].kind is MovementKind.RESTOCKED


def test_part_of_a_held_reservation_comes_back_and_the_rest_is_sold() -> None:
    variant = stocked_variant(10)
    reference = keep({variant: 4})
    restock({variant: 1}, reference=reference, reason="注文の一部取り消し", actor=ACTOR)
    assert numbers(variant) == (7, 3, 0)
    with pytest.raises(Conflict):
        restock({variant: 4}, reference=reference, reason="", actor=ACTOR)
    assert numbers(variant) == (7, 3, 0)
    commit(reference, actor=ACTOR)
    assert numbers(variant) == (7, 0, 0)


def test_a_variant_that_goes_on_selling_owes_and_incoming_pieces_settle_it() -> None:
    variant = endless_variant()
    receive(variant, 2, actor=ACTOR)
    commit(keep({variant: 5}), actor=ACTOR)
    assert numbers(variant) == (0, 0, 3)
    assert availability([variant]) == {variant: UNLIMITED}
    receive(variant, 10, actor=ACTOR)
    assert numbers(variant) == (7, 0, 0)


def test_released_pieces_settle_what_is_owed_too() -> None:
    variant = endless_variant()
    receive(variant, 2, actor=ACTOR)
    reference = keep({variant: 5})
    assert numbers(variant) == (0, 5, 3)
    release(reference, actor=ACTOR)
    assert numbers(variant) == (2, 0, 0)


def test_an_untracked_variant_is_noted_but_not_counted() -> None:
    variant = untracked_variant()
    reference = keep({variant: 1000})
    assert numbers(variant) == (0, 0, 0)
    set_policy(variant, tracked=True, continue_selling=False, actor=ACTOR)
    set_counted(variant, 3, actor=ACTOR)
    release(reference, actor=ACTOR)
    assert numbers(variant) == (3, 0, 0)


def test_bands_change_pages_only_when_they_change() -> None:
    variant = stocked_variant(8)
    version = content_version()
    keep({variant: 2})
    assert bands([variant]) == {variant: StockBand.IN_STOCK}
    assert content_version() == version
    keep({variant: 1})
    assert bands([variant]) == {variant: StockBand.FEW}
    assert content_version() == version + 1
    reference = keep({variant: 5})
    assert bands([variant]) == {variant: StockBand.SOLD_OUT}
    assert content_version() == version + 2
    release(reference, actor=guest())
    assert bands([variant]) == {variant: StockBand.FEW}
    names = list(OutboxEvent.objects.filter(subject_id=variant).order_by("id").values_list("name", flat=True))
    assert names == ["stock.back", "stock.ran_low", "stock.sold_out", "stock.back"]
