"""Asking the provider how a payment stands. Pages, webhooks and jobs all come through here."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Problem, Unavailable
from noren.payments.events import PaymentFailed
from noren.payments.models import Payment, PaymentAttempt
from noren.payments.providers.base import (
    Account,
    OutcomeUnknown,
    PaymentProvider,
    ProviderPayment,
    ProviderProblem,
    Refused,
)
from noren.payments.providers.registry import BY_HAND, provider
from noren.payments.selectors import account_of, payment_info
from noren.payments.services.apply import apply
from noren.payments.services.moves import PROVIDER, locked, move
from noren.payments.states import AWAITS_MONEY, AttemptState, PaymentState
from noren.payments.types import PaymentInfo
from noren.platform.transactions.write import write

FIRST_LOOK = timedelta(seconds=20)
# Providers keep an idempotency key for a day; after that a repetition could be a second payment.
_KEY_LIVES = timedelta(hours=23)
# Until then a first call that got lost on the way may still arrive there.
_LOST_AFTER = timedelta(minutes=10)
# Answers to a repetition that say "I know this one", not "no".
_ALREADY_THERE = frozenset({"reference_in_use", "idempotency_key_reused", "changed_meanwhile"})


def sync(payment_id: UUID, *, actor: Actor = PROVIDER) -> PaymentInfo:
    """Ask the provider about the payment's last attempt and take in what it says.

    Raises NotFound, and Unavailable when the provider can't be asked: the payment stays as it was.
    """
    attempt = PaymentAttempt.objects.filter(payment_id=payment_id).order_by("-number").first()
    if attempt is None:
        with write(actor):
            return payment_info(locked(payment_id))
    try:
        return ask(attempt.pk, actor=actor)
    except ProviderProblem as error:
        raise Unavailable(
            Problem(
                "provider_away", "決済サービスに接続できません。少し時間をおいて、もう一度お試しください。"
            )
        ) from error


def ask(attempt_id: UUID, *, actor: Actor = PROVIDER) -> PaymentInfo:
    """Bring an attempt up to date; held money is taken. Raises ProviderProblem when that can't be known now."""
    attempt = PaymentAttempt.objects.select_related("payment").get(pk=attempt_id)
    desk, account = desk_of(attempt.payment)
    if attempt.provider_payment_id:
        seen: ProviderPayment | None = desk.fetch(account, attempt.provider_payment_id)
    else:
        seen = desk.find(account, attempt.pk.hex)
    if seen is None:
        return _not_there(attempt, actor=actor)
    return take_in(attempt.pk, seen, actor=actor)


def send(attempt_id: UUID, *, actor: Actor = PROVIDER) -> PaymentInfo:
    """Ask the provider to begin an attempt, under the attempt's own key. Raises OutcomeUnknown, NotSent."""
    attempt = PaymentAttempt.objects.select_related("payment").get(pk=attempt_id)
    desk, account = desk_of(attempt.payment)
    try:
        seen = desk.create(account, attempt.request, key=attempt.pk.hex)
    except Refused as refusal:
        if refusal.code in _ALREADY_THERE:
            return ask(attempt_id, actor=actor)
        return fail(attempt_id, refusal.code, actor=actor)
    return take_in(attempt_id, seen, actor=actor)


def take_in(attempt_id: UUID, seen: ProviderPayment, *, actor: Actor = PROVIDER) -> PaymentInfo:
    """Apply the provider's word, then take the money if it is held for us."""
    info = apply(attempt_id, seen, actor=actor)
    if info.state is PaymentState.AUTHORIZED and seen.state is AttemptState.AUTHORIZED:
        return _capture(attempt_id, seen, actor=actor)
    return info


def fail(attempt_id: UUID, code: str, *, actor: Actor) -> PaymentInfo:
    """End an attempt that the provider refused to begin."""
    with write(actor) as change:
        attempt = PaymentAttempt.objects.get(pk=attempt_id)
        payment = locked(attempt.payment_id)
        sending = PaymentAttempt.objects.filter(pk=attempt_id, state=AttemptState.SENDING)
        if sending.update(state=AttemptState.FAILED) and move(
            change, payment, PaymentState.FAILED, failure_code=code
        ):
            change.publish(PaymentFailed(payment.pk, payment.payable_kind, payment.payable_id, code))
        return payment_info(payment)


def desk_of(payment: Payment) -> tuple[PaymentProvider, Account]:
    """Return the provider of a payment and the shop's account there."""
    if payment.provider == BY_HAND:
        raise LookupError("a payment by hand has no provider")
    return provider(payment.provider), account_of(payment.provider)


def _capture(attempt_id: UUID, seen: ProviderPayment, *, actor: Actor) -> PaymentInfo:
    attempt = PaymentAttempt.objects.select_related("payment").get(pk=attempt_id)
    desk, account = desk_of(attempt.payment)
    try:
        after = desk.capture(account, seen.id, key=f"{attempt.pk.hex}.capture")
    except Refused:
        after = desk.fetch(account, seen.id)
        if after.state is AttemptState.AUTHORIZED:
            # It will not take the money: let go of the hold, so that the buyer can pay another way.
            after = desk.cancel(account, seen.id, key=f"{attempt.pk.hex}.cancel")
    return apply(attempt_id, after, actor=actor)


def _not_there(attempt: PaymentAttempt, *, actor: Actor) -> PaymentInfo:
    """The provider knows nothing of it: begin it now, or let it go once it can't arrive any more."""
    payment, age = attempt.payment, now() - attempt.created_at
    over = payment.expires_at is not None and payment.expires_at <= now()
    if PaymentState(payment.state) in AWAITS_MONEY and not over and age < _KEY_LIVES:
        return send(attempt.pk, actor=actor)
    if age < _LOST_AFTER:
        raise OutcomeUnknown("it may still arrive")
    return fail(attempt.pk, "lost", actor=actor)
