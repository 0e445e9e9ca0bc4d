"""Reading imports."""

from __future__ import annotations

from uuid import UUID

from noren.importexport.models import ImportRun
from noren.importexport.stored import status_of
from noren.importexport.types import ImportStatus


def import_status(import_id: UUID) -> ImportStatus | None:
    """Return an import of the shop in scope, or None."""
    run = ImportRun.objects.defer("content").filter(pk=import_id).first()
    return status_of(run) if run else None


def recent_imports(resource_key: str, *, limit: int = 10) -> list[ImportStatus]:
    """Return the latest imports of a resource, the newest first."""
    rows = ImportRun.objects.defer("content").filter(resource=resource_key).order_by("-id")[:limit]
    return [status_of(run) for run in rows]
