"""Run every benchmark on a new SQLite database in a temporary folder, and print one table."""

from __future__ import annotations

import os
import tempfile
from importlib import import_module

import django

with tempfile.TemporaryDirectory(prefix="noren-benchmarks-") as folder:
    os.environ |= {
        "NOREN_HOME": folder,
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "noren.config.settings",
    }
    django.setup()
    # The settings above must be read before anything that uses them.
    import_module("benchmarks.report").main()
