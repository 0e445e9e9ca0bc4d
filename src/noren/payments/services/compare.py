"""The nightly comparison of our books with the provider's: differences become questions, nothing is repaired silently."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from noren.kernel.clock import JST, now, today
from noren.payments import later
from noren.payments.models import PaymentAttempt, ProviderAccount
from noren.payments.providers.base import Notice
from noren.payments.providers.registry import provider
from noren.payments.selectors import account_of, attempt_of
from noren.payments.services.moves import PROVIDER, report
from noren.payments.services.sync import ask
from noren.payments.states import AttemptState, IncidentKind
from noren.platform.transactions.write import write

NIGHT = time(3, 30)
_MOST_PAGES = 200


def next_night() -> datetime:
    """Return tomorrow's hour of comparison, in UTC."""
    return datetime.combine(today() + timedelta(days=1), NIGHT, JST).astimezone(UTC)


def compare(provider_code: str) -> int:
    """Go through the provider's new events and bring every payment they are about up to date; returns how many events.

    A payment there that is not ours becomes a question. The next comparison is planned with the last page read.
    Raises ProviderProblem: what was read stays read.
    """
    desk, account = provider(provider_code), account_of(provider_code)
    row = ProviderAccount.objects.get(provider=provider_code)
    last, count = row.events_read_to, 0
    for _ in range(_MOST_PAGES):
        page = desk.events_after(account, last)
        for notice in {notice.claim.id: notice for notice in page.notices}.values():
            _look_into(notice)
        last, count = page.last, count + len(page.notices)
        _remember(row, last, planning=not page.has_more)
        if not page.has_more:
            break
    return count


def _look_into(notice: Notice) -> None:
    claim = notice.claim
    attempt = attempt_of(claim.reference)
    if attempt is None:
        _report_unknown(notice)
    elif claim.version > attempt.provider_version or not _refunds_agree(attempt, notice):
        ask(attempt.pk)


def _report_unknown(notice: Notice) -> None:
    claim = notice.claim
    if claim.state is not AttemptState.CAPTURED:
        return
    with write(PROVIDER) as change:
        report(
            change,
            IncidentKind.UNKNOWN_PAYMENT,
            subject=claim.id,
            amount=claim.captured,
            details={"reference": claim.reference},
        )


def _refunds_agree(attempt: PaymentAttempt, notice: Notice) -> bool:
    return attempt.payment.refunded_amount == notice.claim.refunded


def _remember(row: ProviderAccount, last: str, *, planning: bool) -> None:
    with write(PROVIDER):
        ProviderAccount.objects.filter(pk=row.pk).update(events_read_to=last)
        if planning:
            later.compare(row.provider, max(next_night(), now()))
