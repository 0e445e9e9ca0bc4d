"""Writing into the ledger: a posting sums to zero, is made once per fact, and is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import F

from noren.kernel.clock import now, to_jst
from noren.kernel.money import Money, total
from noren.platform.transactions.write import Change
from noren.settlement.models import LedgerDay, LedgerEntry, LedgerTransaction, Sale
from noren.settlement.types import LedgerAccount, PostingKind


class Unbalanced(AssertionError):
    """A posting does not sum to zero: a fault in our own code. It stops rather than goes on wrong."""


def is_posted(source: str) -> bool:
    """Tell whether a fact was posted before. Ask with the sale's row locked."""
    return LedgerTransaction.objects.filter(source=source).exists()


def post(
    change: Change, sale: Sale, *, kind: PostingKind, source: str, entries: Mapping[LedgerAccount, Money]
) -> LedgerTransaction:
    """Post `entries` (debits positive) for a locked `sale`, and add them to the day's sums.

    Raises Unbalanced; IntegrityError when `source` was posted before.
    """
    lines = {account: amount for account, amount in entries.items() if amount}
    if total(lines.values(), sale.currency):
        raise Unbalanced(f"{source}: the entries do not sum to zero")
    moment = now()
    transaction = LedgerTransaction(source=source, kind=kind, sale=sale, at=moment, day=to_jst(moment).date())
    transaction.save(force_insert=True)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(transaction=transaction, account=account, amount=amount.amount, currency=amount.currency)
        for account, amount in lines.items()
    )
    # In one order everywhere, because the day's rows are shared by all sales.
    for account in sorted(lines):
        _add_to_day(transaction.day, kind, account, lines[account])
    sums = {account.value: amount.amount for account, amount in lines.items()}
    change.audit("ledger.posted", transaction, new={"source": source, "entries": sums})
    return transaction


def _add_to_day(day: date, kind: PostingKind, account: LedgerAccount, amount: Money) -> None:
    key = {"day": day, "kind": kind, "account": account, "currency": amount.currency}
    row = LedgerDay.objects.filter(**key)
    if not row.update(amount=F("amount") + amount.amount):
        LedgerDay.objects.bulk_create([LedgerDay(**key)], ignore_conflicts=True)
        row.update(amount=F("amount") + amount.amount)
