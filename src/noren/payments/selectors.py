"""Reading payments."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from noren.kernel.errors import not_found
from noren.kernel.money import Money
from noren.payments.models import (
    Incident,
    MethodSetting,
    Payment,
    PaymentAttempt,
    ProviderAccount,
    Refund,
)
from noren.payments.providers.base import Account
from noren.payments.providers.registry import BY_HAND, provider, provider_for
from noren.payments.states import LIVE_ATTEMPT, IncidentKind, PaymentState, RefundState
from noren.payments.types import (
    AccountSettings,
    IncidentInfo,
    KonbiniTicket,
    MethodOffer,
    MethodSettings,
    Payable,
    PaymentInfo,
    PaymentInstructions,
    PaymentMethod,
    PaymentStart,
    RefundInfo,
)
from noren.payments.wording import chain_label, description, failure_text, label, when_text
from noren.shops.selectors import current_shop

_LARGEST_BY_HAND = {PaymentMethod.BANK_TRANSFER: 9_999_999, PaymentMethod.CASH_ON_DELIVERY: 300_000}
_DAYS = {PaymentMethod.KONBINI: 3, PaymentMethod.BANK_TRANSFER: 7}
_HINT_LENGTH = 4


def enabled_methods(total: Money) -> list[MethodOffer]:
    """Return the ways to pay `total` that the shop offers and that work just now, in a fixed order.

    A provider that does not answer is left out, so that the other ways stay. `total` is without the method's own fee.
    """
    offers = []
    for settings in all_method_settings():
        works = settings.ready and (
            settings.method.by_hand or provider(provider_for(settings.method)).available()
        )
        if settings.enabled and works and settings.minimum <= total + settings.fee <= settings.maximum:
            offers.append(
                MethodOffer(
                    method=settings.method,
                    label=settings.label,
                    fee=settings.fee,
                    when_text=when_text(settings.method, settings.deadline_days),
                    description=description(settings.method),
                )
            )
    return offers


def all_method_settings() -> list[MethodSettings]:
    """Return every way to pay with the shop's settings for it."""
    rows = {row.method: row for row in MethodSetting.objects.all()}
    currency = current_shop().currency
    accounts = {row.provider: _account_settings(row) for row in ProviderAccount.objects.all()}
    return [_settings(method, rows.get(method), currency, accounts) for method in PaymentMethod]


def method_settings(method: PaymentMethod) -> MethodSettings:
    """Return the shop's settings for one way to pay."""
    return next(settings for settings in all_method_settings() if settings.method is method)


def payment_for(payable_id: UUID) -> PaymentInfo | None:
    """Return the payment of an order, or None."""
    payment = Payment.objects.filter(payable_id=payable_id).first()
    return payment_info(payment) if payment else None


def payment(payment_id: UUID) -> PaymentInfo:
    """Return a payment. Raises NotFound."""
    found = Payment.objects.filter(pk=payment_id).first()
    if found is None:
        raise not_found("payment_missing", "このお支払いは見つかりません。")
    return payment_info(found)


def payment_info(row: Payment) -> PaymentInfo:
    """Return what others know of a payment's row."""

    def money(amount: int) -> Money:
        return Money(amount, row.currency)

    method = PaymentMethod(row.method)
    return PaymentInfo(
        id=row.pk,
        payable=Payable(row.payable_kind, row.payable_id, row.payable_number),
        state=PaymentState(row.state),
        method=method,
        amount=money(row.due_amount),
        captured=money(row.captured_amount),
        refund_requested=money(row.refund_requested_amount),
        refunded=money(row.refunded_amount),
        expires_at=row.expires_at,
        captured_at=row.captured_at,
        konbini=_ticket(row) if method is PaymentMethod.KONBINI else None,
        failure_code=row.failure_code,
        label=label(method),
        failure_text=failure_text(row.failure_code) if row.failure_code else "",
    )


def payment_start(info: PaymentInfo) -> PaymentStart:
    """Return how the buyer goes on from where the payment stands."""
    redirect = _hosted_url(info.id) if info.state is PaymentState.PENDING else None
    return PaymentStart(info.id, info.state, redirect or None, instructions(info))


def instructions(info: PaymentInfo) -> PaymentInstructions | None:
    """Return what the buyer has to do for a payment that waits for him, in the active language; None for nothing."""
    if info.state is not PaymentState.PENDING:
        return None
    if info.method is PaymentMethod.BANK_TRANSFER:
        account = method_settings(info.method).bank_account
        text = _(
            "下記の口座へお振り込みください。ご入金の確認後に発送の準備を始めます。振込手数料はお客さまのご負担となります。"
        )
        return PaymentInstructions(info.method, text, info.expires_at, None, account)
    if info.method is PaymentMethod.CASH_ON_DELIVERY:
        text = _("商品のお受け取りの際に、配達員に代金をお支払いください。")
        return PaymentInstructions(info.method, text)
    if info.konbini is not None:
        text = _("お支払い期限までに、%(chain)sのレジまたは店頭端末で、お支払い番号をお伝えください。") % {
            "chain": info.konbini.chain_label
        }
        return PaymentInstructions(info.method, text, info.konbini.expires_at, info.konbini)
    return None


def refunds_of(payment_id: UUID) -> list[RefundInfo]:
    """Return a payment's refunds, oldest first."""
    rows = Refund.objects.select_related("payment").filter(payment_id=payment_id).order_by("id")
    return [refund_info(row, row.payment) for row in rows]


def refunds_to_pay_out(*, limit: int = 50) -> list[RefundInfo]:
    """Return the oldest refunds that the shop has to pay out itself."""
    rows = Refund.objects.select_related("payment").filter(
        state=RefundState.REQUESTED, payment__provider=BY_HAND
    )
    return [refund_info(row, row.payment) for row in rows.order_by("id")[:limit]]


def refund_info(row: Refund, of: Payment) -> RefundInfo:
    """Return what others know of a refund's row."""
    return RefundInfo(
        id=row.pk,
        payment_id=of.pk,
        payable=Payable(of.payable_kind, of.payable_id, of.payable_number),
        amount=Money(row.amount, of.currency),
        state=RefundState(row.state),
        reason=row.reason,
        requested_at=row.requested_at,
        by_hand=of.provider == BY_HAND,
    )


def open_incidents(*, limit: int = 50) -> list[IncidentInfo]:
    """Return the oldest questions that wait for a person."""
    rows = Incident.objects.select_related("payment").filter(resolved_at=None).order_by("id")[:limit]
    return [_incident(row) for row in rows]


def attempt_of(reference: str) -> PaymentAttempt | None:
    """Return the attempt behind a reference that a provider quotes, or None for one that is not ours."""
    try:
        attempt_id = UUID(hex=reference)
    except ValueError:
        return None
    return PaymentAttempt.objects.select_related("payment").filter(pk=attempt_id).first()


def account_of(provider_code: str) -> Account:
    """Return the shop's contract with a provider, secrets and all. Raises NotFound."""
    row = ProviderAccount.objects.filter(provider=provider_code).first()
    if row is None:
        raise not_found("provider_account_missing", "決済サービスの契約情報が登録されていません。")
    return Account(row.provider, row.merchant, row.secret_key, row.webhook_secret)


def has_account(provider_code: str) -> bool:
    """Tell whether the shop has a contract with a provider."""
    return ProviderAccount.objects.filter(provider=provider_code).exists()


def account_settings(provider_code: str) -> AccountSettings:
    """Return the shop's contract with a provider without its secrets; empty when there is none."""
    row = ProviderAccount.objects.filter(provider=provider_code).first()
    return _account_settings(row) if row else AccountSettings(provider_code, "", "", has_webhook_secret=False)


def _account_settings(row: ProviderAccount) -> AccountSettings:
    return AccountSettings(
        row.provider,
        row.merchant,
        row.secret_key[-_HINT_LENGTH:],
        has_webhook_secret=bool(row.webhook_secret),
    )


def _settings(
    method: PaymentMethod, row: MethodSetting | None, currency: str, accounts: dict[str, AccountSettings]
) -> MethodSettings:
    code = provider_for(method)
    bank_account = row.bank_account if row else ""
    if method.by_hand:
        least, most = 1, _LARGEST_BY_HAND[method]
        ready = bool(bank_account) or method is not PaymentMethod.BANK_TRANSFER
    else:
        least, most = provider(code).limits[method]
        ready = code in accounts and accounts[code].complete
    return MethodSettings(
        method=method,
        label=label(method),
        enabled=row.enabled if row else False,
        ready=ready,
        fee=Money(row.fee_amount if row else 0, currency),
        minimum=Money(max(least, row.minimum_amount if row else 0), currency),
        maximum=Money(min(most, (row.maximum_amount if row else 0) or most), currency),
        deadline_days=(row.deadline_days if row else 0) or _DAYS.get(method, 0),
        bank_account=bank_account,
    )


def _ticket(row: Payment) -> KonbiniTicket | None:
    attempt = PaymentAttempt.objects.filter(payment=row).order_by("-number").first()
    if attempt is None or not attempt.konbini_number or attempt.konbini_expires_at is None:
        return None
    return KonbiniTicket(
        attempt.konbini_chain,
        chain_label(attempt.konbini_chain),
        attempt.konbini_number,
        attempt.konbini_expires_at,
    )


def _hosted_url(payment_id: UUID) -> str:
    live = PaymentAttempt.objects.filter(payment_id=payment_id, state__in=LIVE_ATTEMPT)
    return live.order_by("-number").values_list("hosted_url", flat=True).first() or ""


def _incident(row: Incident) -> IncidentInfo:
    return IncidentInfo(
        id=row.pk,
        kind=IncidentKind(row.kind),
        payment_id=row.payment_id,
        number=row.payment.payable_number if row.payment else "",
        amount=Money(row.amount, row.currency) if row.amount is not None else None,
        details=row.details,
        at=row.at,
    )
