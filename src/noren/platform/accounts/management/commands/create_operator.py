"""noren create_operator: opens an operator's account."""

from __future__ import annotations

import secrets
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from noren.kernel.errors import InvalidInput
from noren.platform.accounts.services.accounts import create_account
from noren.platform.accounts.types import Realm


class Command(BaseCommand):
    """Create an operator; there is no sign-up for them."""

    help = "Create an operator. Without --password-stdin a password is made and shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the options."""
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Create the account and say how to log in."""
        given = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else ""
        password = given or secrets.token_urlsafe(15)
        try:
            account = create_account(
                realm=Realm.OPERATOR, email=options["email"], password=password, name=options["name"]
            )
        except InvalidInput as error:
            raise CommandError(" ".join(problem.text() for problem in error.problems)) from error
        self.stdout.write(f"operator {account.email}")
        if not given:
            self.stdout.write(f"password {password}")
