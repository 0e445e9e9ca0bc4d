"""Names of states and kinds as people read them (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from noren.shops.states import ShopState
from noren.shops.types import ContactTopic

TOPIC_LABELS: Mapping[str, str] = {
    ContactTopic.QUESTION: _("商品やお店について"),
    ContactTopic.ORDER: _("ご注文について"),
    ContactTopic.PARTICULARS: _("販売者の氏名・住所・電話番号の開示請求"),
}
SHOP_STATE_LABELS: Mapping[str, str] = {
    ShopState.PREPARING: _("準備中"),
    ShopState.OPEN: _("開店中"),
    ShopState.SUSPENDED: _("停止中"),
    ShopState.CLOSED: _("閉店"),
}
