"""Opening a payment: the row only, in the write that places the order."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from noren.kernel.actors import Actor
from noren.kernel.clock import JST, now, to_jst
from noren.kernel.errors import invalid
from noren.kernel.money import Money
from noren.payments import later
from noren.payments.events import PaymentPending
from noren.payments.models import Payment
from noren.payments.providers.registry import provider_for
from noren.payments.selectors import method_settings, payment_info
from noren.payments.states import PaymentState
from noren.payments.types import MethodSettings, Payable, Payer, PaymentInfo, PaymentMethod
from noren.platform.transactions.write import write

AT_ONCE = timedelta(hours=1)
"""How long a buyer has on the provider's page."""
_GRACE: dict[PaymentMethod, timedelta] = {
    # Banks book a transfer on the next working day, and the shop notes it by hand.
    PaymentMethod.BANK_TRANSFER: timedelta(days=3),
}
_SHORT_GRACE = timedelta(minutes=1)


def open_payment(
    payable: Payable,
    *,
    amount: Money,
    method: PaymentMethod,
    actor: Actor,
    payer: Payer | None = None,
    language: str = "ja",
) -> PaymentInfo:
    """Open the one payment of `payable`. Calls nobody: `start` does, after the commit.

    A way the shop takes itself (bank, cash on delivery) is awaited from here on. `expires_at` of the result says until
    when goods must be kept back; None for cash on delivery.

    Raises InvalidInput for a method the shop does not take or not for this amount, IntegrityError for a second payment.
    """
    settings = method_settings(method)
    _check(settings, amount)
    by_hand = method.by_hand
    moment = now()
    with write(actor) as change:
        payment = Payment(
            payable_kind=payable.kind,
            payable_id=payable.id,
            payable_number=payable.number,
            method=method,
            provider=provider_for(method),
            state=PaymentState.PENDING if by_hand else PaymentState.OPEN,
            currency=amount.currency,
            due_amount=amount.amount,
            payer=_payer(payer),
            language=language,
            created_at=moment,
            expires_at=deadline(method, settings.deadline_days, moment),
        )
        payment.save(force_insert=True)
        change.audit("payment.opened", payment, new={"number": payable.number, "amount": amount.amount})
        if payment.expires_at is not None:
            grace = _GRACE.get(method, _SHORT_GRACE)
            later.expire_at(payment.pk, payment.expires_at + grace)
        if method is PaymentMethod.BANK_TRANSFER:
            change.publish(PaymentPending(payment.pk, payable.kind, payable.id))
    return payment_info(payment)


def deadline(method: PaymentMethod, days: int, moment: datetime) -> datetime | None:
    """Return until when a payment begun at `moment` can be made: at once, or by the end of a day in Japan."""
    if method is PaymentMethod.CASH_ON_DELIVERY:
        return None
    if days == 0:
        return moment + AT_ONCE
    last_day = to_jst(moment).date() + timedelta(days=days)
    return datetime.combine(last_day, time(23, 59, 59), JST).astimezone(UTC)


def _check(settings: MethodSettings, amount: Money) -> None:
    if not (settings.enabled and settings.ready):
        raise invalid(
            "method_not_offered",
            "このお支払い方法は現在ご利用いただけません。別の方法をお選びください。",
            field_name="payment_method",
        )
    if not settings.minimum <= amount <= settings.maximum:
        raise invalid(
            "method_amount",
            "この金額では、このお支払い方法をご利用いただけません。別の方法をお選びください。",
            field_name="payment_method",
        )


def _payer(payer: Payer | None) -> dict[str, str]:
    return {"email": payer.email, "name": payer.name, "phone": payer.phone} if payer else {}
