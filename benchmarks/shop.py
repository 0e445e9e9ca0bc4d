"""A shop to measure: open, with products on the shelf, delivery and two ways to pay that ask no provider."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from noren.catalog.selectors import sellable_variants
from noren.catalog.services.products import create_product
from noren.catalog.services.publish import publish
from noren.catalog.types import ProductDraft, VariantDraft
from noren.checkout.tests.factories import equip, open_shop
from noren.inventory.services.adjust import receive
from noren.kernel.actors import system
from noren.kernel.money import yen
from noren.platform.tenancy.scope import shop_scope
from noren.shops.types import ShopInfo

ACTOR = system("benchmarks")
_SIZES = ("小", "中", "大")
_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class BenchmarkShop:
    """The shop, the address of one product's page under its prefix, and variants that never run out here."""

    shop: ShopInfo
    product_path: str
    variant_ids: tuple[UUID, ...]


def make_benchmark_shop(*, products: int) -> BenchmarkShop:
    """Create a shop with `products` products of three sizes each."""
    shop = open_shop()
    with shop_scope(shop.id):
        equip()
        variant_ids = [one for number in range(products) for one in _make_product(number)]
        some = sellable_variants(variant_ids[:1])[variant_ids[0]]
    return BenchmarkShop(shop, f"/{shop.slug}/products/{some.handle}", tuple(variant_ids))


def _make_product(number: int) -> tuple[UUID, ...]:
    draft = ProductDraft(
        title=f"朝凪の飯碗 {number + 1}番",
        handle=f"asanagi-{number + 1}",
        description_html="<p>手に添う丸みの飯碗です。毎日の食卓でお使いください。</p>" * 3,
        option_names=("大きさ",),
        variants=tuple(
            VariantDraft(price=yen(3300), options=(size,), sku=f"ASANAGI-{number}-{size}", weight_grams=250)
            for size in _SIZES
        ),
    )
    saved = create_product(draft, actor=ACTOR)
    publish(saved.id, actor=ACTOR)
    variant_ids = tuple(saved.variant_ids.values())
    for variant_id in variant_ids:
        receive(variant_id, _PIECES, reason="初回入荷", actor=ACTOR)
    return variant_ids
