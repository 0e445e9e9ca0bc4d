"""noren fill_demo: the demo's shops, filled once. Called by `noren demo`, with the stand-ins running."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from noren.demo.fill.everything import Installation, fill, hang_the_rest, is_filled


class Command(BaseCommand):
    """Fill an empty installation with the demo's shops; leave a filled one alone."""

    help = "Fill the demo's shops through the services, with half a year of orders (called by `noren demo`)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--rest", action="store_true", help="hang the pictures that are still missing")

    def handle(self, *_: Any, rest: bool, **__: Any) -> None:
        """Fill, if nothing is there yet."""
        if rest:
            hang_the_rest()
            return
        known = settings.NOREN
        if not is_filled(known.home):
            installation = Installation(
                known.home, known.base_url, known.line_api_base, known.sandbox_provider_base
            )
            fill(installation, say=self.stdout.write)
