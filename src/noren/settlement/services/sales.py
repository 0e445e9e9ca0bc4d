"""What is posted when money is taken, given back, or a purchase completed.

Fees are always those of what the shop keeps: each posting brings the fees charged so far to the fee on the amount that is
left, so that refunds return their share of the fees whatever order they come in.
"""

from __future__ import annotations

from uuid import UUID

from noren.kernel.actors import system
from noren.kernel.clock import now
from noren.kernel.money import Money
from noren.payments.selectors import payment as payment_by_id
from noren.payments.selectors import payment_for
from noren.payments.types import PaymentInfo
from noren.platform.transactions.write import write
from noren.settlement.models import Sale
from noren.settlement.selectors import fee_terms
from noren.settlement.services.post import is_posted, post
from noren.settlement.types import FeeTerms, LedgerAccount, PostingKind, Rate

SETTLEMENT = system("settlement")


class NotYet(Exception):
    """News of a refund came before the news of the money itself: wait for it."""


def post_captured(payment_id: UUID, *, amount: Money) -> None:
    """Post money that was taken for an order: the sale, and the fee for taking it. Once per payment."""
    _begin(payment_id, amount=amount, orphaned=False)


def post_orphaned(payment_id: UUID, *, amount: Money) -> None:
    """Post money that arrived for nothing, apart from sales and free of fees. Once per payment."""
    _begin(payment_id, amount=amount, orphaned=True)


def post_refunded(payment_id: UUID, *, refund_id: UUID, amount: Money) -> None:
    """Post money that went back, with the fees it takes back along. Once per refund. Raises NotYet."""
    source = f"refund:{refund_id}"
    with write(SETTLEMENT) as change:
        sale = _locked(payment_id)
        if sale is None or not sale.captured_amount:
            raise NotYet
        if is_posted(source):
            return
        sale.refunded_amount += amount.amount
        side = LedgerAccount.SUSPENSE if sale.orphaned else _sales_account(sale)
        entries = {side: amount, _money_account(sale): -amount}
        kind = PostingKind.ORPHAN_RETURNED if sale.orphaned else PostingKind.REFUNDED
        post(change, sale, kind=kind, source=source, entries=entries | _fees(sale))
        sale.save()


def post_completed(payable_id: UUID) -> None:
    """Post that a purchase stands: its sales become final and the sales fee is due. Once per order.

    Money noted only after that (cash on delivery) is final from the start.
    """
    info = payment_for(payable_id)
    if info is None:
        return
    with write(SETTLEMENT) as change:
        sale = _locked_or_new(info, orphaned=False)
        if sale.completed_at is not None or sale.orphaned:
            return
        sale.completed_at = now()
        kept = _kept(sale)
        if kept:
            entries = {LedgerAccount.SALES_OPEN: kept, LedgerAccount.SALES_FINAL: -kept}
            source = f"completed:{payable_id}"
            post(change, sale, kind=PostingKind.COMPLETED, source=source, entries=entries | _fees(sale))
        sale.save()


def _begin(payment_id: UUID, *, amount: Money, orphaned: bool) -> None:
    info = payment_by_id(payment_id)
    source = f"payment:{payment_id}"
    with write(SETTLEMENT) as change:
        sale = _locked_or_new(info, orphaned=orphaned)
        if is_posted(source):
            return
        sale.captured_amount, sale.orphaned = amount.amount, orphaned
        side = LedgerAccount.SUSPENSE if orphaned else _sales_account(sale)
        entries = {_money_account(sale): amount, side: -amount}
        if not orphaned:
            _agree(sale, info)
        kind = PostingKind.ORPHANED if orphaned else PostingKind.CAPTURED
        post(change, sale, kind=kind, source=source, entries=entries | _fees(sale))
        sale.save()


def _agree(sale: Sale, info: PaymentInfo) -> None:
    terms: FeeTerms = fee_terms(info.method, at=info.captured_at or now())
    sale.plan, sale.campaign = terms.plan, terms.campaign
    sale.sales_basis_points, sale.sales_fixed_amount = terms.sales.basis_points, terms.sales.fixed
    sale.payment_basis_points, sale.payment_fixed_amount = terms.payment.basis_points, terms.payment.fixed


def _fees(sale: Sale) -> dict[LedgerAccount, Money]:
    """Bring the sale's fees to what is kept now; the entries are the differences."""
    kept = _kept(sale)
    payment_fee = Rate(sale.payment_basis_points, sale.payment_fixed_amount).of(kept)
    sales_fee = Money(0, sale.currency)
    if sale.completed_at is not None:
        sales_fee = Rate(sale.sales_basis_points, sale.sales_fixed_amount).of(kept)
    more_payment = payment_fee - Money(sale.payment_fee_amount, sale.currency)
    more_sales = sales_fee - Money(sale.sales_fee_amount, sale.currency)
    sale.payment_fee_amount, sale.sales_fee_amount = payment_fee.amount, sales_fee.amount
    return {
        LedgerAccount.PAYMENT_FEE: more_payment,
        LedgerAccount.SALES_FEE: more_sales,
        LedgerAccount.PLATFORM: -(more_payment + more_sales),
    }


def _kept(sale: Sale) -> Money:
    return Money(0 if sale.orphaned else sale.captured_amount - sale.refunded_amount, sale.currency)


def _sales_account(sale: Sale) -> LedgerAccount:
    return LedgerAccount.SALES_OPEN if sale.completed_at is None else LedgerAccount.SALES_FINAL


def _money_account(sale: Sale) -> LedgerAccount:
    by_hand = sale.method in ("bank_transfer", "cash_on_delivery")
    return LedgerAccount.RECEIVED if by_hand else LedgerAccount.PROVIDER


def _locked(payment_id: UUID) -> Sale | None:
    return Sale.objects.select_for_update().filter(payment_id=payment_id).first()


def _locked_or_new(info: PaymentInfo, *, orphaned: bool) -> Sale:
    found = _locked(info.id)
    if found is None:
        row = Sale(
            payment_id=info.id,
            payable_id=info.payable.id,
            number=info.payable.number,
            method=info.method,
            currency=info.amount.currency,
            orphaned=orphaned,
        )
        Sale.objects.bulk_create([row], ignore_conflicts=True)
        found = Sale.objects.select_for_update().get(payment_id=info.id)
    return found
