"""noren build: compiles the translations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Turn each .po file into the .mo file that is read at run time."""

    help = "Compile the translations."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **__: Any) -> None:
        """Compile what is newer than its result."""
        for source in sorted(Path(settings.SOURCE).rglob("locale/*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                compile_catalogue(source, target)


def compile_catalogue(source: Path, target: Path) -> None:
    """Compile one .po file; fuzzy entries are left out, so that nobody reads a guess."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    with target.open("wb") as out:
        write_mo(out, catalogue, use_fuzzy=False)
