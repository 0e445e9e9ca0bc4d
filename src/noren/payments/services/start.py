"""Sending the buyer to pay. The attempt is committed before the provider hears of it."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import Problem, Unavailable, conflict
from noren.kernel.ids import uuid7
from noren.kernel.money import Money
from noren.payments import later
from noren.payments.models import Payment, PaymentAttempt
from noren.payments.providers.base import NewPayment, NotSent, OutcomeUnknown
from noren.payments.providers.registry import BY_HAND, provider
from noren.payments.selectors import payment_info, payment_start
from noren.payments.services.moves import locked, move
from noren.payments.services.sync import FIRST_LOOK, ask, send
from noren.payments.states import AWAITS_MONEY, LIVE_ATTEMPT, AttemptState, PaymentState
from noren.payments.types import PaymentMethod, PaymentStart
from noren.platform.transactions.write import Change, inside_write, write


def start(payment_id: UUID, *, return_url: str, cancel_url: str, actor: Actor) -> PaymentStart:
    """Begin or resume paying; call it after the order's commit. Any number of calls make one attempt at a time.

    An unknown outcome gives state `confirming` and no `redirect_url`: show the waiting page, a job finds out.
    Ways the shop takes itself give their instructions.

    Raises Conflict when nobody can pay any more, Unavailable when the provider can't be reached: nothing was begun there.
    """
    if inside_write():
        raise RuntimeError("start() calls the provider: never inside a write")
    payment = _payable_now(payment_id)
    if payment.provider == BY_HAND or PaymentState(payment.state) not in AWAITS_MONEY:
        return payment_start(payment_info(payment))
    attempt = _attempt(payment_id, return_url=return_url, cancel_url=cancel_url, actor=actor)
    try:
        send(attempt.pk, actor=actor) if attempt.state == AttemptState.SENDING else ask(
            attempt.pk, actor=actor
        )
    except NotSent as error:
        raise Unavailable(
            Problem(
                "provider_away", "決済サービスに接続できません。少し時間をおいて、もう一度お試しください。"
            )
        ) from error
    except OutcomeUnknown:
        # The attempt stays as it is and a job asks until it knows: nothing is guessed.
        pass
    return payment_start(payment_info(Payment.objects.get(pk=payment_id)))


def _payable_now(payment_id: UUID) -> Payment:
    payment = Payment.objects.filter(pk=payment_id).first()
    over = payment is not None and payment.expires_at is not None and payment.expires_at <= now()
    if payment is None or (over and payment.state in (PaymentState.OPEN, PaymentState.FAILED)):
        raise conflict("payment_over", "お支払いの期限が過ぎました。お手数ですが、もう一度ご注文ください。")
    return payment


def _attempt(payment_id: UUID, *, return_url: str, cancel_url: str, actor: Actor) -> PaymentAttempt:
    with write(actor) as change:
        payment = locked(payment_id)
        last = PaymentAttempt.objects.filter(payment=payment).order_by("-number").first()
        if last is not None and AttemptState(last.state) in LIVE_ATTEMPT:
            return last
        if not move(change, payment, PaymentState.CONFIRMING, attempt_count=payment.attempt_count + 1):
            raise conflict(
                "payment_not_open", "このお支払いはすでに終わっています。ご注文の状況をご確認ください。"
            )
        return _new_attempt(change, payment, return_url=return_url, cancel_url=cancel_url)


def _new_attempt(change: Change, payment: Payment, *, return_url: str, cancel_url: str) -> PaymentAttempt:
    attempt_id = uuid7()
    assert payment.expires_at is not None
    new = NewPayment(
        reference=attempt_id.hex,
        amount=Money(payment.due_amount, payment.currency),
        method=PaymentMethod(payment.method),
        number=payment.payable_number,
        return_url=return_url,
        cancel_url=cancel_url,
        expires_at=payment.expires_at,
        language=payment.language,
        payer=payment.payer,
    )
    attempt = PaymentAttempt(
        id=attempt_id,
        payment=payment,
        number=payment.attempt_count,
        request=provider(payment.provider).request_for(new),
        created_at=now(),
    )
    attempt.save(force_insert=True)
    change.audit("payment.attempted", attempt, new={"number": attempt.number})
    later.follow(attempt.pk, after=FIRST_LOOK)
    return attempt
