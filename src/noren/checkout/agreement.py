"""What the buyer agreed to: a token of all that the last screen showed, and what is different from it now.

The token holds the amounts, so that a change can be named, and a hash of everything else. It needs no signature: a made-up
one agrees only with a screen that shows exactly that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from django.utils.translation import gettext_noop

from noren.checkout.types import Difference, Entries, Offer
from noren.kernel.money import Money
from noren.orders.types import TermsItem

_PARTS = ("goods", "discount", "shipping", "fee", "tax", "total")
_CHANGED: Mapping[str, str] = {
    "goods": gettext_noop("商品の価格が%(before)sから%(after)sに変わりました。"),
    "discount": gettext_noop("クーポンの割引が%(before)sから%(after)sに変わりました。"),
    "shipping": gettext_noop("送料が%(before)sから%(after)sに変わりました。"),
    "fee": gettext_noop("手数料が%(before)sから%(after)sに変わりました。"),
    "tax": gettext_noop("消費税が%(before)sから%(after)sに変わりました。"),
    "total": gettext_noop("お支払い総額が%(before)sから%(after)sに変わりました。"),
}
_OTHERWISE = gettext_noop("ご注文の内容(数量・お届け予定・お支払い方法など)が変わりました。")


def token_of(offer: Offer, entries: Entries, terms: tuple[TermsItem, ...]) -> str:
    """Return the token of a last screen: six amounts in minor units and 64 hexadecimal digits, joined by dots."""
    shown = {
        "terms": [(item.heading, item.text) for item in terms],
        "lines": [(str(line.variant.variant_id), line.quantity, line.rate) for line in offer.lines],
        "per_rate": [(part.rate, part.gross.amount, part.tax.amount) for part in offer.totals.per_rate],
        "currency": offer.totals.total.currency,
        "shipping": str(offer.shipping.method_id) if offer.shipping else "",
        "entries": asdict(entries),
    }
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, default=str)
    amounts = ".".join(str(amount) for amount in _amounts(offer))
    return f"{amounts}.{hashlib.sha256(text.encode()).hexdigest()}"


def differences(token: str, offer: Offer) -> Iterator[Difference]:
    """Say what is different from the screen that `token` names; at least one sentence."""
    before = _read(token)
    after = dict(zip(_PARTS, _amounts(offer), strict=True))
    currency = offer.totals.total.currency
    changed = [part for part in _PARTS if before is not None and before[part] != after[part]]
    for part in changed:
        if before is not None:
            yield Difference(_CHANGED[part], Money(before[part], currency), Money(after[part], currency))
    if not changed:
        yield Difference(_OTHERWISE)


def _amounts(offer: Offer) -> list[int]:
    totals = offer.totals
    parts = (totals.goods, totals.discount, totals.shipping, totals.fee, totals.tax, totals.total)
    return [part.amount for part in parts]


def _read(token: str) -> dict[str, int] | None:
    parts = token.split(".")
    if len(parts) != len(_PARTS) + 1 or not all(
        part.isascii() and part.isdigit() and len(part) < 18 for part in parts[:-1]
    ):
        return None
    return dict(zip(_PARTS, map(int, parts), strict=False))
