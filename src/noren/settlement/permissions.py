"""Who may see what the shop earns."""

from __future__ import annotations

from noren.shops.permissions import Role, permission

VIEW_STATEMENT = permission("settlement.view", "売上・精算を見る", roles=(Role.MANAGER, Role.ACCOUNTANT))
