"""The checkout and the last screen in the shapes of their templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from noren.checkout.terms import delivery_lines, payment_lines, withdrawal_lines
from noren.checkout.types import Buyer, Difference, FinalScreen, Offer
from noren.checkout.words import day_text, money_text
from noren.kernel.errors import Problem
from noren.kernel.japanese import PREFECTURES, format_postal_code, prefecture_name
from noren.kernel.money import Money
from noren.orders.types import PostalAddress
from noren.payments.types import MethodOffer
from noren.shipping.selectors import methods
from noren.shipping.types import ShippingQuote
from noren.shops.selectors import legal_notice
from noren.surfaces.storefront.cart.lines import offer_lines, sums
from noren.surfaces.storefront.checkout.form import error_list

PREFECTURE_CHOICES = [(f"{code:02d}", name) for code, name in enumerate(PREFECTURES, 1)]


def form_context(
    offer: Offer, values: Mapping[str, str], problems: Sequence[Problem], *, buyer: Buyer
) -> dict[str, Any]:
    """Return the context of storefront/checkout.html."""
    chosen = offer.shipping
    shown = [*problems, *([offer.coupon_problem] if offer.coupon_problem and not problems else [])]
    cards = _shipping_cards(offer.shipping_choices) or _all_shipping_cards(offer)
    values = {**values, "method": cards[0]["value"] if len(cards) == 1 else values.get("method", "")}
    return {
        "chrome": "quiet",
        "lines": offer_lines(offer.lines),
        "sums": sums(offer),
        "sum_is_final": bool(chosen) or not offer.needs_shipping,
        "prefectures": PREFECTURE_CHOICES,
        "values": values,
        "errors": {problem.field: problem.text(_) for problem in reversed(shown)},
        "error_list": error_list(problems),
        "known": buyer.customer_id is not None,
        "methods": cards,
        "days": [(day.isoformat(), day_text(day)) for day in chosen.dates] if chosen else [],
        "slots": [(slot.code, slot.label) for slot in chosen.slots] if chosen else [],
        "payments": [_payment_card(method) for method in offer.methods],
        "nothing_to_pay": offer.nothing_to_pay,
        "coupon_applied": _coupon(offer),
    }


def screen_context(screen: FinalScreen, differences: Iterable[Difference] = ()) -> dict[str, Any]:
    """Return the context of storefront/confirm.html: the same facts as the words kept with the order."""
    offer, entries = screen.offer, screen.entries
    address = entries.address
    method, *when = payment_lines(offer)
    return {
        "chrome": "quiet",
        "terms": {
            "lines": offer_lines(offer.lines),
            "sums": sums(offer),
            "payment": {"method": method, "lines": when},
            "delivery": {
                "lines": list(delivery_lines(offer, entries)),
                "address_lines": address_lines(address) if address else [],
            },
            "withdrawal": list(withdrawal_lines(legal_notice())),
            "limit": screen.terms[5].text,
        },
        "contact": {"email": entries.email, "phone": address.phone if address else ""},
        "note": entries.note,
        "changed": [_difference(difference) for difference in differences],
        "cart_id": screen.cart_id,
        "agreed_total": screen.agreed_total.amount,
        "token": screen.token,
    }


def address_lines(address: PostalAddress) -> list[str]:
    """Return an address as it stands on a parcel."""
    return [
        f"〒{format_postal_code(address.postal_code)}",
        f"{prefecture_name(address.prefecture)}{address.city}{address.street}",
        *([address.building] if address.building else []),
        pgettext("address", "%(name)s 様") % {"name": address.recipient},
        _("電話 %(phone)s") % {"phone": address.phone},
    ]


def _difference(difference: Difference) -> str:
    amounts = {"before": difference.before, "after": difference.after}
    return _(difference.message) % {name: money_text(amount) for name, amount in amounts.items() if amount}


def _shipping_cards(choices: Iterable[ShippingQuote]) -> list[dict[str, str]]:
    return [
        {
            "value": str(choice.method_id),
            "title": choice.name,
            "note": _("最短 %(day)s お届け") % {"day": day_text(choice.earliest)},
            "aside": money_text(choice.fee) if choice.fee else _("送料無料"),
        }
        for choice in choices
    ]


def _all_shipping_cards(offer: Offer) -> list[dict[str, str]]:
    # Before the prefecture is known: every way, with its lowest fee.
    if not offer.needs_shipping:
        return []
    currency = offer.totals.total.currency
    cards = []
    for method in methods():
        if method.active and method.fees:
            least = money_text(Money(min(fee.amount for fee in method.fees.values()), currency))
            aside = _("%(least)sから") % {"least": least}
            cards.append({"value": str(method.id), "title": method.name, "note": "", "aside": aside})
    return cards


def _payment_card(method: MethodOffer) -> dict[str, str]:
    aside = _("手数料 %(fee)s") % {"fee": money_text(method.fee)} if method.fee else ""
    return {
        "value": method.method.value,
        "title": method.label,
        "note": method.description,
        "aside": aside,
    }


def _coupon(offer: Offer) -> dict[str, str] | None:
    if offer.discount is None:
        return None
    values = {"title": offer.discount.title, "amount": money_text(offer.discount.amount)}
    return {"code": offer.discount.code, "text": _("%(title)s: %(amount)s引き") % values}
