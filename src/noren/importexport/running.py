"""Applying a confirmed import, a stretch of records at a time, so that buyers are never kept waiting."""

from __future__ import annotations

import time
import zlib
from uuid import UUID

from django.db.models import F

from noren.importexport.models import ImportRun
from noren.importexport.registry import resource
from noren.importexport.states import IMPORT_STATES, ImportState
from noren.importexport.stored import problem_to_json
from noren.importexport.tables import read_table
from noren.importexport.types import Applied, Plan, RowProblem
from noren.kernel.actors import Actor, ActorKind
from noren.kernel.clock import now
from noren.kernel.errors import NorenError
from noren.platform.transactions.write import write

STRETCH = 40
# Well within a job's lease of two minutes; what is left is the next job's.
BUDGET_SECONDS = 20.0


def run_import(import_id: UUID) -> bool:
    """Apply stretches until the file or the time is used up. Returns whether something is left to do.

    Each stretch commits together with the progress it makes: after a crash the next worker goes on where it stopped.
    """
    run = ImportRun.objects.filter(pk=import_id, state=ImportState.QUEUED).first()
    if run is None:
        return False
    plan = resource(run.resource).plan(read_table(zlib.decompress(bytes(run.content))), run.options)
    deadline = time.monotonic() + BUDGET_SECONDS
    while run.done < plan.total:
        if time.monotonic() > deadline:
            return True
        try:
            _stretch(run, plan)
        except NorenError as error:
            _fail(run, error)
            return False
    _finish(run)
    return False


def _stretch(run: ImportRun, plan: Plan) -> None:
    stop = min(run.done + STRETCH, plan.total)
    actor = Actor(ActorKind(run.actor_kind), run.actor_id, "import")
    with write(actor):
        mine = ImportRun.objects.filter(pk=run.pk, state=ImportState.QUEUED, done=run.done)
        if not mine.update(done=stop):
            raise RuntimeError("another worker is applying this import")
        applied = plan.apply(run.done, stop, actor=actor)
        _count(run, applied)
    run.done = stop


def _count(run: ImportRun, applied: Applied) -> None:
    ImportRun.objects.filter(pk=run.pk).update(
        created_count=F("created_count") + applied.created,
        updated_count=F("updated_count") + applied.updated,
        unchanged_count=F("unchanged_count") + applied.unchanged,
    )


def _finish(run: ImportRun) -> None:
    IMPORT_STATES.check(ImportState.QUEUED, ImportState.APPLIED)
    with write(Actor(ActorKind(run.actor_kind), run.actor_id, "import")) as change:
        rows = ImportRun.objects.filter(pk=run.pk, state=ImportState.QUEUED)
        if rows.update(state=ImportState.APPLIED, content=b"", finished_at=now()):
            change.audit("import.applied", run, new={"records": run.total})


def _fail(run: ImportRun, error: NorenError) -> None:
    """Stop at a record that no longer fits the shop, which changed since the preview. What was done stays."""
    IMPORT_STATES.check(ImportState.QUEUED, ImportState.FAILED)
    first = error.problems[0]
    problem = RowProblem(
        0, first.field, "", first.message, {key: str(value) for key, value in first.values.items()}
    )
    with write(Actor(ActorKind(run.actor_kind), run.actor_id, "import")) as change:
        rows = ImportRun.objects.filter(pk=run.pk, state=ImportState.QUEUED)
        kept = {**run.preview, "failure": problem_to_json(problem)}
        if rows.update(state=ImportState.FAILED, content=b"", preview=kept, finished_at=now()):
            change.audit("import.failed", run, new={"code": first.code, "done": run.done})
