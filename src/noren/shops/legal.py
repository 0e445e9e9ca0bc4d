"""What 特商法 11条 asks a mail-order shop to say, and what a notice still lacks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from noren.kernel.errors import Problem
from noren.shops.types import LegalNoticeInfo, SellerKind

LABELS: Mapping[str, str] = {
    "seller_name": _("販売業者"),
    "representative": _("運営責任者"),
    "address": _("所在地"),
    "phone": _("電話番号"),
    "email": _("メールアドレス"),
    "price_terms": _("販売価格"),
    "extra_charges": _("商品代金以外に必要な料金"),
    "payment_terms": _("支払方法と支払時期"),
    "delivery_time": _("引渡時期"),
    "return_policy": _("返品・交換"),
}
"""Fields of the notice that a shop may need, with their names on the page (msgids), in the order of the page."""

_PARTICULARS = ("seller_name", "representative", "address", "phone")


def missing_fields(notice: LegalNoticeInfo) -> tuple[str, ...]:
    """Return the fields the law needs that are empty, in the order of the page.

    A company names a person in charge. A person who gives name, address and phone on request may leave those out, but
    must be reachable by e-mail.
    """
    return tuple(name for name in LABELS if _needed(name, notice) and not getattr(notice, name).strip())


def _needed(name: str, notice: LegalNoticeInfo) -> bool:
    if name == "representative":
        return notice.seller_kind is SellerKind.CORPORATION
    return name not in _PARTICULARS or not notice.keeps_particulars_back


def missing_problems(notice: LegalNoticeInfo) -> list[Problem]:
    """Return a problem for each field the law needs that is empty."""
    return [
        Problem("legal_field_missing", "この項目は法律で必要です。入力してください。", name)
        for name in missing_fields(notice)
    ]


def as_published(notice: LegalNoticeInfo) -> LegalNoticeInfo:
    """Return the notice as anybody may read it: without what is given on request."""
    if not notice.keeps_particulars_back:
        return notice
    return replace(notice, seller_name="", representative="", address="", phone="", phone_hours="")
