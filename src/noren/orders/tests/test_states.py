"""The tables of states, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noren.kernel.states import MoveRefused
from noren.orders.states import (
    BUYER_CANCELLABLE,
    CANCELLABLE,
    ENDED,
    LINE_STATES,
    LIVE,
    Desk,
    LineState,
    desk_of,
    order_state,
)


def test_the_ends_are_those_of_the_design() -> None:
    assert LINE_STATES.final == {
        LineState.COMPLETED, LineState.EXPIRED, LineState.CANCELLED, LineState.RETURNED, LineState.EXCHANGED,
    }  # fmt: skip


def test_what_was_shipped_is_never_cancelled_and_what_was_paid_never_expires() -> None:
    assert {LineState.AWAITING_PAYMENT, LineState.PAID, LineState.CONFIRMED} == CANCELLABLE
    assert LINE_STATES.sources(LineState.EXPIRED) == {LineState.AWAITING_PAYMENT}
    assert BUYER_CANCELLABLE < CANCELLABLE
    with pytest.raises(MoveRefused):
        LINE_STATES.check(LineState.SHIPPED, LineState.CANCELLED)


@given(st.lists(st.sampled_from(LineState), min_size=1))
def test_an_order_stands_where_its_hindmost_line_stands(lines: list[LineState]) -> None:
    state = order_state(lines)
    assert state in lines
    live = [LIVE.index(line) for line in lines if line in LIVE]
    if live:
        assert LIVE.index(state) == min(live)
    else:
        assert state in ENDED


def test_only_what_is_paid_at_the_door_is_confirmed_before_its_money_comes() -> None:
    assert desk_of(LineState.AWAITING_PAYMENT, paid_at_the_door=True) is Desk.TO_CONFIRM
    assert desk_of(LineState.AWAITING_PAYMENT, paid_at_the_door=False) is Desk.WAITING
    assert {desk_of(state, paid_at_the_door=False) for state in LineState} == set(Desk)
