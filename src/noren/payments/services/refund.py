"""Giving money back: asked for under a lock on the payment's amounts, sent by a job, settled by the provider's word."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import conflict, invalid, not_found
from noren.kernel.money import Money
from noren.payments import later
from noren.payments.events import RefundConfirmed, RefundFailed, RefundRequested
from noren.payments.models import Payment, Refund
from noren.payments.providers.base import ProviderRefund
from noren.payments.providers.registry import BY_HAND
from noren.payments.selectors import refund_info
from noren.payments.services.moves import locked, move, report
from noren.payments.states import HOLDS_MONEY, IncidentKind, PaymentState, RefundState
from noren.payments.types import RefundInfo
from noren.platform.transactions.write import Change, write

OPEN_REFUND = (RefundState.REQUESTED, RefundState.SENT)


def request_refund(payment_id: UUID, *, amount: Money, reason: str, key: str, actor: Actor) -> RefundInfo:
    """Ask for `amount` to go back; the same `key` again gives the same refund.

    Whatever runs at the same time, what is asked for never exceeds what was captured. Money that came through a
    provider is sent by a job; money the shop took itself waits for `record_refunded`.

    Raises Conflict when more is asked than is left, or the key came before with another amount.
    """
    if amount.amount <= 0:
        raise invalid("refund_amount", "返金額は1円以上で入力してください。", field_name="amount")
    stored = _stored(payment_id, key, amount)
    if stored is not None:
        return stored
    try:
        with write(actor) as change:
            return _ask(change, payment_id, amount=amount, reason=reason, key=key)
    except IntegrityError:
        stored = _stored(payment_id, key, amount)
        if stored is None:
            raise
        return stored


def _ask(change: Change, payment_id: UUID, *, amount: Money, reason: str, key: str) -> RefundInfo:
    payment = locked(payment_id)
    again = _stored(payment_id, key, amount)
    if again is not None:
        return again
    reserved = Payment.objects.filter(
        pk=payment_id,
        state__in=HOLDS_MONEY,
        currency=amount.currency,
        captured_amount__gte=F("refund_requested_amount") + amount.amount,
    ).update(refund_requested_amount=F("refund_requested_amount") + amount.amount)
    if not reserved:
        raise conflict(
            "refund_exceeds_captured",
            "返金できる金額を超えています。これまでの返金をご確認ください（返金できる残り: %(left)s円）。",
            left=payment.captured_amount - payment.refund_requested_amount,
        )
    refund = Refund(payment=payment, key=key, amount=amount.amount, reason=reason, requested_at=now())
    refund.save(force_insert=True)
    change.audit("refund.requested", refund, new={"number": payment.payable_number, "amount": amount.amount})
    change.publish(RefundRequested(*_facts(payment, refund)))
    if payment.provider != BY_HAND:
        later.send_refund(refund.pk)
    return refund_info(refund, payment)


def record_refunded(refund_id: UUID, *, actor: Actor) -> RefundInfo:
    """Note that the shop gave the money back itself (bank transfer, cash). Raises NotFound, Conflict."""
    with write(actor) as change:
        refund = Refund.objects.filter(pk=refund_id).first()
        if refund is None:
            raise not_found("refund_missing", "この返金は見つかりません。")
        payment = locked(refund.payment_id)
        if payment.provider != BY_HAND:
            raise conflict("refund_not_by_hand", "この返金は決済会社が行います。完了までお待ちください。")
        if not _finish(refund.pk, RefundState.CONFIRMED):
            raise conflict("refund_finished", "この返金はすでに完了しています。")
        confirm(change, payment, refund)
        refund.refresh_from_db()
        return refund_info(refund, payment)


def settle(change: Change, payment: Payment, seen: ProviderRefund) -> None:
    """Take in a refund as the provider knows it, once. `payment` is locked. One we never asked for is reported."""
    refund = next((row for row in payment.refunds.all() if str(row.pk) == seen.note), None)
    if refund is None or refund.amount != seen.amount:
        report(change, IncidentKind.UNKNOWN_REFUND, subject=seen.id, payment=payment, amount=seen.amount)
        return
    if seen.state is RefundState.SENT:
        Refund.objects.filter(pk=refund.pk, provider_refund_id="").update(provider_refund_id=seen.id)
    elif _finish(refund.pk, seen.state, provider_refund_id=seen.id, failure_code=seen.failure_code):
        (confirm if seen.state is RefundState.CONFIRMED else give_up)(change, payment, refund)


def refuse(change: Change, payment: Payment, refund: Refund, code: str) -> None:
    """Note that the provider refused to carry a refund out. `payment` is locked."""
    if _finish(refund.pk, RefundState.FAILED, failure_code=code):
        give_up(change, payment, refund)


def confirm(change: Change, payment: Payment, refund: Refund) -> None:
    """Count a finished refund, and announce it."""
    Payment.objects.filter(pk=payment.pk).update(refunded_amount=F("refunded_amount") + refund.amount)
    payment.refresh_from_db(fields=["refunded_amount", "refund_requested_amount"])
    change.audit("refund.confirmed", refund, new={"number": payment.payable_number, "amount": refund.amount})
    change.publish(RefundConfirmed(*_facts(payment, refund)))
    if payment.refunded_amount == payment.captured_amount:
        move(change, payment, PaymentState.REFUNDED)


def give_up(change: Change, payment: Payment, refund: Refund) -> None:
    """Free the amount of a failed refund, announce it and ask a person."""
    Payment.objects.filter(pk=payment.pk).update(
        refund_requested_amount=F("refund_requested_amount") - refund.amount
    )
    payment.refresh_from_db(fields=["refunded_amount", "refund_requested_amount"])
    refund.refresh_from_db(fields=["failure_code"])
    change.audit("refund.failed", refund, new={"number": payment.payable_number, "amount": refund.amount})
    change.publish(RefundFailed(*_facts(payment, refund), refund.failure_code))
    report(change, IncidentKind.REFUND_FAILED, subject=refund.pk.hex, payment=payment, amount=refund.amount)


def _finish(refund_id: UUID, to: RefundState, **values: object) -> bool:
    open_ones = Refund.objects.filter(pk=refund_id, state__in=OPEN_REFUND)
    return bool(open_ones.update(state=to, finished_at=now(), **values))


def _stored(payment_id: UUID, key: str, amount: Money) -> RefundInfo | None:
    refund = Refund.objects.select_related("payment").filter(payment_id=payment_id, key=key).first()
    if refund is None:
        return None
    if refund.amount != amount.amount or refund.payment.currency != amount.currency:
        raise conflict(
            "refund_key_reused", "同じ操作で別の金額の返金が行われました。画面を読み込み直してください。"
        )
    return refund_info(refund, refund.payment)


def _facts(payment: Payment, refund: Refund) -> tuple[UUID, UUID, str, UUID, int, str]:
    return (
        payment.pk,
        refund.pk,
        payment.payable_kind,
        payment.payable_id,
        refund.amount,
        payment.currency,
    )
