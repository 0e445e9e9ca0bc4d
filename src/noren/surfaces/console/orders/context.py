"""Orders in the shape of the console's pages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noren.kernel.japanese import format_postal_code, prefecture_name
from noren.kernel.money import Money
from noren.orders.permissions import CANCEL_ORDERS, FULFIL_ORDERS, HANDLE_MONEY
from noren.orders.states import CANCELLABLE, Desk, LineState, RefundState
from noren.orders.types import (
    SHOP_CANCEL_REASONS,
    DeskCounts,
    HistoryView,
    LineView,
    OrderRow,
    OrderView,
    Page,
    RefundView,
    ShipmentView,
)
from noren.orders.words import (
    cancel_reason_text,
    day_text,
    moment_text,
    money_text,
    refund_reason_text,
    state_text,
)
from noren.payments.selectors import payment_for
from noren.payments.types import PaymentInfo
from noren.platform.media.selectors import images
from noren.shipping.carriers.directory import carriers
from noren.surfaces.console.orders.forms import SHOP_REFUND_REASONS
from noren.surfaces.console.orders.queues import QUEUES, Queue

Context = dict[str, Any]
STATE_KINDS = {
    LineState.AWAITING_PAYMENT: "warn",
    LineState.PAID: "bad",
    LineState.CONFIRMED: "info",
    LineState.SHIPPED: "good",
    LineState.DELIVERED: "good",
}
READY_MESSAGES = (
    gettext_lazy("ご注文ありがとうございます。心を込めてお包みし、発送の準備をいたします。"),
    gettext_lazy("ご希望のお届け日に合わせて発送いたします。今しばらくお待ちください。"),
    gettext_lazy("ただいまご注文が混み合っております。順に発送いたしますので、少しお時間をください。"),
)


def list_context(page: Page, *, queue: Queue, counts: DeskCounts, search: str, here: str) -> Context:
    """Return the context of console/orders/list.html."""
    further = f"{here}?queue={queue.key}&q={search}&after={page.after}" if page.after else None
    return {
        "tabs": [
            {
                "text": one.name,
                "href": f"{here}?queue={one.key}",
                "current": one.key == queue.key and not search,
                "count": count_text(one.count(counts), counts.limit),
                "urgent": one.urgent,
            }
            for one in QUEUES
        ],
        "queue": queue.desk is Desk.TO_CONFIRM,
        "orders": [order_row(row, here=here) for row in page.rows],
        "q": search,
        "pager": {"next": further},
        "ready_messages": READY_MESSAGES,
    }


def count_text(count: int, limit: int) -> str:
    """Return a number that is counted up to a limit only; nothing for none."""
    return "" if not count else f"{limit - 1}+" if count >= limit else str(count)


def order_row(row: OrderRow, *, here: str) -> Context:
    """Return an order as a row of a list."""
    more = _(" ほか%(count)s点") % {"count": row.line_count - 1} if row.line_count > 1 else ""
    when = day_text(row.delivery_date) if row.delivery_date else ""
    return {
        "id": row.id,
        "number": row.number,
        "url": f"{here}/{row.number}",
        "name": row.name,
        "at": row.placed_at,
        "summary": f"{row.first_title}{more}",
        "prefecture": prefecture_name(row.prefecture),
        "delivery_text": " ".join(filter(None, [when, row.delivery_slot_label])),
        "total": row.remaining or row.total,
        "payment_text": row.payment_label,
        "state_text": state_label(row.state, row.desk),
        "state_kind": "bad" if row.needs_attention else state_kind(row.state, row.desk),
        "message": row.has_note,
        "attention": row.needs_attention,
    }


def state_label(state: LineState, desk: Desk) -> str:
    """Return how the shop calls an order's state: what waits for its confirmation says so."""
    return _("未確認") if desk is Desk.TO_CONFIRM else state_text(state)


def state_kind(state: LineState, desk: Desk) -> str:
    """Return the colour of a state's pill."""
    return "bad" if desk is Desk.TO_CONFIRM else STATE_KINDS.get(state, "")


def detail_context(order: OrderView, *, permissions: Collection[str]) -> Context:
    """Return the context of console/orders/detail.html."""
    payment = payment_for(order.id)
    return {
        "order": {
            "number": order.number,
            "placed_at": order.placed_at,
            "state_text": state_label(order.state, order.desk),
            "state_kind": state_kind(order.state, order.desk),
            "step": _step(order),
            "lines": _lines(order),
            "sums": _sums(order),
            "timeline": [_act(act, order) for act in reversed(order.history)],
            "customer": _customer(order),
            "address_lines": _address(order),
            "delivery_text": _delivery(order),
            "ship_by": day_text(order.ship_by) if order.ship_by else "",
            "payment": _payment(order, payment),
            "parcels": [_parcel(parcel) for parcel in order.shipments],
            "refunds": [
                _refund(refund, by_hand=bool(payment and payment.method.by_hand)) for refund in order.refunds
            ],
            "note": order.buyer_note,
            "memo": order.staff_note,
            "attention": _attention(order),
        },
        **_possible(order, payment, permissions),
        "ready_messages": READY_MESSAGES,
        "carriers": [(one.code, one.name) for one in carriers()],
        "carrier": order.shipping_carrier,
        "cancel_reasons": [(reason.value, cancel_reason_text(reason)) for reason in SHOP_CANCEL_REASONS],
        "refund_reasons": [(reason.value, refund_reason_text(reason)) for reason in SHOP_REFUND_REASONS],
        "refundable": refundable(order),
    }


def refundable(order: OrderView) -> Money:
    """Return the most that can still be given back without taking goods back."""
    return min(order.remaining, order.paid - order.refund_requested)


def _possible(order: OrderView, payment: PaymentInfo | None, permissions: Collection[str]) -> Context:
    in_shop = any(line.state in CANCELLABLE and line.to_ship for line in order.lines)
    by_hand = payment is not None and payment.method.by_hand and payment.awaits_money
    return {
        "can_fulfil": FULFIL_ORDERS in permissions,
        "can_cancel": CANCEL_ORDERS in permissions and in_shop,
        "can_cancel_part": order.state is not LineState.AWAITING_PAYMENT or order.desk is Desk.TO_CONFIRM,
        "can_refund": HANDLE_MONEY in permissions and bool(refundable(order)),
        "can_record_payment": HANDLE_MONEY in permissions and by_hand and bool(order.outstanding),
        "can_handle_money": HANDLE_MONEY in permissions,
        "can_deliver": FULFIL_ORDERS in permissions
        and any(not parcel.delivered_at for parcel in order.shipments),
    }


def _step(order: OrderView) -> str:
    steps = {
        Desk.TO_CONFIRM: "confirm",
        Desk.TO_SHIP: "ship",
        Desk.WAITING: "wait",
        Desk.ON_THE_WAY: "shipped",
    }
    return steps.get(order.desk, "closed")


def _lines(order: OrderView) -> list[Context]:
    pictures = images(line.image_id for line in order.lines if line.image_id)
    shown = []
    for line in order.lines:
        image = pictures.get(line.image_id) if line.image_id else None
        shown.append(
            {
                "id": line.id,
                "title": line.product_title,
                "options": " ・ ".join(filter(None, [line.variant_title, line.sku])),
                "image": {"src": image.thumbnail, "alt": "", "width": image.width, "height": image.height}
                if image
                else None,
                "quantity": line.quantity,
                "to_ship": line.to_ship,
                "price": line.unit,
                "total": line.unit * line.quantity,
                "state_text": _line_state(line, order),
                "reduced_tax": line.rate < order.per_rate[0].rate or line.rate == 80,
            }
        )
    return shown


def _line_state(line: LineView, order: OrderView) -> str:
    parts = []
    if line.cancelled_quantity:
        parts.append(_("取り消し %(count)s点") % {"count": line.cancelled_quantity})
    if line.shipped_quantity and line.to_ship:
        parts.append(_("発送済み %(count)s点") % {"count": line.shipped_quantity})
    elif line.remaining_quantity and line.state is not order.state:
        parts.append(state_text(line.state))
    return " ・ ".join(parts)


def _sums(order: OrderView) -> Context:
    rows = [(_("商品の合計"), order.goods)]
    if order.discount:
        rows.append((_("割引 %(code)s") % {"code": order.coupon_code}, -order.discount))
    rows.append((_("送料"), order.shipping))
    if order.fee:
        rows.append((_("手数料"), order.fee))
    if order.total != order.remaining:
        rows.append((_("取り消し・返金"), order.remaining - order.total))
    tax = [
        _("%(rate)s%%対象 %(gross)s（うち消費税 %(tax)s）")
        % {"rate": f"{part.rate / 10:g}", "gross": money_text(part.gross), "tax": money_text(part.tax)}
        for part in order.remaining_tax
    ]
    if any(line.rate == 80 for line in order.lines):
        tax.append(_("※は軽減税率の対象です。"))
    return {"rows": rows, "total": order.remaining, "tax_notes": tax}


_ACTS = {
    "placed": gettext_lazy("注文"),
    "paid": gettext_lazy("入金"),
    "confirmed": gettext_lazy("注文を確認"),
    "shipped": gettext_lazy("発送"),
    "tracking_corrected": gettext_lazy("お荷物の情報を訂正"),
    "delivered": gettext_lazy("配達完了"),
    "completed": gettext_lazy("取引完了"),
    "cancelled": gettext_lazy("取り消し"),
    "expired": gettext_lazy("お支払い期限切れ"),
    "refund_asked": gettext_lazy("返金を依頼"),
    "refunded": gettext_lazy("返金完了"),
    "refund_failed": gettext_lazy("返金できませんでした"),
    "noted": gettext_lazy("メモを変更"),
}
_ACTORS = {
    "buyer": gettext_lazy("お客様"),
    "staff": gettext_lazy("スタッフ"),
    "system": gettext_lazy("自動"),
    "provider": gettext_lazy("決済会社"),
    "operator": gettext_lazy("運営"),
    "agent": gettext_lazy("お客様の代理"),
}


def _act(act: HistoryView, order: OrderView) -> Context:
    amount = (
        money_text(act.amount)
        if act.amount and act.act in ("paid", "cancelled", "refund_asked", "refunded", "refund_failed")
        else ""
    )
    reason = cancel_reason_text(act.reason) if act.act in ("cancelled", "paid") and act.reason else ""
    if act.act == "refund_asked" and act.reason:
        reason = refund_reason_text(act.reason)
    words = [" ・ ".join(filter(None, [str(_ACTORS[act.actor_kind]), amount, reason])), act.message]
    return {
        "title": str(_ACTS[act.act]),
        "at": act.at,
        "text": " — ".join(filter(None, words)),
        "state": "done" if act != order.history[-1] else "now",
    }


def _customer(order: OrderView) -> Context:
    return {
        "name": order.name,
        "kana": order.address.recipient_kana,
        "email": order.email,
        "phone": order.phone,
        "guest": order.customer_id is None,
    }


def _address(order: OrderView) -> list[str]:
    to = order.address
    lines = [
        f"〒{format_postal_code(to.postal_code)}",
        f"{prefecture_name(to.prefecture)}{to.city}{to.street}",
        to.building,
        _("%(name)s 様") % {"name": to.recipient},
        to.phone,
    ]
    return [line for line in lines if line]


def _delivery(order: OrderView) -> str:
    when = day_text(order.delivery_date) if order.delivery_date else ""
    return " ".join(filter(None, [order.shipping_name, when, order.delivery_slot_label]))


def _payment(order: OrderView, payment: PaymentInfo | None) -> Context:
    if order.outstanding:
        text, kind = _("未入金"), "warn"
    elif order.refund_requested and order.refund_requested == order.paid:
        text, kind = _("返金済み") if order.refunded == order.paid else _("返金手続き中"), ""
    elif order.paid or not order.total:
        text, kind = _("入金済み"), "good"
    else:
        text, kind = _("お支払いなし"), ""
    deadline = payment.expires_at if payment is not None and payment.awaits_money else None
    return {
        "text": order.payment_label or _("お支払いなし"),
        "state_text": text,
        "state_kind": kind,
        "captured": order.paid,
        "refunded": order.refunded,
        "outstanding": order.outstanding,
        "deadline": moment_text(deadline) if deadline else "",
    }


def _parcel(parcel: ShipmentView) -> Context:
    return {
        "id": parcel.id,
        "carrier": parcel.carrier_name,
        "carrier_code": parcel.carrier,
        "number": parcel.tracking_number,
        "url": parcel.tracking_url,
        "text": _("%(when)s 配達完了") % {"when": moment_text(parcel.delivered_at)}
        if parcel.delivered_at
        else _("%(when)s 発送") % {"when": moment_text(parcel.shipped_at)},
    }


def _refund(refund: RefundView, *, by_hand: bool) -> Context:
    texts = {
        RefundState.REQUESTED: (_("お客様の口座へ返金してください"), "warn")
        if by_hand
        else (_("手続き中"), "info"),
        RefundState.CONFIRMED: (_("返金完了"), "good"),
        RefundState.FAILED: (_("返金できませんでした"), "bad"),
    }
    text, kind = texts[refund.state]
    return {
        "id": refund.id,
        "amount": refund.amount,
        "reason": refund_reason_text(refund.reason),
        "state_text": text,
        "state_kind": kind,
        "can_retry": refund.state is RefundState.FAILED,
        "can_note": by_hand and refund.state is RefundState.REQUESTED,
    }


def _attention(order: OrderView) -> str:
    if any(refund.state is RefundState.FAILED for refund in order.refunds):
        return _("返金できませんでした。下の「返金」から、もう一度お試しください。")
    if order.needs_attention:
        return _(
            "配達は済みましたが、代金の入金がまだ記録されていません。配送会社からの入金を確かめて、記録してください。"
        )
    return ""
