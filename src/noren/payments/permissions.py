"""Who may do what with money."""

from __future__ import annotations

from noren.shops.permissions import Role, permission

VIEW_PAYMENTS = permission(
    "payments.view", "支払いと返金を見る", roles=(Role.MANAGER, Role.ACCOUNTANT, Role.SUPPORT)
)
REFUND = permission("payments.refund", "返金する", roles=(Role.MANAGER, Role.ACCOUNTANT))
RECORD_RECEIVED = permission("payments.record", "入金を記録する", roles=(Role.MANAGER, Role.ACCOUNTANT))
SETTINGS = permission("payments.settings", "支払い方法を設定する", roles=(Role.MANAGER,))
