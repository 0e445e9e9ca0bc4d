"""What a dying process was about to do, and where it dies."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from noren.kernel.actors import guest
from noren.payments.providers.sandbox import SandboxProvider
from noren.payments.services import apply as applying
from noren.payments.services import refund as refunding
from noren.payments.services.start import start
from noren.payments.services.sync import sync
from noren.payments.tests.dying import dying_after, dying_before
from noren.platform.jobs.services.run import run_due

RETURN = "https://shop.example.jp/koharu/checkout/return"
POINTS: dict[str, tuple[object, str, bool]] = {
    "before_create": (SandboxProvider, "create", False),
    "after_create": (SandboxProvider, "create", True),
    "before_capture": (SandboxProvider, "capture", False),
    "after_capture": (SandboxProvider, "capture", True),
    "inside_the_write_of_the_capture": (applying, "PaymentCaptured", False),
    "inside_the_write_of_the_refund": (refunding, "RefundConfirmed", False),
    "before_refund": (SandboxProvider, "refund", False),
    "after_refund": (SandboxProvider, "refund", True),
    "before_cancel": (SandboxProvider, "cancel", False),
    "after_cancel": (SandboxProvider, "cancel", True),
}
ACTS: dict[str, Callable[[UUID], object]] = {
    "start": lambda payment: start(payment, return_url=RETURN, cancel_url=RETURN, actor=guest()),
    "sync": sync,
    "work": lambda _: run_due(),
}


def arm(point: str) -> None:
    """Set the trap."""
    holder, name, after = POINTS[point]
    work = getattr(holder, name)
    setattr(holder, name, (dying_after if after else dying_before)(work))
