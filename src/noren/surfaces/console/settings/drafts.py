"""Drafts of the notice's texts, from the delivery and payment settings.

They are Japanese whatever language the seller works in: the law addresses buyers in Japan. The seller reads and saves them.
"""

from __future__ import annotations

from django.utils import translation

from noren.kernel.money import Money
from noren.payments.selectors import all_method_settings
from noren.payments.types import PaymentMethod
from noren.shipping.selectors import methods
from noren.shipping.types import MethodSettings

_PAYMENT_TIMES = {
    PaymentMethod.CARD: "クレジットカード: ご注文のときにお支払いが確定します。",
    PaymentMethod.KONBINI: "コンビニ払い: ご注文後、ご案内する期限までに店頭でお支払いください。",
    PaymentMethod.PAYPAY: "PayPay: ご注文のときにお支払いが確定します。",
    PaymentMethod.BANK_TRANSFER: "銀行振込: ご注文後、ご案内する期限までにお振り込みください。振込手数料はお客様のご負担です。",
    PaymentMethod.CASH_ON_DELIVERY: "代金引換: 商品のお受け取りのときに、配送員にお支払いください。",
}


def draft_terms() -> dict[str, str]:
    """Return texts by the notice's field names."""
    with translation.override("ja"):
        active = [method for method in methods() if method.active and method.fees]
        return {
            "price_terms": "各商品のページに、消費税を含む価格で表示しています。",
            "extra_charges": _charges(active),
            "payment_terms": _payments(),
            "delivery_time": _delivery(active),
            "return_policy": (
                "商品の破損・不具合やお届け間違いは、お届けから8日以内にご連絡ください。送料当店負担で交換または返金いたします。\n"
                "お客様のご都合による返品は、未使用のものに限り、お届けから8日以内にご連絡をいただいた場合にお受けします。返送の送料はお客様のご負担です。"
            ),
        }


def _charges(active: list[MethodSettings]) -> str:
    lines = [_fee_line(method) for method in active] or ["送料: ご注文の画面に表示します。"]
    lines += [
        f"{settings.label}の手数料: {_yen(settings.fee)}(税込)"
        for settings in all_method_settings()
        if settings.enabled and settings.fee.amount
    ]
    return "\n".join(lines)


def _fee_line(method: MethodSettings) -> str:
    amounts = sorted(method.fees.values(), key=lambda fee: fee.amount)
    low, high = amounts[0], amounts[-1]
    span = _yen(low) if low == high else f"お届け先により{_yen(low)}〜{_yen(high)}"
    free = f"。商品の合計が{_yen(method.free_from)}以上のときは無料" if method.free_from else ""
    return f"送料({method.name}): {span}(税込){free}"


def _payments() -> str:
    offered = [settings.method for settings in all_method_settings() if settings.enabled]
    return "\n".join(_PAYMENT_TIMES[method] for method in offered)


def _delivery(active: list[MethodSettings]) -> str:
    if not active:
        return ""
    days = max(method.lead_days_max for method in active)
    when = (
        f"ご注文(前払いの場合はご入金の確認)から{days}営業日以内に発送します。"
        if days
        else "ご注文の当日に発送します。"
    )
    chosen = any(method.offers_date for method in active)
    return when + ("\nお届け日を指定されたときは、その日にお届けします。" if chosen else "")


def _yen(amount: Money) -> str:
    return f"{amount.amount:,}円"
