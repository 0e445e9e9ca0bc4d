"""The life of an import."""

from __future__ import annotations

from enum import StrEnum

from noren.kernel.states import StateTable


class ImportState(StrEnum):
    """`previewed` has written nothing, `queued` is being applied, `failed` stopped part of the way."""

    PREVIEWED = "previewed"
    QUEUED = "queued"
    APPLIED = "applied"
    FAILED = "failed"
    DISCARDED = "discarded"


IMPORT_STATES = StateTable(
    "import",
    ImportState,
    ImportState.PREVIEWED,
    {
        ImportState.PREVIEWED: frozenset({ImportState.QUEUED, ImportState.DISCARDED}),
        ImportState.QUEUED: frozenset({ImportState.APPLIED, ImportState.FAILED}),
        ImportState.APPLIED: frozenset(),
        ImportState.FAILED: frozenset(),
        ImportState.DISCARDED: frozenset(),
    },
)
