"""What must be entered before an order can be placed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from noren.checkout.types import Buyer, Entries, Offer
from noren.kernel.errors import Conflict, Problem, conflict
from noren.kernel.japanese import prefecture_name
from noren.shops.types import ShopInfo

_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$")
LONGEST_NOTE = 500


def problems(entries: Entries, offer: Offer, *, buyer: Buyer) -> list[Problem]:
    """Return what is missing or wrong, by the field it belongs to; nothing when the order can be placed."""
    return [
        *_contact(entries, buyer),
        *_delivery(entries, offer),
        *_payment(entries, offer),
        *([offer.coupon_problem] if offer.coupon_problem else []),
    ]


def refuse_closed_shop(shop: ShopInfo) -> None:
    """Raise Conflict unless the shop takes orders."""
    if not shop.sells:
        raise conflict("shop_not_selling", "ただいまご注文の受け付けを休止しています。")


def cart_not_orderable() -> Conflict:
    """The refusal while something in the cart can't be bought as it stands."""
    return conflict("cart_not_orderable", "ご注文いただけない商品があります。カートをご確認ください。")


def _contact(entries: Entries, buyer: Buyer) -> Iterator[Problem]:
    # Whoever is logged in is told by LINE; a guest has nothing but the address.
    if not entries.email:
        if buyer.customer_id is None:
            yield Problem("email_missing", "メールアドレスを入力してください。", "email")
    elif len(entries.email) > 254 or not _EMAIL.match(entries.email):
        yield Problem("email_invalid", "メールアドレスの形をご確認ください(例: hanako@example.jp)。", "email")
    if len(entries.note) > LONGEST_NOTE:
        yield Problem(
            "note_too_long", "連絡事項は%(most)s文字以内で入力してください。", "note", {"most": LONGEST_NOTE}
        )


def _delivery(entries: Entries, offer: Offer) -> Iterator[Problem]:
    if entries.address is None:
        yield Problem("address_missing", "お届け先を入力してください。", "postal_code")
        return
    if not offer.needs_shipping:
        return
    if not offer.shipping_choices:
        place = prefecture_name(entries.address.prefecture)
        yield Problem(
            "not_delivered_there",
            "申し訳ございません。%(prefecture)sへのお届けには対応していません。",
            "prefecture",
            {"prefecture": place},
        )
        return
    if offer.shipping is None:
        yield Problem("shipping_missing", "お届け方法を選んでください。", "method")
        return
    if entries.delivery_date and entries.delivery_date not in offer.shipping.dates:
        yield Problem("date_not_offered", "このお届け日は選べません。別の日を選んでください。", "day")
    codes = {slot.code for slot in offer.shipping.slots}
    if entries.delivery_slot and entries.delivery_slot not in codes:
        yield Problem("slot_not_offered", "この時間帯は選べません。別の時間帯を選んでください。", "slot")


def _payment(entries: Entries, offer: Offer) -> Iterator[Problem]:
    if offer.method is not None or offer.nothing_to_pay:
        return
    if entries.payment_method is None:
        yield Problem("payment_missing", "お支払い方法を選んでください。", "payment")
    else:
        yield Problem(
            "payment_not_offered",
            "このお支払い方法は今回のご注文では使えません。別の方法を選んでください。",
            "payment",
        )
