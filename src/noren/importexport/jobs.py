"""Applying imports in the background."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from noren.importexport.running import run_import


@task()
def apply_import(import_id: str) -> None:
    """Apply what is left of an import; long files take several calls."""
    if run_import(UUID(import_id)):
        apply_import.enqueue(import_id=import_id)
