"""Run inside an installation: opens a shop with one thing to sell, and prints where."""

from __future__ import annotations

import json

import django

django.setup()

from noren.checkout.tests.factories import equip, make_variant, open_shop  # noqa: E402 - Django comes first
from noren.kernel.tax import TaxCategory  # noqa: E402
from noren.platform.tenancy.scope import shop_scope  # noqa: E402

shop = open_shop()
with shop_scope(shop.id):
    equip()
    variant = make_variant("朝凪の飯碗", 3300, TaxCategory.STANDARD, 1000)
print(json.dumps({"slug": shop.slug, "variant": str(variant)}))
