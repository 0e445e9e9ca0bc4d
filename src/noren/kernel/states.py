"""State tables as data: which moves exist, checked when they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)


class StateTableError(ValueError):
    """The table itself is wrong: a programmer's mistake, found at start-up."""


class MoveRefused(ValueError):
    """The table has no such move."""


@dataclass(frozen=True)
class StateTable(Generic[State]):
    """A machine: its states, where it begins, and the states each may move to."""

    name: str
    states: type[State]
    initial: State
    moves: Mapping[State, frozenset[State]]

    def __post_init__(self) -> None:
        missing = [state.value for state in self.states if state not in self.moves]
        if missing:
            raise StateTableError(f"{self.name}: no row for {', '.join(missing)}")
        unreachable = set(self.states) - self._reachable()
        if unreachable:
            raise StateTableError(f"{self.name}: nothing leads to {', '.join(sorted(unreachable))}")
        looping = [state.value for state, targets in self.moves.items() if state in targets]
        if looping:
            raise StateTableError(f"{self.name}: a move from a state to itself: {', '.join(looping)}")

    def _reachable(self) -> set[State]:
        seen: set[State] = set()
        todo = [self.initial]
        while todo:
            state = todo.pop()
            if state not in seen:
                seen.add(state)
                todo.extend(self.moves[state])
        return seen

    @property
    def final(self) -> frozenset[State]:
        """The states nothing leads out of."""
        return frozenset(state for state, targets in self.moves.items() if not targets)

    def allows(self, old: State, new: State) -> bool:
        """Tell whether the move exists."""
        return new in self.moves[old]

    def check(self, old: State, new: State) -> None:
        """Raise MoveRefused unless the move exists."""
        if not self.allows(old, new):
            raise MoveRefused(f"{self.name}: {old.value} does not lead to {new.value}")

    def sources(self, new: State) -> frozenset[State]:
        """The states from which `new` can be reached in one move."""
        return frozenset(state for state, targets in self.moves.items() if new in targets)
