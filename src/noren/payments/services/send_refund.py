"""Carrying a refund out at the provider, once."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.clock import now
from noren.kernel.money import Money
from noren.payments.models import PaymentAttempt, Refund
from noren.payments.providers.base import ProviderRefund, Refused
from noren.payments.services.apply import apply
from noren.payments.services.moves import PROVIDER, locked
from noren.payments.services.refund import OPEN_REFUND, refuse, settle
from noren.payments.services.sync import desk_of
from noren.payments.states import AttemptState, RefundState
from noren.platform.transactions.write import write

# What a refusal to repeat means: it is under way, or the key is known; look instead.
_LOOK_INSTEAD = frozenset({"idempotency_key_reused", "changed_meanwhile"})


def send(refund_id: UUID) -> RefundState:
    """Ask the provider for a refund and return where it stands.

    It is marked as sent before the call. A repetition first looks whether the provider has it, under our refund's id,
    so that it is carried out once even after the provider has forgotten the key.

    Raises OutcomeUnknown, NotSent: repeat.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.state not in OPEN_REFUND:
        return RefundState(refund.state)
    first = _mark_sent(refund)
    attempt = PaymentAttempt.objects.get(payment=refund.payment, state=AttemptState.CAPTURED)
    if not first and _look(refund, attempt):
        return _state(refund_id)
    desk, account = desk_of(refund.payment)
    amount = Money(refund.amount, refund.payment.currency)
    try:
        seen = desk.refund(
            account, attempt.provider_payment_id, amount=amount, note=str(refund.pk), key=refund.pk.hex
        )
    except Refused as refusal:
        if refusal.code in _LOOK_INSTEAD:
            _look(refund, attempt)
        else:
            _refuse(refund, refusal.code)
        return _state(refund_id)
    _take_in(refund.payment_id, seen)
    return _state(refund_id)


def _mark_sent(refund: Refund) -> bool:
    with write(PROVIDER) as change:
        moved = Refund.objects.filter(pk=refund.pk, state=RefundState.REQUESTED).update(
            state=RefundState.SENT, sent_at=now()
        )
        if moved:
            change.audit("refund.sent", refund, new={"amount": refund.amount})
        return bool(moved)


def _look(refund: Refund, attempt: PaymentAttempt) -> bool:
    desk, account = desk_of(refund.payment)
    seen = desk.fetch(account, attempt.provider_payment_id)
    apply(attempt.pk, seen, actor=PROVIDER)
    return any(found.note == str(refund.pk) for found in seen.refunds)


def _take_in(payment_id: UUID, seen: ProviderRefund) -> None:
    with write(PROVIDER) as change:
        settle(change, locked(payment_id), seen)


def _refuse(refund: Refund, code: str) -> None:
    with write(PROVIDER) as change:
        refuse(change, locked(refund.payment_id), refund, code)


def _state(refund_id: UUID) -> RefundState:
    return RefundState(Refund.objects.values_list("state", flat=True).get(pk=refund_id))
