"""noren reference: writes the lists in docs/reference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from noren.config.reference import documents


class Command(BaseCommand):
    """Write events, permissions, jobs, commands, settings and addresses as tables."""

    help = "Write the reference lists of the documentation (for programmers)."

    def handle(self, *_: Any, **__: Any) -> None:
        """Write each document."""
        folder = Path(settings.SOURCE).parents[1] / "docs" / "reference"
        for name, text in documents().items():
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/reference/{name}")
