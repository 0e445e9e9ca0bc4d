"""Truthful shops for tests."""

from __future__ import annotations

from itertools import count

from noren.kernel.actors import Actor, staff
from noren.platform.accounts.services.accounts import AccountInfo, create_account
from noren.platform.accounts.types import Realm
from noren.shops.services.create import create_shop
from noren.shops.types import ShopInfo

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
