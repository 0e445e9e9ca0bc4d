"""The rows of 特定商取引法に基づく表記 as they stand on the page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from noren.shops.types import LegalNoticeInfo


def notice_rows(notice: LegalNoticeInfo) -> list[tuple[str, str]]:
    """Return names and texts in the usual order; rows the law does not ask for are left out while empty."""
    rows = [*_who(notice), *_terms(notice)]
    return [(name, text) for name, text in rows if text]


def _who(notice: LegalNoticeInfo) -> list[tuple[str, str]]:
    if notice.keeps_particulars_back:
        on_request = _("ご請求があったときは、遅滞なくお知らせします。")
        return [
            (_("販売業者"), on_request),
            (_("所在地"), on_request),
            (_("電話番号"), on_request),
            (_("メールアドレス"), notice.email),
        ]
    phone = f"{notice.phone}\n{_('受付時間')}: {notice.phone_hours}" if notice.phone_hours else notice.phone
    return [
        (_("販売業者"), notice.seller_name),
        (_("運営責任者"), notice.representative),
        (_("所在地"), notice.address),
        (_("電話番号"), phone),
        (_("メールアドレス"), notice.email),
    ]


def _terms(notice: LegalNoticeInfo) -> list[tuple[str, str]]:
    return [
        (_("販売価格"), notice.price_terms),
        (_("商品代金以外に必要な料金"), notice.extra_charges),
        (_("支払方法と支払時期"), notice.payment_terms),
        (_("引渡時期"), notice.delivery_time),
        (_("返品・交換"), notice.return_policy),
        (_("申込期間"), notice.application_period),
        (_("特別な販売条件"), notice.special_conditions),
        (_("ソフトウェアの動作環境"), notice.environment),
    ]
