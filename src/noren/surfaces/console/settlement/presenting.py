"""Statements in words and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from noren.kernel.money import Money
from noren.payments.states import IncidentKind
from noren.payments.types import IncidentInfo
from noren.settlement.types import CampaignInfo, FeeKind, PostingKind, Rate, Statement, StatementLine
from noren.settlement.wording import kind_text, method_text

_INCIDENTS = {
    IncidentKind.AMOUNT_DIFFERS: gettext_noop("決済会社の金額がご請求額と異なります"),
    IncidentKind.CURRENCY_DIFFERS: gettext_noop("決済会社の通貨がご請求と異なります"),
    IncidentKind.REFERENCE_DIFFERS: gettext_noop("決済会社からの通知がお店の記録と一致しません"),
    IncidentKind.MONEY_WITHOUT_ORDER: gettext_noop(
        "終了したご注文に入金がありました。ご返金の方法をお客様にご確認ください"
    ),
    IncidentKind.SECOND_CAPTURE: gettext_noop("同じご注文に2回入金がありました"),
    IncidentKind.UNKNOWN_PAYMENT: gettext_noop("お店の記録にない入金があります"),
    IncidentKind.UNKNOWN_REFUND: gettext_noop("お店の記録にない返金があります"),
    IncidentKind.REFUND_FAILED: gettext_noop("返金ができませんでした。別の方法で返金してください"),
}


@dataclass(frozen=True, slots=True)
class Stat:
    """A number with its words."""

    label: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a sum; `note` is small print."""

    text: str
    amount: Money
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One posting of the table; amounts that are nothing are None."""

    at: datetime
    text: str
    note: str
    number: str
    credit: Money | None
    debit: Money | None
    fees: Money | None
    net: Money


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A question for a person."""

    id: UUID
    text: str
    number: str
    amount: Money | None
    at: datetime


def stats_of(found: Statement) -> list[Stat]:
    """Return the four numbers of a month."""
    return [
        Stat(_("売上"), _yen(found.sales), _("お支払いいただいた金額")),
        Stat(_("返金"), _yen(found.refunds), _("お客様にお返しした金額")),
        Stat(_("手数料"), _yen(found.payment_fees + found.sales_fees), _("決済と販売の手数料（税込）")),
        Stat(_("差引"), _yen(found.net), _("お店に残る金額")),
    ]


def lines_of(found: Statement) -> list[Row]:
    """Return the sum of a month, step by step; empty when nothing moved."""
    if not (found.sales or found.refunds or found.payment_fees or found.sales_fees):
        return []
    return [
        Row(_("売上"), found.sales),
        Row(_("返金"), -found.refunds),
        Row(_("決済手数料"), -found.payment_fees, _("税込")),
        Row(_("販売手数料"), -found.sales_fees, _("税込・取引完了時")),
    ]


def standing(found: Statement) -> list[Row]:
    """Return how things stand at the end of the month."""
    rows = [
        Row(_("この期間に決済会社からお受け取りになる金額"), found.by_provider),
        Row(_("この期間に直接お受け取りになった金額"), found.by_hand, _("銀行振込・代金引換")),
        Row(_("売上（確定前）"), found.sales_open, _("取引完了を待っています")),
        Row(_("確定した売上の累計"), found.sales_final),
        Row(_("運営へのお支払い（手数料の累計）"), found.owed_to_platform),
    ]
    if found.suspense:
        rows.append(Row(_("ご注文のない入金"), found.suspense, _("お客様にお返しする金額")))
    return rows


def posting_row(line: StatementLine) -> PostingRow:
    """Return a posting as the table shows it."""
    fees = line.payment_fee + line.sales_fee
    text = kind_text(line.kind)
    return PostingRow(
        at=line.at,
        text=text if line.kind is PostingKind.COMPLETED else f"{text}（{method_text(line.method)}）",
        note=line.campaign,
        number=line.number,
        credit=line.amount if line.amount.amount > 0 else None,
        debit=-line.amount if line.amount.amount < 0 else None,
        fees=fees or None,
        net=line.net,
    )


def incident_row(found: IncidentInfo) -> IncidentRow:
    """Return a question as the page asks it."""
    text = _(_INCIDENTS[found.kind]) if found.kind in _INCIDENTS else found.kind.value
    return IncidentRow(found.id, text, found.number, found.amount, found.at)


def terms_text(rates: dict[FeeKind, Rate]) -> str:
    """Return the shop's fees in a sentence."""
    sales, card = rates.get(FeeKind.SALES, Rate()), rates.get(FeeKind.CARD, Rate())
    return _("販売手数料 %(sales)s％・決済手数料 %(payment)s％（いずれも税込、1円未満切り捨て）") % {
        "sales": _percent(sales),
        "payment": _percent(card),
    }


def campaign_text(found: Sequence[CampaignInfo]) -> str:
    """Return what is free just now, or nothing."""
    if not found:
        return ""
    first = found[0]
    ends = first.ends_on
    day = _("%(year)s年%(month)s月%(day)s日") % {"year": ends.year, "month": ends.month, "day": ends.day}
    both = first.waives_sales_fee and first.waives_payment_fee
    what = (
        _("販売手数料と決済手数料")
        if both
        else _("販売手数料")
        if first.waives_sales_fee
        else _("決済手数料")
    )
    return _("「%(name)s」により、%(day)sまでのお支払い分は%(what)sが無料です。") % {
        "name": first.name,
        "day": day,
        "what": what,
    }


def _percent(rate: Rate) -> str:
    return f"{rate.basis_points / 100:g}"


def _yen(amount: Money) -> str:
    sign = "-" if amount.amount < 0 else ""
    return sign + _("%(amount)s円") % {"amount": f"{abs(amount.amount):,}"}
