"""The words for ways to pay, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from noren.payments.types import PaymentMethod

_LABELS = {
    PaymentMethod.CARD: noop("クレジットカード"),
    PaymentMethod.KONBINI: noop("コンビニ払い"),
    PaymentMethod.PAYPAY: noop("PayPay"),
    PaymentMethod.BANK_TRANSFER: noop("銀行振込"),
    PaymentMethod.CASH_ON_DELIVERY: noop("代金引換"),
}
_WHEN = {
    PaymentMethod.CARD: noop(
        "ご注文時にお支払いが確定します。お引き落とし日はカード会社によって異なります。"
    ),
    PaymentMethod.KONBINI: noop(
        "ご注文日を含めず%(days)s日以内に、コンビニエンスストアでお支払いください（前払い）。"
    ),
    PaymentMethod.PAYPAY: noop("ご注文時にお支払いが確定します。"),
    PaymentMethod.BANK_TRANSFER: noop("ご注文日を含めず%(days)s日以内に、お振り込みください（前払い）。"),
    PaymentMethod.CASH_ON_DELIVERY: noop("商品のお受け取り時にお支払いください。"),
}
_DESCRIPTIONS = {
    PaymentMethod.CARD: noop(
        "Visa、Mastercard、JCBなどがご利用いただけます。本人認証（3Dセキュア）に対応しています。"
    ),
    PaymentMethod.KONBINI: noop(
        "セブン-イレブン、ローソン、ファミリーマート、ミニストップ、セイコーマートでお支払いいただけます。"
    ),
    PaymentMethod.PAYPAY: noop("PayPayアプリの画面に移動してお支払いいただきます。"),
    PaymentMethod.BANK_TRANSFER: noop(
        "お振込先はご注文後にお知らせします。振込手数料はお客さまのご負担となります。"
    ),
    PaymentMethod.CASH_ON_DELIVERY: noop("配達員に現金でお支払いください。"),
}
_CHAINS = {
    "seven_eleven": noop("セブン-イレブン"),
    "lawson": noop("ローソン"),
    "family_mart": noop("ファミリーマート"),
    "ministop": noop("ミニストップ"),
    "seicomart": noop("セイコーマート"),
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
