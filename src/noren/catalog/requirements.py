"""What the catalogue needs before a shop opens."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from noren.catalog.selectors import has_published_products
from noren.shops.opening import requirement

requirement(
    "catalog.product",
    _("公開中の商品（1点以上）"),
    area="products",
    position=40,
    missing=lambda: () if has_published_products() else (_("公開中の商品"),),
)
