"""The command `noren`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one of Noren's commands (or any of Django's: `noren check`, `noren shell`)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noren.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings must be named first

    execute_from_command_line(["noren", *(sys.argv[1:] or ["help"])])
