"""What a product's page says of delivery before anything is in the cart."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from noren.checkout.words import money_text
from noren.kernel.japanese import PREFECTURES
from noren.kernel.money import Money
from noren.shipping.selectors import methods, quote
from noren.shipping.types import MethodSettings, ShippingQuote
from noren.surfaces.web.formats import day

# Where nothing is known of the buyer: 東京都.
DEFAULT_PREFECTURE = 13


def prefectures() -> list[tuple[int, str]]:
    """Return the choices for the buyer's prefecture."""
    return list(enumerate(PREFECTURES, start=1))


def opening_line(price: Money, prefecture: int) -> dict[str, Any]:
    """Return the shipping line as the page is kept: without a date, which would grow old in the cache."""
    cheapest = _cheapest(prefecture, price)
    if cheapest is None:
        return {"code": prefecture, **_nowhere()}
    return {
        "code": prefecture,
        "price_text": _fee(cheapest),
        "arrives": _("ご注文から%(days)sで発送します") % {"days": working_days(*cheapest.lead_days)},
        "free_over": _free(cheapest),
    }


def estimate(price: Money, prefecture: int, language: str) -> dict[str, str]:
    """Return the answer to the page's question for another prefecture, with today's earliest day."""
    cheapest = _cheapest(prefecture, price)
    if cheapest is None:
        words = _nowhere()
        return {"text": words["price_text"], "arrives": words["arrives"], "free_over": ""}
    return {
        "text": _fee(cheapest),
        "arrives": _("最短 %(day)s にお届けします") % {"day": day(cheapest.earliest, language)},
        "free_over": _free(cheapest),
    }


def delivery_list() -> list[dict[str, str]]:
    """Return what the shop says of its ways to deliver."""
    active = [method for method in methods() if method.active and method.fees]
    return [line for method in active for line in _method_lines(method)]


def working_days(least: int, most: int) -> str:
    """Say a span of working days."""
    if least == most:
        return _("%(days)s営業日") % {"days": most}
    return _("%(least)s〜%(most)s営業日") % {"least": least, "most": most}


def _method_lines(method: MethodSettings) -> list[dict[str, str]]:
    fees = sorted(fee.amount for fee in method.fees.values())
    currency = next(iter(method.fees.values())).currency
    least, most = money_text(Money(fees[0], currency)), money_text(Money(fees[-1], currency))
    span = least if least == most else _("%(least)s〜%(most)s") % {"least": least, "most": most}
    values = {
        "method": method.name,
        "fee": span,
        "days": working_days(method.lead_days_min, method.lead_days_max),
    }
    lines = [{"icon": "truck", "text": _("%(method)s：送料 %(fee)s、ご注文から%(days)sで発送") % values}]
    if method.offers_date:
        lines.append({"icon": "calendar", "text": _("ご購入の手続きで、お届け日を選べます。")})
    return lines


def _cheapest(prefecture: int, price: Money) -> ShippingQuote | None:
    return min(quote(prefecture, subtotal=price), key=lambda one: one.fee.amount, default=None)


def _fee(found: ShippingQuote) -> str:
    return money_text(found.fee) if found.fee else _("無料")


def _free(found: ShippingQuote) -> str:
    if found.free_from is None or not found.fee:
        return ""
    return _("%(amount)s以上のお買い上げで送料無料") % {"amount": money_text(found.free_from)}


def _nowhere() -> dict[str, str]:
    return {"price_text": "–", "arrives": _("この地域へはお届けしていません"), "free_over": ""}
