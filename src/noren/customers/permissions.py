"""Who may see customers."""

from __future__ import annotations

from noren.shops.permissions import Role, permission

VIEW_CUSTOMERS = permission(
    "customers.view", "お客様の一覧を見る(お名前などは伏せて表示)", roles=(Role.MANAGER, Role.SUPPORT)
)
VIEW_PERSONAL = permission(
    "customers.personal", "お客様の個人情報を見る(記録が残ります)", roles=(Role.MANAGER, Role.SUPPORT)
)
