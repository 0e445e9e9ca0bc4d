"""Whatever is done to stock in whatever order: on hand = movements, and nothing is promised twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noren.catalog.tests.factories import ACTOR
from noren.inventory.models import Reservation, ReservationLine, StockLevel, StockMovement
from noren.inventory.services.adjust import adjust, receive, set_counted, set_policy
from noren.inventory.services.reserve import commit, release, reserve
from noren.inventory.services.restock import restock
from noren.inventory.states import RESERVATION_STATES, ReservationState
from noren.inventory.tests.factories import stocked_variant
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, InvalidInput
from noren.kernel.ids import uuid7
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db

ACTIONS = ("reserve", "commit", "release", "restock", "receive", "adjust", "count", "endless", "strict")


@pytest.fixture(autouse=True)
def shop() -> Iterator[UUID]:
    with shop_scope(make_shop().id) as shop_id:
        yield shop_id


class Story:
    """A variant, the references used so far, and what is done next."""

    def __init__(self) -> None:
        self.variant = stocked_variant(5)
        self.references: list[UUID] = []

    def play(self, action: str, number: int) -> None:
        """Do one thing; a refusal must leave everything as it was."""
        before = self.numbers()
        try:
            getattr(self, action)(number)
        except (Conflict, InvalidInput):
            assert self.numbers() == before

    def reserve(self, number: int) -> None:
        reference = uuid7()
        until = now() + timedelta(minutes=30)
        reserve({self.variant: number}, reference=reference, expires_at=until, actor=ACTOR)
        self.references.append(reference)

    def commit(self, number: int) -> None:
        if self.references:
            commit(self.references[number % len(self.references)], actor=ACTOR)

    def release(self, number: int) -> None:
        if self.references:
            release(self.references[number % len(self.references)], actor=ACTOR)

    def restock(self, number: int) -> None:
        if self.references:
            reference = self.references[number % len(self.references)]
            restock({self.variant: 1}, reference=reference, reason="取り消し", actor=ACTOR)

    def receive(self, number: int) -> None:
        receive(self.variant, number, actor=ACTOR)

    def adjust(self, number: int) -> None:
        adjust(self.variant, -number, actor=ACTOR)

    def count(self, number: int) -> None:
        set_counted(self.variant, number, actor=ACTOR)

    def endless(self, number: int) -> None:
        set_policy(self.variant, tracked=True, continue_selling=True, actor=ACTOR)

    def strict(self, number: int) -> None:
        set_policy(self.variant, tracked=True, continue_selling=False, actor=ACTOR)

    def numbers(self) -> tuple[int, int, int]:
        return StockLevel.objects.values_list("available", "reserved", "backordered").get(
            variant_id=self.variant
        )

    def check(self) -> None:
        available, reserved, backordered = self.numbers()
        assert min(available, backordered) == 0
        sums = StockMovement.objects.filter(variant_id=self.variant).aggregate(
            net=Sum("available_delta"), kept=Sum("reserved_delta")
        )
        assert (available - backordered, reserved) == (sums["net"], sums["kept"])
        held = Reservation.objects.filter(reference__in=self.references, state=ReservationState.HELD)
        kept = ReservationLine.objects.filter(reservation__in=held).aggregate(kept=Sum("quantity"))["kept"]
        assert reserved == (kept or 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(1, 4)), max_size=14))
def test_stock_is_the_sum_of_its_movements_after_any_story(steps: list[tuple[str, int]]) -> None:
    story = Story()
    for action, number in steps:
        story.play(action, number)
        story.check()


def test_the_database_itself_keeps_stock_above_zero() -> None:
    variant = stocked_variant(5)
    for numbers in ({"available": -1}, {"reserved": -1}, {"available": 1, "backordered": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StockLevel.objects.filter(variant_id=variant).update(**numbers)
    assert StockLevel.objects.get(variant_id=variant).available == 5


def test_every_end_of_a_reservation_is_final() -> None:
    assert RESERVATION_STATES.final == {ReservationState.COMMITTED, ReservationState.RELEASED}


def test_staff_are_told_when_the_number_changed_while_they_typed() -> None:
    variant = stocked_variant(5)
    reserve({variant: 2}, reference=uuid7(), expires_at=now() + timedelta(minutes=5), actor=ACTOR)
    with pytest.raises(Conflict) as refusal:
        set_counted(variant, 8, expected=5, actor=ACTOR)
    assert refusal.value.problems[0].values == {"expected": 5, "current": 3}
    assert StockLevel.objects.get(variant_id=variant).available == 3
