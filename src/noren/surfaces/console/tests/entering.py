"""People at the console's door, for tests of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from noren.kernel.actors import staff
from noren.kernel.clock import now
from noren.platform.accounts.services.accounts import AccountInfo
from noren.platform.accounts.sessions import StaffSessionStore
from noren.platform.accounts.types import Realm
from noren.platform.tenancy.scope import shop_scope
from noren.shops.models import Membership
from noren.shops.tests.factories import make_account, make_shop
from noren.shops.types import ShopInfo
from noren.surfaces.web.sessions import cookie_name


@dataclass(frozen=True)
class Staff:
    """Somebody who works in a shop, with a browser that is logged in."""

    client: Client
    account: AccountInfo
    shop: ShopInfo


def staff_of(role: str) -> Staff:
    """A new shop and somebody with a role in it, logged in."""
    account = make_account()
    owner = account if role == "owner" else make_account()
    shop = make_shop(actor=staff(owner.id))
    if role != "owner":
        with shop_scope(shop.id):
            Membership(account_id=account.id, role=role, created_at=now()).save(force_insert=True)
    return Staff(_browser(account), account, shop)


def stranger_of(_who: Staff) -> Client:
    """The browser of somebody who works elsewhere."""
    return staff_of("owner").client


def _browser(account: AccountInfo) -> Client:
    session = StaffSessionStore()
    session["account_id"] = str(account.id)
    session.create()
    client = Client()
    client.cookies[cookie_name(Realm.STAFF)] = str(session.session_key)
    return client
