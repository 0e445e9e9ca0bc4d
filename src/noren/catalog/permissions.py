"""Rights over products."""

from noren.shops.permissions import Role, permission

VIEW_PRODUCTS = permission(
    "catalog.view", "商品を見る", roles=(Role.MANAGER, Role.PRODUCT, Role.PICKER, Role.SUPPORT)
)
EDIT_PRODUCTS = permission("catalog.edit", "商品を登録・変更する", roles=(Role.MANAGER, Role.PRODUCT))
IMPORT_PRODUCTS = permission("catalog.import", "商品をCSVで取り込む", roles=(Role.MANAGER, Role.PRODUCT))
