"""The words for ways to pay, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from noren.payments.types import PaymentMethod

_LABELS = {
    PaymentMethod.CARD: gettext_noop("クレジットカード"),
    PaymentMethod.KONBINI: gettext_noop("コンビニ払い"),
    PaymentMethod.PAYPAY: gettext_noop("PayPay"),
    PaymentMethod.BANK_TRANSFER: gettext_noop("銀行振込"),
    PaymentMethod.CASH_ON_DELIVERY: gettext_noop("代金引換"),
}
_WHEN = {
    PaymentMethod.CARD: gettext_noop(
        "ご注文時にお支払いが確定します。お引き落とし日はカード会社によって異なります。"
    ),
    PaymentMethod.KONBINI: gettext_noop(
        "ご注文日を含めず%(days)s日以内に、コンビニエンスストアでお支払いください（前払い）。"
    ),
    PaymentMethod.PAYPAY: gettext_noop("ご注文時にお支払いが確定します。"),
    PaymentMethod.BANK_TRANSFER: gettext_noop(
        "ご注文日を含めず%(days)s日以内に、お振り込みください（前払い）。"
    ),
    PaymentMethod.CASH_ON_DELIVERY: gettext_noop("商品のお受け取り時にお支払いください。"),
}
_DESCRIPTIONS = {
    PaymentMethod.CARD: gettext_noop(
        "Visa、Mastercard、JCBなどがご利用いただけます。本人認証（3Dセキュア）に対応しています。"
    ),
    PaymentMethod.KONBINI: gettext_noop(
        "セブン-イレブン、ローソン、ファミリーマート、ミニストップ、セイコーマートでお支払いいただけます。"
    ),
    PaymentMethod.PAYPAY: gettext_noop("PayPayアプリの画面に移動してお支払いいただきます。"),
    PaymentMethod.BANK_TRANSFER: gettext_noop(
        "お振込先はご注文後にお知らせします。振込手数料はお客さまのご負担となります。"
    ),
    PaymentMethod.CASH_ON_DELIVERY: gettext_noop("配達員に現金でお支払いください。"),
}
_CHAINS = {
    "seven_eleven": gettext_noop("セブン-イレブン"),
    "lawson": gettext_noop("ローソン"),
    "family_mart": gettext_noop("ファミリーマート"),
    "ministop": gettext_noop("ミニストップ"),
    "seicomart": gettext_noop("セイコーマート"),
}
_FAILURES = {
    "card_declined": gettext_noop(
        "カードがご利用いただけませんでした。別のカードでお試しいただくか、カード会社にご確認ください。"
    ),
    "insufficient_funds": gettext_noop(
        "カードのご利用可能額が足りませんでした。別のカードでお試しください。"
    ),
    "authentication_failed": gettext_noop(
        "本人認証（3Dセキュア）ができませんでした。もう一度お試しください。"
    ),
    "cancelled": gettext_noop("お支払いが途中で取りやめられました。"),
    "expired": gettext_noop("お支払い画面の有効時間が過ぎました。"),
}


def label(method: PaymentMethod) -> str:
    """Return the name of a way to pay."""
    return _(_LABELS[method])


def when_text(method: PaymentMethod, days: int) -> str:
    """Return when it is to be paid (支払時期, 特商法 12条の6)."""
    return _(_WHEN[method]) % {"days": days}


def description(method: PaymentMethod) -> str:
    """Return a sentence of help for choosing it."""
    return _(_DESCRIPTIONS[method])


def chain_label(chain: str) -> str:
    """Return the sign over a convenience store's door."""
    return _(_CHAINS[chain]) if chain in _CHAINS else chain


def failure_text(code: str) -> str:
    """Return why an attempt came to nothing, and what to do."""
    return (
        _(_FAILURES[code]) if code in _FAILURES else _("お支払いができませんでした。もう一度お試しください。")
    )
