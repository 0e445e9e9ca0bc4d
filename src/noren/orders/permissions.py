"""Rights about orders."""

from __future__ import annotations

from noren.shops.permissions import Role, permission

VIEW_ORDERS = permission(
    "orders.view", "注文を見る", roles=(Role.MANAGER, Role.PICKER, Role.SUPPORT, Role.ACCOUNTANT)
)
FULFIL_ORDERS = permission("orders.fulfil", "注文を確認し、発送する", roles=(Role.MANAGER, Role.PICKER))
CANCEL_ORDERS = permission("orders.cancel", "注文を取り消す", roles=(Role.MANAGER, Role.SUPPORT))
HANDLE_MONEY = permission("orders.money", "入金を記録し、返金する", roles=(Role.MANAGER, Role.ACCOUNTANT))
