"""Moving a payment from state to state, and noting what a person must look at. For this app's services only."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from noren.kernel.actors import Actor, ActorKind
from noren.kernel.clock import now
from noren.kernel.errors import not_found
from noren.payments.events import PaymentIncident
from noren.payments.models import Incident, Payment
from noren.payments.states import PAYMENT_STATES, IncidentKind, PaymentState
from noren.platform.transactions.write import Change

PROVIDER = Actor(ActorKind.PROVIDER, None, "payments")
"""Who acts when news come from a provider."""


def locked(payment_id: UUID) -> Payment:
    """Return the payment with its row locked until the commit: always the first lock of a payment's write.

    Raises NotFound.
    """
    payment = Payment.objects.select_for_update().filter(pk=payment_id).first()
    if payment is None:
        raise not_found("payment_missing", "このお支払いは見つかりません。")
    return payment


def move(change: Change, payment: Payment, to: PaymentState, **values: object) -> bool:
    """Move a locked payment, with an audit entry. False if the table has no such move from where it stands."""
    old = PaymentState(payment.state)
    if not PAYMENT_STATES.allows(old, to):
        return False
    if not Payment.objects.filter(pk=payment.pk, state=old).update(state=to, **values):
        return False
    for name, value in values.items():
        setattr(payment, name, value)
    payment.state = to
    change.audit(
        f"payment.{to.value}",
        payment,
        old={"state": old},
        new={"state": to, "number": payment.payable_number},
    )
    return True


def report(
    change: Change,
    kind: IncidentKind,
    *,
    subject: str,
    payment: Payment | None = None,
    amount: int | None = None,
    details: Mapping[str, str | int] | None = None,
) -> None:
    """Open a question for a person, once per kind and subject, and announce it."""
    row = Incident(
        kind=kind,
        subject=subject,
        payment=payment,
        amount=amount,
        currency=payment.currency if payment else "JPY",
        details=dict(details or {}),
        at=now(),
    )
    if Incident.objects.filter(kind=kind, subject=subject).exists():
        return
    Incident.objects.bulk_create([row], ignore_conflicts=True)
    if not Incident.objects.filter(pk=row.pk).exists():
        return
    change.audit("payment.incident", row, new={"kind": kind, "subject": subject, "amount": amount})
    change.publish(PaymentIncident(row.pk, payment.pk if payment else None, kind))
