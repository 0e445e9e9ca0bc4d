"""An order in the shape of its buyer's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from noren.catalog.selectors import sellable_variants
from noren.catalog.types import SellableVariant
from noren.kernel.clock import now
from noren.kernel.japanese import format_postal_code, prefecture_name
from noren.orders.selectors import settings
from noren.orders.states import BUYER_CANCELLABLE, LIVE, LineState, RefundState
from noren.orders.types import BUYER_CANCEL_REASONS, LineView, OrderView, Page, ShipmentView
from noren.orders.words import cancel_reason_text, day_text, moment_text, money_text, state_text
from noren.payments.selectors import instructions, payment_for
from noren.payments.states import PaymentState
from noren.platform.media.selectors import images
from noren.surfaces.storefront.pictures import picture

_JUST_PLACED = timedelta(minutes=10)
Context = dict[str, Any]
STATE_KINDS = {
    LineState.AWAITING_PAYMENT: "warn",
    LineState.PAID: "info",
    LineState.CONFIRMED: "info",
    LineState.SHIPPED: "info",
    LineState.DELIVERED: "good",
    LineState.COMPLETED: "good",
}


def order_context(order: OrderView, *, base: str) -> Context:
    """Return the context of storefront/order.html."""
    live = [line for line in order.lines if line.remaining_quantity]
    paying = payment_for(order.id) if order.state is LineState.AWAITING_PAYMENT else None
    settling = paying is not None and paying.state is PaymentState.CAPTURED
    return {
        "order": {
            "number": order.number,
            "placed_at": order.placed_at,
            "state_text": _("お支払いを確認しました") if settling else _headline(order),
            "timeline": _timeline(order),
            "lines": _lines(order, base),
            "sums": _sums(order),
            "payment_text": order.payment_label or _("お支払いはありません"),
            "address_lines": address_lines(order),
            "delivery_text": delivery_text(order),
            "parcels": [_parcel(parcel) for parcel in order.shipments],
            "refunds": [_refund_text(order)] if order.refund_requested else [],
            "can_cancel": bool(live) and all(line.state in BUYER_CANCELLABLE for line in live),
            "can_receive": bool(live) and all(line.state in _ARRIVING for line in live),
            "note": order.buyer_note,
            "terms": [(item.heading, item.text) for item in order.terms_shown],
        },
        # The money is in and the order hears of it in a moment: the page looks again by itself.
        "settling": settling,
        "just_placed": order.placed_at > now() - _JUST_PLACED and bool(live),
        "payment_due": _payment_due(order),
        "cancel_reasons": [(reason.value, cancel_reason_text(reason)) for reason in BUYER_CANCEL_REASONS],
        "complete_days": settings().complete_after_days,
    }


_ARRIVING = frozenset({LineState.SHIPPED, LineState.DELIVERED})


def list_context(page: Page, *, here: str, base: str) -> Context:
    """Return the context of storefront/account_orders.html."""
    pictures = images(row.first_image_id for row in page.rows if row.first_image_id)
    return {
        "orders": [
            {
                "number": row.number,
                "url": f"{base}/orders/{row.number}",
                "placed_at": row.placed_at,
                "title": row.first_title,
                "more": row.line_count - 1,
                "total": row.remaining or row.total,
                "state_text": state_text(row.state),
                "state_kind": STATE_KINDS.get(row.state, ""),
                "image": picture(pictures.get(row.first_image_id)) if row.first_image_id else None,
            }
            for row in page.rows
        ],
        "pager": {"next": f"{here}?after={page.after}" if page.after else None},
    }


def address_lines(order: OrderView) -> list[str]:
    """Return where the parcels go, line by line."""
    to = order.address
    place = f"{prefecture_name(to.prefecture)}{to.city}{to.street}"
    return [
        f"〒{format_postal_code(to.postal_code)}",
        place,
        *filter(None, [to.building]),
        _("%(name)s 様") % {"name": to.recipient},
    ]


def delivery_text(order: OrderView) -> str:
    """Return when and how the parcels come, as wished."""
    parts = [order.shipping_name]
    if order.delivery_date is not None:
        parts.append(day_text(order.delivery_date))
    return " ".join(filter(None, [*parts, order.delivery_slot_label]))


def _headline(order: OrderView) -> str:
    words = {
        LineState.AWAITING_PAYMENT: _("お支払いをお待ちしています"),
        LineState.PAID: _("ショップの確認をお待ちください"),
        LineState.CONFIRMED: _("発送の準備をしています"),
        LineState.SHIPPED: _("お届けの途中です"),
        LineState.DELIVERED: _("お届けが完了しました"),
        LineState.COMPLETED: _("お取引が完了しました"),
        LineState.EXPIRED: _("お支払い期限が過ぎました"),
        LineState.CANCELLED: _("ご注文はキャンセルされました"),
    }
    if order.state is LineState.AWAITING_PAYMENT and order.expires_at is None:
        return _("ショップの確認をお待ちください")
    return words.get(order.state, state_text(order.state))


_STEPS = ("placed", "paid", "confirmed", "shipped", "delivered", "completed")
_STEP_OF = {
    LineState.AWAITING_PAYMENT: 0,
    LineState.PAID: 1,
    LineState.CONFIRMED: 2,
    LineState.SHIPPED: 3,
    LineState.DELIVERED: 4,
    LineState.COMPLETED: 5,
}


def _timeline(order: OrderView) -> list[Context]:
    if order.state not in LIVE:
        return _ended(order)
    # What is paid at the door is paid at some time of its own: it is no step on the way.
    steps = [
        step for step in _STEPS if step != "paid" or order.expires_at is not None or order.total.amount == 0
    ]
    reached = _STEP_OF[order.state]
    return [_step(order, step, _STEPS.index(step), reached) for step in steps]


def _step(order: OrderView, step: str, index: int, reached: int) -> Context:
    names = {
        "placed": _("ご注文"),
        "paid": _("お支払い"),
        "confirmed": _("ショップの確認"),
        "shipped": _("発送"),
        "delivered": _("お届け"),
        "completed": _("お取引完了"),
    }
    act = next((act for act in reversed(order.history) if act.act == step), None)
    done = index <= reached
    words = act.message if act is not None and act.actor_kind == "staff" else ""
    if not done and step == "shipped" and order.ship_by is not None:
        words = _("%(day)sまでに発送の予定です。") % {"day": day_text(order.ship_by)}
    return {
        "title": names[step],
        "at": act.at if act is not None and done else None,
        "text": words,
        "state": "done" if done else "now" if index == reached + 1 else "ahead",
    }


def _ended(order: OrderView) -> list[Context]:
    last = next(
        (act for act in reversed(order.history) if act.act in ("cancelled", "expired", "paid")),
        order.history[-1],
    )
    reason = cancel_reason_text(last.reason) if last.act == "cancelled" and last.reason else ""
    from_shop = last.message if last.actor_kind == "staff" else ""
    return [
        {"title": _("ご注文"), "at": order.placed_at, "text": "", "state": "done"},
        {
            "title": state_text(order.state),
            "at": last.at,
            "text": from_shop or reason,
            "state": "now",
        },
    ]


def _lines(order: OrderView, base: str) -> list[Context]:
    known = sellable_variants([line.variant_id for line in order.lines])
    pictures = images(line.image_id for line in order.lines if line.image_id)
    return [
        {
            "title": line.product_title,
            "options": line.variant_title,
            "quantity": line.quantity,
            "total": line.amount + line.discount,
            "url": _product_url(line, known, base),
            "image": picture(pictures.get(line.image_id)) if line.image_id else None,
            "state_text": _line_state(line, order),
        }
        for line in order.lines
    ]


def _product_url(line: LineView, known: Mapping[UUID, SellableVariant], base: str) -> str:
    variant = known.get(line.variant_id)
    return f"{base}/products/{variant.handle}" if variant is not None and variant.published else ""


def _line_state(line: LineView, order: OrderView) -> str:
    if line.cancelled_quantity and line.remaining_quantity:
        return _("%(count)s点を取り消しました") % {"count": line.cancelled_quantity}
    return state_text(line.state) if line.state is not order.state else ""


def _sums(order: OrderView) -> Context:
    rows = [(_("商品の合計"), order.goods)]
    if order.discount:
        rows.append((_("割引 %(code)s") % {"code": order.coupon_code}, -order.discount))
    rows.append((_("送料"), order.shipping))
    if order.fee:
        rows.append((_("手数料"), order.fee))
    taken_back = order.total - order.remaining
    if taken_back:
        rows.append((_("取り消し・返金"), -taken_back))
    tax = [
        _("%(rate)s%%対象 %(gross)s（うち消費税 %(tax)s）")
        % {"rate": f"{part.rate / 10:g}", "gross": money_text(part.gross), "tax": money_text(part.tax)}
        for part in order.remaining_tax
    ]
    return {"rows": rows, "total": order.remaining, "tax_notes": tax}


def _parcel(parcel: ShipmentView) -> Context:
    arrived = parcel.delivered_at
    return {
        "carrier": parcel.carrier_name,
        "number": parcel.tracking_number,
        "url": parcel.tracking_url,
        "text": _("%(when)s 配達完了") % {"when": moment_text(arrived)}
        if arrived
        else _("%(when)s 発送") % {"when": moment_text(parcel.shipped_at)},
    }


def _refund_text(order: OrderView) -> str:
    open_ones = [refund for refund in order.refunds if refund.state is RefundState.REQUESTED]
    if open_ones:
        return _("%(amount)sの返金を手続きしています。") % {
            "amount": money_text(order.refund_requested - order.refunded)
        }
    return _("%(amount)sを返金しました。") % {"amount": money_text(order.refunded)}


def _payment_due(order: OrderView) -> Context | None:
    payment = payment_for(order.id)
    if payment is None or not payment.awaits_money or order.state is not LineState.AWAITING_PAYMENT:
        return None
    told = instructions(payment)
    deadline = told.deadline if told else payment.expires_at
    return {
        "text": told.text if told else _("お支払いがまだ完了していません。"),
        "number": told.konbini.number if told and told.konbini else "",
        "account": told.bank_account if told else "",
        "amount": order.outstanding,
        "deadline": moment_text(deadline) if deadline else "",
        "can_pay": not payment.method.by_hand and not (told and told.konbini),
    }
