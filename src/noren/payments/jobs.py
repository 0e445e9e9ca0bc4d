"""Work for later: ids in, safe to repeat."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django_tasks import task

from noren.kernel.actors import system
from noren.kernel.clock import now
from noren.payments.models import Payment, PaymentAttempt, ProviderEvent, Refund
from noren.payments.providers.base import ProviderProblem
from noren.payments.selectors import attempt_of
from noren.payments.services.compare import compare
from noren.payments.services.end import expire
from noren.payments.services.release import release
from noren.payments.services.send_refund import send
from noren.payments.services.sync import ask
from noren.payments.states import AWAITS_MONEY, LIVE_ATTEMPT, AttemptState, PaymentState, RefundState
from noren.platform.jobs.services.run import RetryLater

_SOON = timedelta(seconds=20)
_STEPS = (
    (timedelta(minutes=3), timedelta(seconds=20)),
    (timedelta(minutes=20), timedelta(minutes=2)),
    (timedelta(hours=2), timedelta(minutes=15)),
)
_SELDOM = timedelta(hours=2)


@task()
def follow_attempt(attempt_id: str) -> None:
    """Ask about an attempt, often at first and then seldom, until it has ended: webhooks may never come."""
    attempt = PaymentAttempt.objects.get(pk=UUID(attempt_id))
    if AttemptState(attempt.state) not in LIVE_ATTEMPT:
        return
    age = now() - attempt.created_at
    pause = next((pause for limit, pause in _STEPS if age < limit), _SELDOM)
    try:
        ask(attempt.pk)
    except ProviderProblem as problem:
        raise RetryLater(max(pause, _SOON)) from problem
    attempt.refresh_from_db(fields=["state"])
    if AttemptState(attempt.state) in LIVE_ATTEMPT:
        raise RetryLater(pause)


@task()
def expire_payment(payment_id: str) -> None:
    """End a payment nobody made. The provider is told first, so that nobody can pay at the last second unseen."""
    payment = Payment.objects.get(pk=UUID(payment_id))
    if PaymentState(payment.state) not in AWAITS_MONEY:
        return
    live = PaymentAttempt.objects.filter(payment=payment, state__in=LIVE_ATTEMPT).first()
    if live is not None:
        _released(live.pk)
    payment.refresh_from_db(fields=["state"])
    state = PaymentState(payment.state)
    if state is PaymentState.AUTHORIZED:
        raise RetryLater(_SOON)
    if state in AWAITS_MONEY:
        expire(payment.pk, actor=system("payments"))


@task()
def release_attempt(attempt_id: str) -> None:
    """Call off at the provider what has ended here."""
    _released(UUID(attempt_id))


@task()
def send_refund(refund_id: str) -> None:
    """Have the provider give money back, until it says yes or no."""
    try:
        state = send(UUID(refund_id))
    except ProviderProblem as problem:
        raise RetryLater(_pause_since(Refund.objects.get(pk=UUID(refund_id)))) from problem
    if state in (RefundState.REQUESTED, RefundState.SENT):
        raise RetryLater(_pause_since(Refund.objects.get(pk=UUID(refund_id))))


@task()
def read_event(event_id: str) -> None:
    """Fetch the truth a webhook pointed to. Money we know nothing of is found by the nightly comparison too."""
    row = ProviderEvent.objects.get(pk=UUID(event_id))
    attempt = attempt_of(row.reference)
    if attempt is None:
        return
    try:
        ask(attempt.pk)
    except ProviderProblem as problem:
        raise RetryLater(_SOON) from problem


@task()
def compare_books(provider: str) -> None:
    """Hold our books against the provider's, and come back tomorrow."""
    try:
        compare(provider)
    except ProviderProblem as problem:
        raise RetryLater(timedelta(minutes=10)) from problem


def _released(attempt_id: UUID) -> None:
    try:
        release(attempt_id)
    except ProviderProblem as problem:
        raise RetryLater(_SOON) from problem


def _pause_since(refund: Refund) -> timedelta:
    age = now() - refund.requested_at
    return next((pause for limit, pause in _STEPS if age < limit), _SELDOM)
