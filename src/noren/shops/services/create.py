"""Setting up a shop."""

from __future__ import annotations

import re
import unicodedata

from django.db import IntegrityError

from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, check_all, invalid
from noren.kernel.ids import uuid7
from noren.platform.privacy.crypto import create_shop_keys
from noren.platform.tenancy.scope import shop_scope
from noren.platform.transactions.write import write
from noren.shops.events import ShopCreated
from noren.shops.models import ContentVersion, LegalNotice, Membership, Shop, ShopProfile, Theme
from noren.shops.permissions import Role
from noren.shops.selectors import shop_info
from noren.shops.types import ShopInfo

_SLUG = re.compile(r"^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$")
RESERVED_SLUGS = frozenset({
    "console", "operator", "api", "callbacks", "health", "metrics", "static", "media", "admin", "login", "logout",
    "signup", "account", "accounts", "assets", "docs", "help", "noren", "www", "mail", "shop", "shops", "i18n", "robots",
    "favicon", "well-known", "about", "terms", "privacy", "support", "status", "test", "log-in", "log-out", "sign-up",
    "password", "preferences",
})  # fmt: skip


def create_shop(*, slug: str, name: str, actor: Actor) -> ShopInfo:
    """Create a shop in preparation, with its keys and empty settings, owned by the acting account.

    Raises InvalidInput naming `slug` or `name`.
    """
    address, title = _checked_slug(slug), _checked_name(name)
    shop_id = uuid7()
    try:
        with shop_scope(shop_id), write(actor) as change:
            shop = Shop.objects.create(id=shop_id, slug=address, name=title, created_at=now())
            create_shop_keys(shop_id)
            for row in (ContentVersion(), ShopProfile(), LegalNotice(), Theme()):
                row.save(force_insert=True)
            if actor.id is not None:
                Membership(account_id=actor.id, role=Role.OWNER, created_at=now()).save(force_insert=True)
            change.audit("shop.created", shop, new={"slug": address, "name": title})
            change.publish(ShopCreated(shop_id=shop_id))
    except IntegrityError as error:
        raise _slug_taken() from error
    return shop_info(shop)


def check_new_shop(*, slug: str, name: str) -> None:
    """Check a name and address for a shop, also whether the address is free now.

    Raises InvalidInput naming `name`, `slug` or both.
    """
    check_all(lambda: _checked_name(name), lambda: _check_free(slug))


def _check_free(slug: str) -> None:
    if Shop.objects.filter(slug=_checked_slug(slug)).exists():
        raise _slug_taken()


def _slug_taken() -> InvalidInput:
    return invalid(
        "slug_taken", "このアドレスはすでに使われています。別のアドレスをお試しください。", field_name="slug"
    )


def _checked_slug(slug: str) -> str:
    address = unicodedata.normalize("NFKC", slug).strip().lower()
    if not _SLUG.match(address) or "--" in address:
        raise invalid(
            "slug_invalid",
            "アドレスは半角の英小文字・数字・ハイフンで、3〜40文字にしてください（例: koharu-kyoto）。",
            field_name="slug",
        )
    if address in RESERVED_SLUGS:
        raise invalid(
            "slug_reserved", "このアドレスは使えません。別のアドレスをお試しください。", field_name="slug"
        )
    return address


def _checked_name(name: str) -> str:
    title = name.strip()
    if not title or len(title) > 80:
        raise invalid("name_invalid", "ショップ名を1〜80文字で入力してください。", field_name="name")
    return title
