"""The words of statements, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from noren.payments.types import PaymentMethod
from noren.payments.wording import label
from noren.settlement.types import PostingKind

_KINDS = {
    PostingKind.CAPTURED: gettext_noop("売上"),
    PostingKind.REFUNDED: gettext_noop("返金"),
    PostingKind.COMPLETED: gettext_noop("取引完了（売上確定）"),
    PostingKind.ORPHANED: gettext_noop("ご注文のない入金"),
    PostingKind.ORPHAN_RETURNED: gettext_noop("ご注文のない入金の返金"),
}


def kind_text(kind: PostingKind) -> str:
    """Return what a posting is called."""
    return _(_KINDS[kind])


def method_text(method: str) -> str:
    """Return the name of the way to pay."""
    return label(PaymentMethod(method))
