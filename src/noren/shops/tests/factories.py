"""Truthful shops for tests."""

from __future__ import annotations

from itertools import count

from noren.kernel.actors import Actor, staff
from noren.platform.accounts.services.accounts import AccountInfo, create_account
from noren.platform.accounts.types import Realm
from noren.shops.services.create import create_shop
from noren.shops.types import LegalNoticeInfo, ShopInfo

_serial = count(1)
PASSWORD = "kyoto-no-noren-1"


def make_account(*, realm: Realm = Realm.STAFF, email: str = "") -> AccountInfo:
    """Create an account with the password PASSWORD."""
    return create_account(
        realm=realm, email=email or f"seller{next(_serial)}@example.jp", password=PASSWORD, name="山田花子"
    )


def make_shop(*, slug: str = "", name: str = "暮らしの道具 こはる", actor: Actor | None = None) -> ShopInfo:
    """Create a shop in preparation, owned by a new account unless an actor is given."""
    return create_shop(
        slug=slug or f"koharu-{next(_serial)}", name=name, actor=actor or staff(make_account().id)
    )


def full_notice() -> LegalNoticeInfo:
    """Return a notice with all that the law needs of a person."""
    return LegalNoticeInfo(
        seller_name="小春 千鶴",
        address="〒600-8001\n京都府京都市下京区四条通0番地",
        phone="075-000-0000",
        phone_hours="平日 10時〜17時",
        email="hello@koharu.example.jp",
        price_terms="各商品のページに、消費税を含む価格で表示しています。",
        extra_charges="送料: 700円(沖縄県は1,500円)",
        payment_terms="代金引換: 商品のお受け取りのとき",
        delivery_time="ご注文から3営業日以内に発送します。",
        return_policy="お届けから8日以内にご連絡ください。",
    )
