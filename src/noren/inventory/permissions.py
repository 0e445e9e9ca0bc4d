"""Rights over stock."""

from noren.shops.permissions import Role, permission

ADJUST_STOCK = permission(
    "inventory.adjust", "在庫数を変える", roles=(Role.MANAGER, Role.PRODUCT, Role.PICKER)
)
