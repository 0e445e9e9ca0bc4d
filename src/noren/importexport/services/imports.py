"""Importing a file in two steps: look at what it would do, then do it."""

from __future__ import annotations

import hashlib
import zlib
from uuid import UUID

from noren.importexport.jobs import apply_import
from noren.importexport.models import ImportRun
from noren.importexport.registry import resource
from noren.importexport.states import IMPORT_STATES, ImportState
from noren.importexport.stored import preview_of, to_json
from noren.importexport.tables import read_table
from noren.importexport.types import ImportPreview, Options
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import conflict, not_found
from noren.kernel.ids import uuid7
from noren.platform.transactions.write import write


def preview(
    resource_key: str, data: bytes, *, file_name: str, options: Options | None = None, actor: Actor
) -> ImportPreview:
    """Check a file against the shop and keep it for `confirm`. Of the resource nothing is written.

    Raises InvalidInput naming `file` when it can't be read at all; problems of rows are in the result.
    """
    table = read_table(data)
    plan = resource(resource_key).plan(table, options or {})
    checked = plan.check()
    run = ImportRun(
        id=uuid7(),
        resource=resource_key,
        file_name=file_name[-255:],
        content=zlib.compress(data),
        digest=hashlib.sha256(data).hexdigest(),
        options=dict(options or {}),
        preview=to_json(checked, table),
        total=plan.total,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        created_at=now(),
    )
    with write(actor) as change:
        run.save(force_insert=True)
        change.audit("import.previewed", run, new={"resource": resource_key, "digest": run.digest})
    return preview_of(run)


def confirm(import_id: UUID, *, actor: Actor) -> bool:
    """Begin to apply a clean preview; a job does the work. Returns False if that was begun before.

    Raises NotFound, or Conflict for a preview with problems or one that was discarded.
    """
    with write(actor) as change:
        run = _run(import_id)
        if not preview_of(run).clean:
            raise conflict(
                "import_not_clean", "エラーのある行を直してから、もう一度ファイルを選んでください。"
            )
        if not move(import_id, ImportState.PREVIEWED, ImportState.QUEUED):
            if run.state == ImportState.DISCARDED:
                raise conflict(
                    "import_discarded", "この取り込みは取りやめました。ファイルを選び直してください。"
                )
            return False
        change.audit("import.confirmed", run)
        apply_import.enqueue(import_id=str(import_id))
    return True


def discard(import_id: UUID, *, actor: Actor) -> bool:
    """Forget a preview. Returns False if it is no longer one. Raises NotFound."""
    with write(actor) as change:
        run = _run(import_id)
        if not move(import_id, ImportState.PREVIEWED, ImportState.DISCARDED):
            return False
        ImportRun.objects.filter(pk=import_id).update(content=b"", finished_at=now())
        change.audit("import.discarded", run)
    return True


def move(import_id: UUID, old: ImportState, new: ImportState) -> bool:
    """Move a run if it is still in its old state."""
    IMPORT_STATES.check(old, new)
    return bool(ImportRun.objects.filter(pk=import_id, state=old).update(state=new))


def _run(import_id: UUID) -> ImportRun:
    run = ImportRun.objects.filter(pk=import_id).first()
    if run is None:
        raise not_found("import_unknown", "取り込みが見つかりません。ファイルを選び直してください。")
    return run
