"""Words of the engine that resources and surfaces share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from noren.importexport.states import ImportState
from noren.importexport.tables import Table
from noren.kernel.actors import Actor

Options = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something about one cell. `row` counts as a spreadsheet does (the header is 1), `column` is the file's own name.

    `message` is a Japanese msgid whose places are filled from `values`.
    """

    row: int
    column: str
    value: str
    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`."""
        return translate(self.message) % self.values


@dataclass(frozen=True, slots=True)
class Checked:
    """What applying a file would do: counts of sound records, what forbids it, and what is only worth knowing."""

    creates: int
    updates: int
    unchanged: int
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    ignored_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done to a stretch of records."""

    created: int
    updated: int
    unchanged: int


class Plan(Protocol):
    """A file understood by its resource: `total` records, in a fixed order."""

    @property
    def total(self) -> int:
        """How many records there are."""

    def check(self) -> Checked:
        """Compare the whole file with the shop; nothing is written."""

    def apply(self, start: int, stop: int, *, actor: Actor) -> Applied:
        """Write records from `start` to before `stop`; called inside a write, and again after a crash before it."""


class Resource(Protocol):
    """What an app registers to be importable."""

    @property
    def key(self) -> str:
        """The name, such as `products`."""

    def plan(self, table: Table, options: Options) -> Plan:
        """Understand a file. Raises InvalidInput naming `file` when needed columns are missing."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What the seller sees before anything is written. `clean` files may be applied."""

    import_id: UUID
    file_name: str
    encoding: str
    rows_total: int
    creates: int
    updates: int
    unchanged: int
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    ignored_columns: tuple[str, ...]
    problems_total: int

    @property
    def clean(self) -> bool:
        """Whether nothing forbids applying it."""
        return self.problems_total == 0


@dataclass(frozen=True, slots=True)
class ImportStatus:
    """How far an import is. `done` of `total` records are applied."""

    import_id: UUID
    state: ImportState
    total: int
    done: int
    created: int
    updated: int
    unchanged: int
    preview: ImportPreview
    failure: RowProblem | None
    created_at: datetime
    finished_at: datetime | None

    @property
    def percent(self) -> int:
        """Progress from 0 to 100."""
        return 100 if not self.total else self.done * 100 // self.total
