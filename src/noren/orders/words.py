"""The words for states, reasons, days and sums, in the active language."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from noren.kernel.clock import to_jst
from noren.kernel.money import Money, decimal_text
from noren.orders.states import LineState
from noren.orders.types import CancelReason, RefundReason

_STATES = {
    LineState.AWAITING_PAYMENT: gettext_lazy("お支払い待ち"),
    LineState.PAID: gettext_lazy("入金済み"),
    LineState.CONFIRMED: gettext_lazy("発送準備中"),
    LineState.SHIPPED: gettext_lazy("発送済み"),
    LineState.DELIVERED: gettext_lazy("配達済み"),
    LineState.COMPLETED: gettext_lazy("取引完了"),
    LineState.EXPIRED: gettext_lazy("期限切れ"),
    LineState.CANCELLED: gettext_lazy("キャンセル"),
    LineState.RETURNED: gettext_lazy("返品"),
    LineState.EXCHANGED: gettext_lazy("交換"),
}
_CANCEL_REASONS = {
    CancelReason.CHANGED_MIND: gettext_lazy("気持ちが変わった"),
    CancelReason.WRONG_ORDER: gettext_lazy("商品や数を間違えた"),
    CancelReason.OTHER_SHOP: gettext_lazy("ほかで購入した"),
    CancelReason.TOO_SLOW: gettext_lazy("届くまでに時間がかかる"),
    CancelReason.OTHER: gettext_lazy("その他"),
    CancelReason.SOLD_OUT: gettext_lazy("在庫切れ"),
    CancelReason.BUYER_ASKED: gettext_lazy("お客様のご希望"),
    CancelReason.NO_PAYMENT: gettext_lazy("お支払いの確認ができない"),
    CancelReason.SHOP_REASON: gettext_lazy("ショップの都合"),
}
_REFUND_REASONS = {
    RefundReason.CANCELLED: gettext_lazy("注文の取り消し"),
    RefundReason.PAID_TOO_LATE: gettext_lazy("取り消し後の入金"),
    RefundReason.DEFECT: gettext_lazy("不良・破損"),
    RefundReason.LATE: gettext_lazy("お届けの遅れ"),
    RefundReason.GOODWILL: gettext_lazy("お詫び・値引き"),
    RefundReason.OTHER: gettext_lazy("その他"),
}
_WEEKDAYS = {"ja": "月火水木金土日", "ko": "월화수목금토일"}


def state_text(state: LineState) -> str:
    """Return the name of a state."""
    return str(_STATES[state])


def cancel_reason_text(reason: str) -> str:
    """Return a reason for cancelling in words."""
    return str(_CANCEL_REASONS[CancelReason(reason)])


def refund_reason_text(reason: str) -> str:
    """Return a reason for a refund in words."""
    return str(_REFUND_REASONS[RefundReason(reason)])


def money_text(amount: Money) -> str:
    """Return a sum as people write it: 4,730円."""
    if amount.currency == "JPY":
        return _("%(amount)s円") % {"amount": f"{amount.amount:,}"}
    return f"{decimal_text(amount)} {amount.currency}"


def day_text(day: date) -> str:
    """Return a day with its weekday: 11月23日(月)."""
    names = _WEEKDAYS.get(get_language() or "ja")
    if names is None:
        return f"{day:%a, %b} {day.day}"
    return _("%(month)d月%(day)d日(%(weekday)s)") % {
        "month": day.month,
        "day": day.day,
        "weekday": names[day.weekday()],
    }


def moment_text(moment: datetime) -> str:
    """Return a moment in Japan to the minute."""
    local = to_jst(moment)
    return f"{day_text(local.date())} {local:%H:%M}"
