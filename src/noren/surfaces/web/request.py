"""The request as Noren's views see it, after the middleware."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from noren.kernel.actors import Actor, buyer, guest, staff
from noren.platform.accounts.services.accounts import AccountInfo
from noren.shops.types import MembershipInfo, ShopInfo
from noren.surfaces.web.visits import Visit


class PageRequest(HttpRequest):
    """What every page knows."""

    language: str
    # The part of the address before the surface's own: "/koharu", "/console/koharu" or "".
    base: str
    # "{shop id}:{content version}" on a page of an open shop that may be kept by the page cache, else "".
    public_mark: str


class StorefrontRequest(PageRequest):
    """A buyer's request for a page of one shop."""

    shop: ShopInfo
    visit: Visit


class WorkRequest(PageRequest):
    """A request in the console or the operators' pages; `account` is None before the log-in."""

    session: Any
    account: AccountInfo | None


class ConsoleRequest(WorkRequest):
    """A request of a person who works in the shop."""

    account: AccountInfo
    shop: ShopInfo
    membership: MembershipInfo


def storefront_actor(request: StorefrontRequest) -> Actor:
    """Return who acts in a storefront request."""
    visit = request.visit.current()
    return buyer(visit.customer_id) if visit is not None and visit.customer_id else guest()


def console_actor(request: ConsoleRequest) -> Actor:
    """Return who acts in a console request."""
    return staff(request.account.id)
