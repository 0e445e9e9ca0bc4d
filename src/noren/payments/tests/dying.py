"""A process that is killed at a chosen point: `python -m noren.payments.tests.dying SHOP PAYMENT POINT BASE_URL ACT`.

No time to tidy up and nothing flushed: `os._exit` right where the power would go, as `kill -9` leaves it.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django
from django.conf import settings

KILLED = 137


def main() -> None:
    """Do ACT for the payment, dying at POINT."""
    shop, payment, point, base_url, act = sys.argv[1:]
    django.setup()
    settings.NOREN = dataclasses.replace(settings.NOREN, sandbox_provider_base=base_url)
    from noren.payments.tests.dying_acts import ACTS, arm  # noqa: PLC0415 - the apps had to be ready first
    from noren.platform.tenancy.scope import shop_scope  # noqa: PLC0415

    arm(point)
    with shop_scope(UUID(shop)):
        ACTS[act](UUID(payment))


def dying_before(_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that dies instead of working."""

    def die(*_args: Any, **_named: Any) -> Any:
        os._exit(KILLED)

    return die


def dying_after(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that works and then dies."""

    def work_and_die(*args: Any, **named: Any) -> Any:
        work(*args, **named)
        os._exit(KILLED)

    return work_and_die


if __name__ == "__main__":
    main()
