"""What a buyer is told of an order, as a Flex Message for LINE and as a mail, in the order's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noren.kernel.money import Money
from noren.orders import flex
from noren.orders.flex import JsonObject
from noren.orders.types import HistoryView, OrderView, ShipmentView
from noren.orders.words import cancel_reason_text, day_text, moment_text, money_text
from noren.payments.types import PaymentInstructions

_ITEMS_SHOWN = 3
Rows = list[tuple[str, str]]


class NoticeKind(StrEnum):
    """What a buyer is told of."""

    RECEIVED = "received"
    PAYMENT_DUE = "payment_due"
    PAID = "paid"
    CONFIRMED = "confirmed"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice speaks of: the order as it stands, whose shop it is, and the act that is told."""

    order: OrderView
    shop_name: str
    address: str
    color: str
    act: HistoryView | None = None
    amount: Money | None = None
    shipment: ShipmentView | None = None
    instructions: PaymentInstructions | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, ready to be sent: `line` is a message object of LINE's API."""

    line: JsonObject
    mail_subject: str
    mail_body: str


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    lead: str


def build(kind: NoticeKind, facts: NoticeFacts) -> Notice:
    """Write a notice in the order's language."""
    with translation.override(facts.order.language):
        words = _words(kind, facts)
        rows = list(_ROWS.get(kind, _sum_rows)(facts))
        return Notice(
            line=_line(kind, facts, words, rows),
            mail_subject=f"{words.title}（{facts.order.number}） - {facts.shop_name}",
            mail_body=_mail(facts, words, rows),
        )


def _line(kind: NoticeKind, facts: NoticeFacts, words: _Words, rows: Rows) -> JsonObject:
    body = [
        flex.text(facts.shop_name, size="xs", color=facts.color, bold=True),
        flex.text(words.title, size="xl", bold=True, margin="sm"),
        flex.text(
            _("注文番号 %(number)s") % {"number": facts.order.number}, size="xs", color=flex.SOFT, margin="xs"
        ),
        flex.text(words.lead, margin="lg"),
        *_highlight(facts),
        flex.separator(),
        *_items(facts),
        flex.separator(),
        *(
            flex.row(label, value, strong=index == 0, margin="lg" if index == 0 else "sm")
            for index, (label, value) in enumerate(rows)
        ),
        *_message(facts),
    ]
    return flex.message(
        f"{words.title} {facts.order.number}", flex.bubble(body, _buttons(kind, facts), color=facts.color)
    )


def _highlight(facts: NoticeFacts) -> list[JsonObject]:
    ticket = facts.instructions.konbini if facts.instructions else None
    if ticket is not None:
        return [
            flex.highlight(
                _("%(chain)sのお支払い番号") % {"chain": ticket.chain_label}, ticket.number, color=facts.color
            )
        ]
    if facts.instructions is not None and facts.instructions.bank_account:
        return [flex.quotation(_("お振込先"), facts.instructions.bank_account)]
    if facts.shipment is not None and facts.shipment.tracking_number:
        label = _("%(carrier)s お問い合わせ番号") % {"carrier": facts.shipment.carrier_name}
        return [flex.highlight(label, facts.shipment.tracking_number, color=facts.color)]
    return []


def _items(facts: NoticeFacts) -> list[JsonObject]:
    goods = _goods(facts)
    shown = [flex.item(title, detail, f"× {count}") for title, detail, count in goods[:_ITEMS_SHOWN]]
    more = len(goods) - _ITEMS_SHOWN
    if more > 0:
        shown.append(flex.text(_more(more), size="xs", color=flex.SOFT, margin="md"))
    return shown


def _more(count: int) -> str:
    return ngettext("ほか%(count)d点", "ほか%(count)d点", count) % {"count": count}


def _goods(facts: NoticeFacts) -> list[tuple[str, str, int]]:
    """The goods a notice is about: a parcel's contents, else what remains, else (all cancelled) what was ordered."""
    order, contents = facts.order, facts.shipment.contents if facts.shipment else None
    if contents is not None:
        return [
            (line.product_title, line.variant_title, contents[line.id])
            for line in order.lines
            if line.id in contents
        ]
    left = [(line.product_title, line.variant_title, line.remaining_quantity) for line in order.lines]
    kept = [entry for entry in left if entry[2]]
    return kept or [(line.product_title, line.variant_title, line.quantity) for line in order.lines]


def _message(facts: NoticeFacts) -> list[JsonObject]:
    words = _words_of_the_shop(facts)
    return [flex.quotation(_("ショップからのメッセージ"), words)] if words else []


def _words_of_the_shop(facts: NoticeFacts) -> str:
    return facts.act.message if facts.act is not None and facts.act.actor_kind == "staff" else ""


def _buttons(kind: NoticeKind, facts: NoticeFacts) -> list[JsonObject]:
    if kind is NoticeKind.SHIPPED and facts.shipment is not None and facts.shipment.tracking_url:
        return [
            flex.button(_("配送状況を見る"), facts.shipment.tracking_url, color=facts.color),
            flex.button(_("注文の詳細"), facts.address),
        ]
    label = _("お支払い方法を見る") if kind is NoticeKind.PAYMENT_DUE else _("注文の詳細を見る")
    return [flex.button(label, facts.address, color=facts.color)]


def _mail(facts: NoticeFacts, words: _Words, rows: Rows) -> str:
    order = facts.order
    parts = [
        _("%(name)s 様") % {"name": order.name},
        words.lead,
        *([facts.instructions.text] if facts.instructions else []),
        *([_parcel(facts.shipment)] if facts.shipment else []),
        *(
            [f"{_('ショップからのメッセージ')}\n{_words_of_the_shop(facts)}"]
            if _words_of_the_shop(facts)
            else []
        ),
        "\n".join([f"{_('注文番号')}: {order.number}", *(_mail_item(entry) for entry in _goods(facts))]),
        "\n".join(f"{label}: {value}" for label, value in rows),
        f"{_('注文の詳細はこちらからご覧いただけます。')}\n{facts.address}",
        facts.shop_name,
    ]
    return "\n\n".join(parts) + "\n"


def _mail_item(entry: tuple[str, str, int]) -> str:
    title, detail, count = entry
    return f"・{title}{f' / {detail}' if detail else ''} × {count}"


def _parcel(shipment: ShipmentView) -> str:
    lines = [f"{_('配送会社')}: {shipment.carrier_name}"]
    if shipment.tracking_number:
        lines.append(f"{_('お問い合わせ番号')}: {shipment.tracking_number}")
    if shipment.tracking_url:
        lines.append(shipment.tracking_url)
    return "\n".join(lines)


def _sum_rows(facts: NoticeFacts) -> Rows:
    order = facts.order
    rows = [(_("合計（税込）"), money_text(order.remaining or order.total))]
    if order.payment_label:
        rows.append((_("お支払い方法"), order.payment_label))
    return rows + _delivery_rows(order)


def _delivery_rows(order: OrderView) -> Rows:
    rows: Rows = []
    if order.delivery_date is not None:
        when = f"{day_text(order.delivery_date)} {order.delivery_slot_label}".strip()
        rows.append((_("お届け希望日"), when))
    elif order.delivery_slot_label:
        rows.append((_("お届け時間帯"), order.delivery_slot_label))
    return rows


def _due_rows(facts: NoticeFacts) -> Rows:
    rows = [(_("お支払い金額"), money_text(facts.order.outstanding))]
    deadline = facts.instructions.deadline if facts.instructions else facts.order.expires_at
    if deadline is not None:
        rows.append((_("お支払い期限"), moment_text(deadline)))
    return [*rows, (_("お支払い方法"), facts.order.payment_label)]


def _confirmed_rows(facts: NoticeFacts) -> Rows:
    rows = _sum_rows(facts)
    if facts.order.ship_by is not None:
        rows.append((_("発送予定日"), day_text(facts.order.ship_by)))
    return rows


def _cancelled_rows(facts: NoticeFacts) -> Rows:
    order = facts.order
    rows = [(_("取り消した金額"), money_text(facts.amount or order.total))]
    if facts.act is not None and facts.act.reason and facts.act.actor_kind == "staff":
        rows.append((_("理由"), cancel_reason_text(facts.act.reason)))
    if order.refund_requested:
        rows.append((_("返金"), money_text(order.refund_requested)))
    if order.remaining:
        rows.append((_("残りのご注文"), money_text(order.remaining)))
    return rows


def _refunded_rows(facts: NoticeFacts) -> Rows:
    rows = [(_("返金額"), money_text(facts.amount or facts.order.refunded))]
    if facts.order.remaining:
        rows.append((_("返金後の合計（税込）"), money_text(facts.order.remaining)))
    return [*rows, (_("お支払い方法"), facts.order.payment_label)]


def _words(kind: NoticeKind, facts: NoticeFacts) -> _Words:
    if kind is NoticeKind.SHIPPED and any(line.to_ship for line in facts.order.lines):
        return _Words(
            _("商品を発送しました"),
            _("ご注文の一部を発送しました。残りの商品は、準備ができしだい発送します。"),
        )
    if kind is NoticeKind.CANCELLED and facts.order.remaining:
        return _Words(_("ご注文の一部を取り消しました"), _("次の商品は、引き続きお届けします。"))
    if kind is NoticeKind.CANCELLED and facts.act is not None and facts.act.actor_kind == "buyer":
        return _Words(_("ご注文のキャンセルを承りました"), _("キャンセルの手続きが完了しました。"))
    title, lead = _USUAL_WORDS[kind]
    return _Words(str(title), str(lead))


_USUAL_WORDS = {
    NoticeKind.RECEIVED: (
        gettext_lazy("ご注文を受け付けました"),
        gettext_lazy("ご注文ありがとうございます。ショップが内容を確認し、あらためてお知らせします。"),
    ),
    NoticeKind.PAYMENT_DUE: (
        gettext_lazy("ご注文を受け付けました"),
        gettext_lazy("ご注文ありがとうございます。お支払いを確認できしだい、発送の準備を始めます。"),
    ),
    NoticeKind.PAID: (
        gettext_lazy("お支払いを確認しました"),
        gettext_lazy("お支払いありがとうございます。ショップが注文を確認するまで、少しお待ちください。"),
    ),
    NoticeKind.CONFIRMED: (
        gettext_lazy("発送の準備をしています"),
        gettext_lazy("ショップがご注文を確認しました。発送しましたら、お知らせします。"),
    ),
    NoticeKind.SHIPPED: (
        gettext_lazy("商品を発送しました"),
        gettext_lazy("ご注文の商品を発送しました。お届けまで、楽しみにお待ちください。"),
    ),
    NoticeKind.COMPLETED: (
        gettext_lazy("お取引が完了しました"),
        gettext_lazy(
            "このたびはお買い上げいただき、ありがとうございました。またのご来店をお待ちしております。"
        ),
    ),
    NoticeKind.CANCELLED: (
        gettext_lazy("ご注文を取り消しました"),
        gettext_lazy("まことに申し訳ございませんが、ご注文を取り消しました。"),
    ),
    NoticeKind.EXPIRED: (
        gettext_lazy("お支払い期限が過ぎました"),
        gettext_lazy(
            "お支払いを確認できなかったため、ご注文は取り消されました。"
            "ご希望の場合は、もう一度ご注文ください。"
        ),
    ),
    NoticeKind.REFUNDED: (
        gettext_lazy("返金の手続きが完了しました"),
        gettext_lazy("返金がお手元に届くまでの日数は、お支払い方法によって異なります。"),
    ),
}
_ROWS: Mapping[NoticeKind, Callable[[NoticeFacts], Rows]] = {
    NoticeKind.PAYMENT_DUE: _due_rows,
    NoticeKind.CONFIRMED: _confirmed_rows,
    NoticeKind.CANCELLED: _cancelled_rows,
    NoticeKind.REFUNDED: _refunded_rows,
}
