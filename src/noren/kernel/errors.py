"""Errors that people may meet. Each says what happened, to what, and what to do next."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    `code` is stable for programs; `message` is a Japanese msgid whose `%(name)s` places are filled from `values`;
    `field` names the input (a form's field, or `row 12, price` in a file) or is empty for the whole.
    """

    code: str
    message: str
    field: str = ""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        return translate(self.message) % self.values


class NorenError(Exception):
    """An expected refusal, with problems a person can read."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.field or '-'}: {problem.code}" for problem in problems))
        self.problems: Sequence[Problem] = problems


class InvalidInput(NorenError):
    """What was given can't be accepted; nothing was changed."""


class NotAllowed(NorenError):
    """The actor lacks the right; nothing was changed."""


class NotFound(NorenError):
    """There is no such thing in this shop (also said of things in other shops)."""


class Conflict(NorenError):
    """Somebody else was first, or the thing is in a state that does not allow it; nothing was changed."""


class Unavailable(NorenError):
    """An outside system can't be reached just now; nothing was changed, try again."""


def invalid(code: str, message: str, *, field_name: str = "", **values: object) -> InvalidInput:
    """Return an InvalidInput of one problem."""
    return InvalidInput(Problem(code, message, field_name, values))


def conflict(code: str, message: str, **values: object) -> Conflict:
    """Return a Conflict of one problem."""
    return Conflict(Problem(code, message, "", values))


def not_found(code: str, message: str, **values: object) -> NotFound:
    """Return a NotFound of one problem."""
    return NotFound(Problem(code, message, "", values))


def check_all(*checks: Callable[[], object]) -> None:
    """Run every check and raise one InvalidInput with the problems of all, so that a form shows them at once."""
    problems: list[Problem] = []
    for check in checks:
        try:
            check()
        except InvalidInput as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInput(*problems)
