"""Reading shops."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from noren.platform.tenancy.scope import current_shop_id
from noren.shops.legal import as_published
from noren.shops.models import (
    ContactRequest,
    ContentVersion,
    LegalNotice,
    Membership,
    Shop,
    ShopHost,
    ShopProfile,
    Suspension,
    Theme,
)
from noren.shops.permissions import permissions_of
from noren.shops.states import ContactState, ShopState
from noren.shops.types import (
    ContactRequestInfo,
    ContactTopic,
    Layout,
    LegalNoticeInfo,
    MembershipInfo,
    ProfileInfo,
    SellerKind,
    ShopInfo,
    ShopRow,
    SuspensionInfo,
    ThemeInfo,
)


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


def has_ever_opened() -> bool:
    """Tell whether the shop in scope was ever public."""
    return Shop.objects.filter(pk=current_shop_id(), opened_at__isnull=False).exists()


def memberships_of(account_id: UUID) -> list[MembershipInfo]:
    """Return the shops a person works in, by name. Works across shops: a log-in comes before any shop is chosen."""
    rows = Membership.across_shops.filter(account_id=account_id).select_related("shop").order_by("shop__name")
    return [_membership(row) for row in rows]


def membership(account_id: UUID) -> MembershipInfo | None:
    """Return a person's place in the shop in scope, or None."""
    row = Membership.objects.filter(account_id=account_id).select_related("shop").first()
    return _membership(row) if row else None


def profile() -> ProfileInfo:
    """Return the profile of the shop in scope."""
    row = ShopProfile.objects.select_related("shop").get()
    names = (item.name for item in fields(ProfileInfo) if item.name != "name")
    return ProfileInfo(name=row.shop.name, **{name: getattr(row, name) for name in names})


def theme() -> ThemeInfo:
    """Return the look of the shop in scope."""
    row = Theme.objects.get()
    return ThemeInfo(
        layout=Layout(row.layout),
        primary=row.primary_color,
        accent=row.accent_color,
        paper=row.paper_color,
        ink=row.ink_color,
        radius=row.radius,
        logo_id=row.logo_id,
        hero_image_id=row.hero_image_id,
    )


def legal_notice() -> LegalNoticeInfo:
    """Return what the shop in scope says under the law (特商法), as anybody may read it: particulars that are given on
    request are left empty."""
    return as_published(legal_notice_settings())


def legal_notice_settings() -> LegalNoticeInfo:
    """Return the notice with everything the seller entered; for the shop's own staff."""
    row = LegalNotice.objects.get()
    values = {item.name: getattr(row, item.name) for item in fields(LegalNoticeInfo)}
    return LegalNoticeInfo(**{**values, "seller_kind": SellerKind(row.seller_kind)})


def legal_notice_updated_at() -> datetime | None:
    """Return when the notice was last saved."""
    return LegalNotice.objects.values_list("updated_at", flat=True).get()


def suspension() -> SuspensionInfo | None:
    """Return why the shop in scope is stopped, or None."""
    row = Suspension.objects.filter(ended_at__isnull=True).first()
    return SuspensionInfo(row.reason, row.began_at) if row else None


def contact_requests(
    *, state: ContactState | None = None, before: int | None = None, limit: int = 30
) -> list[ContactRequestInfo]:
    """Return requests to the shop in scope, the newest first, with numbers below `before`."""
    rows = ContactRequest.objects.order_by("-number")
    if state is not None:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return [_contact(row) for row in rows[:limit]]


def contact_request(number: int) -> ContactRequestInfo | None:
    """Return a request by its number, or None."""
    row = ContactRequest.objects.filter(number=number).first()
    return _contact(row) if row else None


def has_open_contact_requests() -> bool:
    """Tell whether somebody waits for an answer."""
    return ContactRequest.objects.filter(state=ContactState.OPEN).exists()


def shops_page(
    *, state: ShopState | None = None, query: str = "", after: str = "", limit: int = 50
) -> list[ShopRow]:
    """Return shops by address for the operator, those after the address `after`; `query` is a part of name or address."""
    rows = Shop.objects.order_by("slug").filter(slug__gt=after)
    if state is not None:
        rows = rows.filter(state=state)
    if query:
        rows = rows.filter(Q(slug__contains=query.lower()) | Q(name__icontains=query))
    return [ShopRow(shop_info(row), row.created_at, row.opened_at) for row in rows[:limit]]


def content_version() -> int:
    """Return the version of what buyers see of the shop in scope."""
    return ContentVersion.objects.values_list("version", flat=True).first() or 0


def content_version_of(shop_id: UUID) -> int:
    """Return the version of what buyers see of any shop; for the page cache, which serves all shops."""
    found = ContentVersion.across_shops.filter(shop_id=shop_id).values_list("version", flat=True).first()
    return found or 0


def _membership(row: Membership) -> MembershipInfo:
    return MembershipInfo(shop_info(row.shop), row.account_id, row.role, permissions_of(row.role))


def _contact(row: ContactRequest) -> ContactRequestInfo:
    return ContactRequestInfo(
        id=row.pk,
        number=row.number,
        topic=ContactTopic(row.topic),
        name=row.name,
        email=row.email,
        order_number=row.order_number,
        body=row.body,
        language=row.language,
        state=ContactState(row.state),
        created_at=row.created_at,
        answered_at=row.answered_at,
        answer_note=row.answer_note,
    )
