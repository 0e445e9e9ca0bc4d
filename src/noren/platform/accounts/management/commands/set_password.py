"""noren set_password: gives an account a new password."""

from __future__ import annotations

import secrets
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from noren.kernel.errors import NorenError
from noren.platform.accounts.services.accounts import set_password
from noren.platform.accounts.types import Realm


class Command(BaseCommand):
    """Help somebody in who forgot the password."""

    help = "Give an account a new password. Without --password-stdin one is made and shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the options."""
        parser.add_argument("email")
        parser.add_argument("--realm", choices=[realm.value for realm in Realm], default=Realm.STAFF.value)
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Set it."""
        given = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else ""
        password = given or secrets.token_urlsafe(15)
        try:
            set_password(realm=Realm(options["realm"]), email=options["email"], password=password)
        except NorenError as error:
            raise CommandError(" ".join(problem.text() for problem in error.problems)) from error
        self.stdout.write("changed" if given else f"password {password}")
