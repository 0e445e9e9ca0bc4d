"""Webhooks: the signature first, stored once, looked into by a job."""

from __future__ import annotations

from collections.abc import Mapping

from noren.kernel.clock import now
from noren.kernel.errors import NotAllowed, NotFound, Problem, invalid
from noren.payments import later
from noren.payments.models import ProviderEvent
from noren.payments.providers.base import BadSignature, Notice
from noren.payments.providers.registry import known, provider
from noren.payments.selectors import account_of, attempt_of, has_account
from noren.payments.services.apply import difference
from noren.payments.services.moves import PROVIDER, report
from noren.payments.states import IncidentKind
from noren.platform.transactions.write import write


def receive_event(provider_code: str, *, headers: Mapping[str, str], body: bytes) -> bool:
    """Store a provider's webhook for the shop in scope; False if it was stored before. The job fetches the truth.

    Raises NotFound for a provider the shop has no account with, NotAllowed for a wrong signature, InvalidInput when the
    signed message speaks of another amount, currency or merchant than ours: that is reported and changes nothing.
    """
    if not known(provider_code) or not has_account(provider_code):
        raise NotFound(Problem("provider_unknown", "この通知先はありません。"))
    account = account_of(provider_code)
    try:
        notice = provider(provider_code).read_notice(account, headers, body)
    except BadSignature as error:
        raise NotAllowed(Problem("signature_wrong", "署名を確認できませんでした。")) from error
    wrong = _contradiction(notice, account.merchant)
    if wrong is not None:
        raise invalid(wrong.value, "通知の内容がこちらの記録と異なります。")
    return _store(provider_code, notice)


def _contradiction(notice: Notice, merchant: str) -> IncidentKind | None:
    claim = notice.claim
    attempt = attempt_of(claim.reference)
    kind = difference(attempt.payment, attempt, claim) if attempt else None
    if claim.merchant != merchant:
        kind = IncidentKind.REFERENCE_DIFFERS
    if kind is not None:
        with write(PROVIDER) as change:
            report(
                change,
                kind,
                subject=notice.event_id,
                payment=attempt.payment if attempt else None,
                amount=claim.amount,
                details={"event": notice.event_id, "seen": claim.amount, "seen_currency": claim.currency},
            )
    return kind


def _store(provider_code: str, notice: Notice) -> bool:
    with write(PROVIDER):
        row = ProviderEvent(
            provider=provider_code,
            event_id=notice.event_id,
            type=notice.type,
            provider_payment_id=notice.claim.id,
            reference=notice.claim.reference,
            received_at=now(),
        )
        ProviderEvent.objects.bulk_create([row], ignore_conflicts=True)
        fresh = ProviderEvent.objects.filter(pk=row.pk).exists()
        if fresh:
            later.read_event(row.pk)
        return fresh
