"""The six items of the last screen (最終確認画面) in words, as 特定商取引法 12条の6 asks for (in force since 2022-06-01):
quantity, price, time and way of payment, time of delivery, withdrawal and cancelling, period of the offer.

Fixed here for every path to an order: no theme, shop or surface changes them. The words are kept with the order.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noren.checkout.types import Entries, Offer, OfferLine
from noren.checkout.words import day_text, money_text, percent_text
from noren.kernel.money import Money
from noren.orders.types import TermsItem
from noren.payments.types import MethodOffer, PaymentMethod
from noren.shipping.types import ShippingQuote
from noren.shops.types import LegalNoticeInfo

# With these the shop waits for the money before it sends anything.
PAID_BEFORE_SHIPPING = frozenset({PaymentMethod.BANK_TRANSFER, PaymentMethod.KONBINI})


def six_items(offer: Offer, entries: Entries, notice: LegalNoticeInfo) -> tuple[TermsItem, ...]:
    """Return the items in the order of the law, in the active language."""
    return (
        TermsItem(_("分量"), "\n".join(quantity_lines(offer))),
        TermsItem(_("販売価格"), "\n".join(price_lines(offer))),
        TermsItem(_("支払時期・方法"), "\n".join(payment_lines(offer))),
        TermsItem(_("引渡時期"), "\n".join(delivery_lines(offer, entries))),
        TermsItem(_("申込みの撤回・解除"), "\n".join(withdrawal_lines(notice))),
        TermsItem(_("申込期間"), notice.application_period or _("期間の定めはありません。")),
    )


def quantity_lines(offer: Offer) -> Iterator[str]:
    """Say how many of what."""
    for line in offer.lines:
        yield _("%(title)s × %(count)s点") % {"title": title(line), "count": line.quantity}


def price_lines(offer: Offer) -> Iterator[str]:
    """Say what each thing costs, what comes on top and off, the sum, and the tax in it."""
    for line in offer.lines:
        mark = " ※" if line.reduced_tax else ""
        unit = money_text(line.variant.price)
        yield f"{title(line)}{mark}: {unit} × {line.quantity} = {money_text(line.amount)}"
    for label, amount in sum_rows(offer):
        yield f"{label}: {money_text(amount)}"
    yield _("お支払い総額(税込): %(total)s") % {"total": money_text(offer.totals.total)}
    yield from tax_lines(offer)


def sum_rows(offer: Offer) -> Iterator[tuple[str, Money]]:
    """Say the parts of the sum: goods, coupon, delivery, fee."""
    totals = offer.totals
    yield _("商品の小計"), totals.goods
    if offer.discount:
        yield _("クーポン(%(code)s)") % {"code": offer.discount.code}, -totals.discount
    if offer.shipping:
        yield _("送料(%(method)s)") % {"method": offer.shipping.name}, totals.shipping
    if totals.fee and offer.method:
        yield _("手数料(%(method)s)") % {"method": offer.method.label}, totals.fee


def tax_lines(offer: Offer) -> Iterator[str]:
    """Say the sum and the tax of each rate; ※ marks what is at the reduced one."""
    for part in offer.totals.per_rate:
        values = {
            "rate": percent_text(part.rate),
            "gross": money_text(part.gross),
            "tax": money_text(part.tax),
        }
        yield _("%(rate)s対象 %(gross)s(うち消費税 %(tax)s)") % values
    if any(line.reduced_tax for line in offer.lines):
        yield _("※は軽減税率の対象です。")


def payment_lines(offer: Offer) -> Iterator[str]:
    """Say how and when the buyer pays."""
    if offer.nothing_to_pay:
        yield _("お支払いはありません。")
    elif offer.method is not None:
        yield offer.method.label
        yield offer.method.when_text


def delivery_lines(offer: Offer, entries: Entries) -> Iterator[str]:
    """Say when the goods leave and arrive."""
    if offer.shipping is None:
        return
    yield sending_text(offer.shipping, offer.method)
    if entries.delivery_date:
        yield _("お届け希望日: %(day)s") % {"day": day_text(entries.delivery_date)}
    elif offer.method is None or offer.method.method not in PAID_BEFORE_SHIPPING:
        yield _("最短のお届け予定: %(day)s") % {"day": day_text(offer.shipping.earliest)}
    label = slot_label(offer.shipping, entries.delivery_slot)
    if label:
        yield _("お届け時間帯: %(slot)s") % {"slot": label}
    yield _("お届け方法: %(method)s") % {"method": offer.shipping.name}


def sending_text(shipping: ShippingQuote, method: MethodOffer | None) -> str:
    """Say within how many working days the parcel leaves, counted from the order or, where that comes first, the payment."""
    least, most = shipping.lead_days
    after_payment = method is not None and method.method in PAID_BEFORE_SHIPPING
    if most == 0:
        return _("ご入金を確認した日に発送します。") if after_payment else _("ご注文の当日に発送します。")
    days = str(most) if least == most else f"{least}〜{most}"
    if after_payment:
        return _("ご入金の確認後、%(days)s営業日以内に発送します。") % {"days": days}
    return _("ご注文から%(days)s営業日以内に発送します。") % {"days": days}


def withdrawal_lines(notice: LegalNoticeInfo) -> Iterator[str]:
    """Say until when the order can be taken back, the shop's terms, and where to turn to."""
    yield _(
        "お店がご注文を確認するまでは、ご注文のページからすぐに取り消せます。確認後はお店へご連絡ください。"
    )
    if notice.return_policy:
        yield notice.return_policy
    contact = " / ".join(part for part in (notice.seller_name, notice.phone, notice.email) if part)
    if contact:
        yield _("連絡先: %(contact)s") % {"contact": contact}


def slot_label(shipping: ShippingQuote | None, code: str) -> str:
    """Return a slot's words, or empty."""
    slots = shipping.slots if shipping else ()
    return next((slot.label for slot in slots if slot.code == code), "")


def title(line: OfferLine) -> str:
    """Return a line's name with its variant."""
    variant = line.variant
    return (
        f"{variant.product_title}({variant.variant_title})"
        if variant.variant_title
        else variant.product_title
    )
