"""Asking for less: part of an order was cancelled before its money came."""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import Actor
from noren.kernel.errors import conflict
from noren.kernel.money import Money
from noren.payments.models import Payment
from noren.payments.providers.registry import BY_HAND
from noren.payments.selectors import payment_info
from noren.payments.services.moves import locked
from noren.payments.states import AWAITS_MONEY
from noren.payments.types import PaymentInfo
from noren.platform.transactions.write import write


def lower_due(payment_id: UUID, *, amount: Money, actor: Actor) -> PaymentInfo:
    """Expect `amount` instead of the sum before, for money the shop takes itself; a provider's sum is fixed once asked.

    Raises Conflict when the payment goes through a provider or no longer awaits money, or for a sum that is not lower.
    """
    with write(actor) as change:
        payment = locked(payment_id)
        before = payment.due_amount
        open_by_hand = Payment.objects.filter(
            pk=payment_id, provider=BY_HAND, state__in=AWAITS_MONEY, currency=amount.currency
        )
        if not 0 < amount.amount < before or not open_by_hand.update(due_amount=amount.amount):
            raise conflict(
                "payment_due_fixed",
                "このお支払いの金額は変更できません。注文全体を取り消すか、入金後に返金してください。",
            )
        change.audit("payment.lowered", payment, old={"due": before}, new={"due": amount.amount})
        payment.refresh_from_db()
        return payment_info(payment)
