"""Permission keys, declared by each app, and the roles that hold them.

    VIEW_ORDERS = permission("orders.view", "注文を見る", roles=(MANAGER, PICKER, SUPPORT, ACCOUNTANT))

An owner holds every permission.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles a shop starts with."""

    OWNER = "owner"
    MANAGER = "manager"
    PRODUCT = "product"
    PICKER = "picker"
    SUPPORT = "support"
    ACCOUNTANT = "accountant"


@dataclass(frozen=True, slots=True)
class Permission:
    """A right: its key, what it allows in Japanese (msgid), and which roles hold it beside the owner."""

    key: str
    label: str
    roles: frozenset[Role]


_declared: dict[str, Permission] = {}


def permission(key: str, label: str, *, roles: tuple[Role, ...] = ()) -> str:
    """Declare a permission and return its key. Raises ValueError for a key declared twice."""
    if key in _declared:
        raise ValueError(f"permission {key} is declared twice")
    _declared[key] = Permission(key, label, frozenset(roles))
    return key


def permissions_of(role: str) -> frozenset[str]:
    """Return the keys a role holds."""
    if role == Role.OWNER:
        return frozenset(_declared)
    return frozenset(key for key, declared in _declared.items() if role in declared.roles)


def all_permissions() -> list[Permission]:
    """Return every declared permission, by key."""
    return [_declared[key] for key in sorted(_declared)]


SETTINGS = permission("shops.settings", "ショップの設定を変える", roles=(Role.MANAGER,))
PUBLISH = permission("shops.publish", "ショップを公開・停止する")
CONTACT = permission(
    "shops.contact", "お問い合わせを読む・対応を記録する", roles=(Role.MANAGER, Role.SUPPORT)
)
STAFF = permission("shops.staff", "スタッフを管理する")
