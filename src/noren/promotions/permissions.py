"""Rights about coupons."""

from __future__ import annotations

from noren.shops.permissions import Role, permission

MANAGE_COUPONS = permission("promotions.coupons", "クーポンを作る・止める", roles=(Role.MANAGER,))
