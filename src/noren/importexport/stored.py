"""Previews as they are kept beside their file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from noren.importexport.models import ImportRun
from noren.importexport.states import ImportState
from noren.importexport.tables import Table
from noren.importexport.types import Checked, ImportPreview, ImportStatus, RowProblem

# More than a person reads; the count tells of the rest.
SHOWN = 500


def to_json(checked: Checked, table: Table) -> dict[str, Any]:
    """Return a preview ready to store."""
    return {
        "encoding": table.encoding,
        "rows_total": len(table.rows),
        "creates": checked.creates,
        "updates": checked.updates,
        "unchanged": checked.unchanged,
        "problems": [problem_to_json(one) for one in checked.problems[:SHOWN]],
        "problems_total": len(checked.problems),
        "warnings": [problem_to_json(one) for one in checked.warnings[:SHOWN]],
        "ignored_columns": list(checked.ignored_columns),
    }


def problem_to_json(problem: RowProblem) -> list[Any]:
    """Return a problem ready to store; long cells are cut."""
    return [problem.row, problem.column, problem.value[:200], problem.message, dict(problem.values)]


def preview_of(run: ImportRun) -> ImportPreview:
    """Return the stored preview of a run."""
    kept: Mapping[str, Any] = run.preview
    return ImportPreview(
        import_id=run.pk,
        file_name=run.file_name,
        encoding=kept["encoding"],
        rows_total=kept["rows_total"],
        creates=kept["creates"],
        updates=kept["updates"],
        unchanged=kept["unchanged"],
        problems=_problems(kept["problems"]),
        warnings=_problems(kept["warnings"]),
        ignored_columns=tuple(kept["ignored_columns"]),
        problems_total=kept["problems_total"],
    )


def status_of(run: ImportRun) -> ImportStatus:
    """Return how far a run is."""
    failure = run.preview.get("failure")
    return ImportStatus(
        import_id=run.pk,
        state=ImportState(run.state),
        total=run.total,
        done=run.done,
        created=run.created_count,
        updated=run.updated_count,
        unchanged=run.unchanged_count,
        preview=preview_of(run),
        failure=_problems([failure])[0] if failure else None,
        created_at=run.created_at,
        finished_at=run.finished_at,
    )


def _problems(kept: Iterable[list[Any]]) -> tuple[RowProblem, ...]:
    return tuple(RowProblem(*item) for item in kept)
