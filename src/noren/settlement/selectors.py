"""Reading fees, the ledger and statements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from noren.kernel.clock import to_jst, today
from noren.kernel.money import Money
from noren.payments.types import PaymentMethod
from noren.settlement.models import (
    FeeCampaign,
    FeeRate,
    LedgerDay,
    LedgerEntry,
    LedgerTransaction,
    ShopFeePlan,
)
from noren.settlement.types import (
    CampaignInfo,
    FeeKind,
    FeeTerms,
    LedgerAccount,
    LedgerReport,
    Month,
    PostingKind,
    Rate,
    Statement,
    StatementLine,
)
from noren.shops.selectors import current_shop

STANDARD_PLAN = "standard"
_CSV_CHUNK = 500


def fee_terms(method: PaymentMethod, *, at: datetime) -> FeeTerms:
    """Return the fees for money taken at `at`; the day in Japan decides rates and campaigns."""
    day = to_jst(at).date()
    plan = _plan_on(day)
    rates = _rates_on(plan, day)
    payment = rates.get(FeeKind(method), Rate()) if not method.by_hand else Rate()
    campaigns = campaigns_on(day)
    return FeeTerms(
        sales=Rate()
        if any(found.waives_sales_fee for found in campaigns)
        else rates.get(FeeKind.SALES, Rate()),
        payment=Rate() if any(found.waives_payment_fee for found in campaigns) else payment,
        plan=plan,
        campaign=campaigns[0].name if campaigns else "",
    )


def campaigns_on(day: date) -> list[CampaignInfo]:
    """Return the campaigns of a day in Japan, the one that lasts longest first."""
    rows = FeeCampaign.objects.filter(starts_on__lte=day, ends_on__gte=day).order_by("-ends_on", "id")
    return [_campaign(row) for row in rows]


def current_terms() -> dict[FeeKind, Rate]:
    """Return the rates of the shop's plan today, before campaigns."""
    return _rates_on(_plan_on(today()), today())


def statement(month: Month) -> Statement:
    """Return a month's statement from the day sums."""
    currency = current_shop().currency
    of_month = LedgerDay.objects.filter(
        day__gte=month.first_day, day__lt=month.next.first_day, currency=currency
    )
    until = LedgerDay.objects.filter(day__lt=month.next.first_day, currency=currency)
    moved, stand = _sums(of_month), _balances(until)

    def flow(kind: PostingKind, account: LedgerAccount) -> int:
        return moved.get((kind, account), 0)

    def fees(account: LedgerAccount) -> int:
        return sum(amount for (_, name), amount in moved.items() if name == account)

    provider, by_hand = LedgerAccount.PROVIDER, LedgerAccount.RECEIVED
    sold = {account: flow(PostingKind.CAPTURED, account) for account in (provider, by_hand)}
    back = sum(flow(PostingKind.REFUNDED, account) for account in (provider, by_hand))
    amounts = {
        "sales": sum(sold.values()),
        "refunds": -back,
        "payment_fees": fees(LedgerAccount.PAYMENT_FEE),
        "sales_fees": fees(LedgerAccount.SALES_FEE),
        "by_provider": sold[provider] + flow(PostingKind.REFUNDED, provider),
        "by_hand": sold[by_hand] + flow(PostingKind.REFUNDED, by_hand),
        "sales_open": -stand.get(LedgerAccount.SALES_OPEN, 0),
        "sales_final": -stand.get(LedgerAccount.SALES_FINAL, 0),
        "owed_to_platform": -stand.get(LedgerAccount.PLATFORM, 0),
        "suspense": -stand.get(LedgerAccount.SUSPENSE, 0),
    }
    return Statement(month=month, **{name: Money(value, currency) for name, value in amounts.items()})


def statement_lines(month: Month, *, after: UUID | None = None, limit: int = 50) -> list[StatementLine]:
    """Return a month's postings, oldest first, after the line `after`; ask for one more than shown to know of a next page."""
    rows = LedgerTransaction.objects.filter(day__gte=month.first_day, day__lt=month.next.first_day)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    chosen = list(rows.select_related("sale").prefetch_related("entries").order_by("id")[:limit])
    return [_line(row) for row in chosen]


def all_statement_lines(month: Month) -> Iterator[StatementLine]:
    """Go through all postings of a month, oldest first, a few hundred at a time."""
    after: UUID | None = None
    while page := statement_lines(month, after=after, limit=_CSV_CHUNK):
        yield from page
        after = page[-1].id


def first_month() -> Month | None:
    """Return the month of the shop's first posting, or None."""
    day = LedgerDay.objects.order_by("day").values_list("day", flat=True).first()
    return Month(day.year, day.month) if day else None


def balances() -> dict[LedgerAccount, Money]:
    """Return how each of the shop's accounts stands (debits positive)."""
    currency = current_shop().currency
    found = _balances(LedgerDay.objects.filter(currency=currency))
    return {account: Money(found.get(account, 0), currency) for account in LedgerAccount}


def verify_ledger() -> LedgerReport:
    """Check the shop's whole ledger: every posting sums to zero, and the day sums are the sums of their entries."""
    entries = LedgerEntry.objects.order_by()
    sums = entries.values("transaction_id", "currency").annotate(sum=Sum("amount"))
    problems = [f"transaction {row['transaction_id']} sums to {row['sum']}" for row in sums if row["sum"]]
    by_day = entries.values("transaction__day", "transaction__kind", "account", "currency").annotate(
        sum=Sum("amount")
    )
    real = {
        (row["transaction__day"], row["transaction__kind"], row["account"], row["currency"]): row["sum"]
        for row in by_day
    }
    kept = {(row.day, row.kind, row.account, row.currency): row.amount for row in LedgerDay.objects.all()}
    problems += [
        f"day sum {key} is {kept.get(key, 0)}, entries say {real.get(key, 0)}"
        for key in sorted(set(real) | set(kept), key=str)
        if real.get(key, 0) != kept.get(key, 0)
    ]
    return LedgerReport(LedgerTransaction.objects.count(), tuple(problems))


def _plan_on(day: date) -> str:
    row = ShopFeePlan.objects.select_related("plan").filter(starts_on__lte=day).order_by("-starts_on").first()
    return row.plan.code if row else STANDARD_PLAN


def _rates_on(plan: str, day: date) -> dict[FeeKind, Rate]:
    rows = FeeRate.objects.filter(plan__code=plan, starts_on__lte=day).order_by("starts_on")
    return {FeeKind(row.kind): Rate(row.basis_points, row.fixed_amount) for row in rows}


def _campaign(row: FeeCampaign) -> CampaignInfo:
    return CampaignInfo(
        row.pk, row.name, row.starts_on, row.ends_on, row.waives_sales_fee, row.waives_payment_fee
    )


def _sums(rows: QuerySet[LedgerDay]) -> dict[tuple[str, str], int]:
    found = rows.order_by().values_list("kind", "account").annotate(Sum("amount"))
    return {(kind, account): amount for kind, account, amount in found}


def _balances(rows: QuerySet[LedgerDay]) -> dict[str, int]:
    return dict(rows.order_by().values_list("account").annotate(Sum("amount")))


def _line(row: LedgerTransaction) -> StatementLine:
    amounts = {entry.account: entry.amount for entry in row.entries.all()}
    currency = row.sale.currency
    money = amounts.get(LedgerAccount.PROVIDER, 0) + amounts.get(LedgerAccount.RECEIVED, 0)
    return StatementLine(
        id=row.pk,
        at=row.at,
        kind=PostingKind(row.kind),
        number=row.sale.number,
        method=row.sale.method,
        amount=Money(money, currency),
        payment_fee=Money(amounts.get(LedgerAccount.PAYMENT_FEE, 0), currency),
        sales_fee=Money(amounts.get(LedgerAccount.SALES_FEE, 0), currency),
        campaign=row.sale.campaign,
    )
