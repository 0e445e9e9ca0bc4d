"""Calling off at the provider what has ended here."""

from __future__ import annotations

from uuid import UUID

from noren.payments.models import PaymentAttempt
from noren.payments.providers.base import Refused
from noren.payments.services.apply import apply
from noren.payments.services.moves import PROVIDER
from noren.payments.services.sync import ask, desk_of
from noren.payments.states import LIVE_ATTEMPT, AttemptState


def release(attempt_id: UUID) -> None:
    """Cancel an attempt so that no money can be taken for it; money already taken is taken in as it is.

    Raises ProviderProblem when the provider can't be reached or may still get the first call: repeat.
    """
    attempt = PaymentAttempt.objects.select_related("payment").get(pk=attempt_id)
    if AttemptState(attempt.state) not in LIVE_ATTEMPT:
        return
    desk, account = desk_of(attempt.payment)
    found = attempt.provider_payment_id
    if not found:
        seen = desk.find(account, attempt.pk.hex)
        if seen is None:
            ask(attempt_id)
            return
        found = seen.id
    try:
        seen = desk.cancel(account, found, key=f"{attempt.pk.hex}.cancel")
    except Refused:
        seen = desk.fetch(account, found)
    apply(attempt_id, seen, actor=PROVIDER)
