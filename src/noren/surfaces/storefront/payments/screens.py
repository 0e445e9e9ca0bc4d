"""What the page after paying says, for each way a payment can stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from noren.payments.states import PaymentState
from noren.payments.types import PaymentInfo


@dataclass(frozen=True, slots=True)
class Screen:
    """A headline, a sentence, what kind of news it is, and how the buyer goes on."""

    title: str
    text: str
    kind: str
    icon: str
    waits: bool = False
    action: str = ""
    to_cart: bool = False


def screen_of(found: PaymentInfo) -> Screen:
    """Return the screen for a payment that is not finished."""
    if found.konbini is not None and found.state is PaymentState.PENDING:
        return Screen(
            _("コンビニでお支払いください"),
            _("お支払いの確認後に、お店が発送の準備を始めます。"),
            "info",
            "yen",
        )
    if found.state in (PaymentState.CONFIRMING, PaymentState.AUTHORIZED):
        return Screen(
            _("お支払いを確認しています"),
            _("このままお待ちください。画面は自動で切り替わります。二重にお支払いになることはありません。"),
            "info",
            "clock",
            waits=True,
        )
    if found.state in (PaymentState.PENDING, PaymentState.OPEN):
        return Screen(
            _("お支払いがまだ完了していません"),
            _("ご注文はお取り置きしています。お支払い画面に戻って、お手続きをお続けください。"),
            "warn",
            "card",
            action=_("お支払い画面に戻る"),
        )
    if found.state is PaymentState.FAILED:
        return Screen(
            _("お支払いができませんでした"),
            found.failure_text,
            "bad",
            "warning",
            action=_("もう一度支払う"),
        )
    return _ended(found)


def _ended(found: PaymentInfo) -> Screen:
    if found.state is PaymentState.ORPHANED:
        return Screen(
            _("期限を過ぎたお支払いを受け取りました"),
            _("ご注文は成立していません。お店からご返金についてご連絡します。"),
            "warn",
            "refund",
        )
    if found.state is PaymentState.CANCELLED:
        return Screen(
            _("ご注文はキャンセルされました"),
            _("料金は発生していません。"),
            "warn",
            "info",
            to_cart=True,
        )
    return Screen(
        _("お支払いの期限が過ぎました"),
        _("ご注文は取り消されました。料金は発生していません。お手数ですが、もう一度ご注文ください。"),
        "warn",
        "clock",
        to_cart=True,
    )
