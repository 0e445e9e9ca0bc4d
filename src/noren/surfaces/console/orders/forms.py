"""Reading what was typed on the order pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from noren.kernel.errors import InvalidInput, Problem, invalid
from noren.kernel.japanese import normalize
from noren.kernel.money import Money
from noren.orders.types import SHOP_CANCEL_REASONS, CancelReason, OrderView, Quantities, RefundReason

SHOP_REFUND_REASONS = (RefundReason.DEFECT, RefundReason.LATE, RefundReason.GOODWILL, RefundReason.OTHER)
_LONGEST_NUMBER = 12


def ids(values: Iterable[str]) -> list[UUID]:
    """Return the ids among the values; what is none is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def quantities(posted: Mapping[str, str], order: OrderView, *, prefix: str) -> Quantities | None:
    """Return how many of which line, or None when the form left everything as it was (all that is there)."""
    typed = {line.id: posted[f"{prefix}{line.id}"] for line in order.lines if f"{prefix}{line.id}" in posted}
    if not typed:
        return None
    numbers = {line_id: _number(text) for line_id, text in typed.items()}
    if None in numbers.values():
        raise invalid("quantity_not_a_number", "数を半角の数字で入力してください。", field_name="quantities")
    chosen = {line_id: number for line_id, number in numbers.items() if number is not None}
    whole = {line.id: line.to_ship for line in order.lines}
    return None if all(chosen.get(key, 0) == count for key, count in whole.items()) else chosen


def amount(text: str, *, currency: str) -> Money:
    """Return a sum as typed, with or without commas. Raises InvalidInput naming `amount`."""
    number = _number(text.replace(",", "").replace("，", ""))
    if not number:
        raise invalid("amount_not_a_number", "返金する金額を数字で入力してください。", field_name="amount")
    return Money(number, currency)


def shop_cancel_reason(text: str) -> CancelReason:
    """Return why the shop cancels. Raises InvalidInput naming `reason`."""
    if text not in SHOP_CANCEL_REASONS:
        raise invalid("reason_missing", "取り消しの理由を選んでください。", field_name="reason")
    return CancelReason(text)


def refund_reason(text: str) -> RefundReason:
    """Return why money goes back. Raises InvalidInput naming `refund_reason`."""
    if text not in SHOP_REFUND_REASONS:
        raise invalid("refund_reason_missing", "返金の理由を選んでください。", field_name="refund_reason")
    return RefundReason(text)


def days(posted: Mapping[str, str], names: Sequence[str]) -> dict[str, int]:
    """Return numbers of days. Raises InvalidInput naming the fields that hold none."""
    found = {name: _number(posted.get(name, "")) for name in names}
    problems = [
        Problem("days_not_a_number", "日数を数字で入力してください。", name)
        for name, number in found.items()
        if number is None
    ]
    if problems:
        raise InvalidInput(*problems)
    return {name: number for name, number in found.items() if number is not None}


def order_labels() -> dict[str, str]:
    """Return the names of the order page's fields."""
    return {
        "message": _("お知らせに添える言葉"),
        "carrier": _("配送会社"),
        "tracking_number": _("追跡番号"),
        "quantities": _("数量"),
        "reason": _("理由"),
        "amount": _("返金する金額"),
        "refund_reason": _("返金の理由"),
        "memo": _("店内メモ"),
    }


def settings_labels() -> dict[str, str]:
    """Return the names of the settings' fields."""
    return {
        "complete_after_days": _("取引完了までの日数"),
        "arrival_after_days": _("配達済みとみなすまでの日数"),
    }


def _number(text: str) -> int | None:
    digits = normalize(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER else None
