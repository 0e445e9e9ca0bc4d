"""Reading shops."""

from __future__ import annotations

from dataclasses import fields
from uuid import UUID

from noren.platform.tenancy.scope import current_shop_id
from noren.shops.models import ContentVersion, LegalNotice, Membership, Shop, ShopHost
from noren.shops.permissions import permissions_of
from noren.shops.states import ShopState
from noren.shops.types import LegalNoticeInfo, MembershipInfo, ShopInfo


def shop_info(shop: Shop) -> ShopInfo:
    """Return a shop's public facts."""
    return ShopInfo(shop.pk, shop.slug, shop.name, ShopState(shop.state), shop.currency, shop.language)


def shop_by_slug(slug: str) -> ShopInfo | None:
    """Return the shop at an address, or None."""
    shop = Shop.objects.filter(slug=slug).first()
    return shop_info(shop) if shop else None


def shop_by_host(host: str) -> ShopInfo | None:
    """Return the shop whose own host this is, or None."""
    found = ShopHost.objects.select_related("shop").filter(host=host.lower()).first()
    return shop_info(found.shop) if found else None


def current_shop() -> ShopInfo:
    """Return the shop in scope."""
    return shop_info(Shop.objects.get(pk=current_shop_id()))


def memberships_of(account_id: UUID) -> list[MembershipInfo]:
    """Return the shops a person works in, by name. Works across shops: a log-in comes before any shop is chosen."""
    rows = Membership.across_shops.filter(account_id=account_id).select_related("shop").order_by("shop__name")
    return [_membership(row) for row in rows]


def membership(account_id: UUID) -> MembershipInfo | None:
    """Return a person's place in the shop in scope, or None."""
    row = Membership.objects.filter(account_id=account_id).select_related("shop").first()
    return _membership(row) if row else None


def legal_notice() -> LegalNoticeInfo:
    """Return what the shop in scope says under the law (特商法)."""
    row = LegalNotice.objects.get()
    return LegalNoticeInfo(**{item.name: getattr(row, item.name) for item in fields(LegalNoticeInfo)})


def content_version() -> int:
    """Return the version of what buyers see of the shop in scope."""
    return ContentVersion.objects.values_list("version", flat=True).first() or 0


def content_version_of(shop_id: UUID) -> int:
    """Return the version of what buyers see of any shop; for the page cache, which serves all shops."""
    found = ContentVersion.across_shops.filter(shop_id=shop_id).values_list("version", flat=True).first()
    return found or 0


def _membership(row: Membership) -> MembershipInfo:
    return MembershipInfo(shop_info(row.shop), row.account_id, row.role, permissions_of(row.role))
