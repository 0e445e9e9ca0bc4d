"""Taking in what a provider says of a payment: forward only, once, and only if it is the payment we asked for."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.money import Money
from noren.payments import later
from noren.payments.events import (
    PaymentCaptured,
    PaymentExpired,
    PaymentFailed,
    PaymentOrphaned,
    PaymentPending,
)
from noren.payments.models import Payment, PaymentAttempt
from noren.payments.providers.base import ProviderPayment
from noren.payments.selectors import payment_info
from noren.payments.services.moves import locked, move, report
from noren.payments.services.refund import request_refund, settle
from noren.payments.states import (
    ATTEMPT_STATES,
    ENDED_UNPAID,
    AttemptState,
    IncidentKind,
    PaymentState,
)
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.transactions.write import Change, write

# Money that came too late goes back by itself where the provider can do that without the buyer's bank account.
_GOES_BACK_BY_ITSELF = frozenset({PaymentMethod.CARD, PaymentMethod.PAYPAY})


def apply(attempt_id: UUID, seen: ProviderPayment, *, actor: Actor) -> PaymentInfo:
    """Take in `seen`, the provider's word on an attempt; whoever brings the same news second changes nothing.

    A payment of another amount, currency or reference than ours is refused and reported; nothing is marked as paid.
    """
    with write(actor) as change:
        payment = locked(PaymentAttempt.objects.values_list("payment_id", flat=True).get(pk=attempt_id))
        attempt = PaymentAttempt.objects.get(pk=attempt_id)
        wrong = difference(payment, attempt, seen)
        if wrong is not None:
            details: dict[str, str | int] = {
                "expected": payment.due_amount,
                "seen": seen.amount,
                "seen_currency": seen.currency,
            }
            report(change, wrong, subject=seen.id, payment=payment, amount=seen.amount, details=details)
            return payment_info(payment)
        if _advance(attempt, seen):
            _REACTIONS[seen.state](change, payment, attempt, seen)
        for refund in seen.refunds:
            settle(change, payment, refund)
        return payment_info(payment)


def difference(payment: Payment, attempt: PaymentAttempt, seen: ProviderPayment) -> IncidentKind | None:
    """Return in what `seen` is not the payment we asked for, or None."""
    if seen.reference != attempt.pk.hex or attempt.provider_payment_id not in ("", seen.id):
        return IncidentKind.REFERENCE_DIFFERS
    if seen.currency != payment.currency:
        return IncidentKind.CURRENCY_DIFFERS
    took_another_sum = seen.state is AttemptState.CAPTURED and seen.captured != payment.due_amount
    if seen.amount != payment.due_amount or took_another_sum:
        return IncidentKind.AMOUNT_DIFFERS
    return None


def _advance(attempt: PaymentAttempt, seen: ProviderPayment) -> bool:
    before = ATTEMPT_STATES.sources(seen.state) | {seen.state}
    return bool(
        PaymentAttempt.objects.filter(
            pk=attempt.pk, provider_version__lt=seen.version, state__in=before
        ).update(
            provider_payment_id=seen.id,
            provider_version=seen.version,
            state=seen.state,
            hosted_url=seen.hosted_url,
            konbini_chain=seen.konbini_chain,
            konbini_number=seen.konbini_number,
            konbini_expires_at=seen.konbini_expires_at,
        )
    )


def _waiting(change: Change, payment: Payment, attempt: PaymentAttempt, seen: ProviderPayment) -> None:
    if PaymentState(payment.state) in ENDED_UNPAID:
        later.release(attempt.pk)
        return
    move(change, payment, PaymentState.PENDING, failure_code="")
    if seen.konbini_number and not attempt.konbini_number:
        change.publish(PaymentPending(payment.pk, payment.payable_kind, payment.payable_id))


def _authorized(change: Change, payment: Payment, attempt: PaymentAttempt, _: ProviderPayment) -> None:
    if not move(change, payment, PaymentState.AUTHORIZED):
        later.release(attempt.pk)


def _captured(change: Change, payment: Payment, attempt: PaymentAttempt, seen: ProviderPayment) -> None:
    facts = (payment.pk, payment.payable_kind, payment.payable_id, seen.captured, payment.currency)
    values = {"captured_amount": seen.captured, "captured_at": now(), "failure_code": ""}
    if attempt.state == AttemptState.CAPTURED:
        return
    if move(change, payment, PaymentState.CAPTURED, **values):
        change.publish(PaymentCaptured(*facts))
    elif move(change, payment, PaymentState.ORPHANED, **values):
        change.publish(PaymentOrphaned(*facts))
        orphan(change, payment)
    else:
        report(change, IncidentKind.SECOND_CAPTURE, subject=seen.id, payment=payment, amount=seen.captured)


def orphan(change: Change, payment: Payment) -> None:
    """Report money that came after the end, and send it back where that can be done without asking the buyer."""
    report(
        change,
        IncidentKind.MONEY_WITHOUT_ORDER,
        subject=payment.pk.hex,
        payment=payment,
        amount=payment.captured_amount,
    )
    if PaymentMethod(payment.method) in _GOES_BACK_BY_ITSELF:
        whole = Money(payment.captured_amount, payment.currency)
        request_refund(payment.pk, amount=whole, reason="late", key="late", actor=change.actor)


def _ended(change: Change, payment: Payment, _: PaymentAttempt, seen: ProviderPayment) -> None:
    over = payment.expires_at is not None and payment.expires_at <= now()
    facts = (payment.pk, payment.payable_kind, payment.payable_id)
    if over and move(change, payment, PaymentState.EXPIRED):
        change.publish(PaymentExpired(*facts))
        return
    code = seen.failure_code if seen.state is AttemptState.FAILED else seen.state.value
    if move(change, payment, PaymentState.FAILED, failure_code=code):
        change.publish(PaymentFailed(*facts, code))


_REACTIONS: dict[AttemptState, Callable[[Change, Payment, PaymentAttempt, ProviderPayment], None]] = {
    AttemptState.WAITING: _waiting,
    AttemptState.AUTHORIZED: _authorized,
    AttemptState.CAPTURED: _captured,
    AttemptState.FAILED: _ended,
    AttemptState.CANCELLED: _ended,
    AttemptState.EXPIRED: _ended,
}
