"""What somebody puts in the basket, and what sending it costs."""

from dataclasses import dataclass
from random import Random

from noren.demo.content.types import OrderLine, Product, ShippingPolicy, Variant

WRAPPING = "kohaku-tsutsumi"
_LINE_COUNTS = (1, 2, 3, 4)
_LINE_COUNT_WEIGHTS = (44, 31, 17, 8)


@dataclass(frozen=True, slots=True)
class Basket:
    """The lines and whether a cold parcel is needed."""

    lines: tuple[OrderLine, ...]
    is_cold: bool
    needs_name: bool

    @property
    def subtotal_yen(self) -> int:
        """The lines together, tax included."""
        return sum(line.amount_yen for line in self.lines)


def _liking(product: Product, month: int) -> float:
    season = 1.0
    if product.season:
        season = 2.6 if month in product.season else 0.3
    return float(product.popularity**1.5) * season


def _line(product: Product, variant: Variant, quantity: int) -> OrderLine:
    return OrderLine(
        sku=variant.sku,
        product_handle=product.handle,
        title=product.title,
        variant_title=" / ".join(variant.values),
        unit_price_yen=variant.price_yen,
        quantity=quantity,
        tax_category=product.tax_category,
    )


def _variant(product: Product, random: Random) -> Variant:
    """Mostly what is on the shelf today, sometimes what has sold out since."""
    weights = [variant.stock + 4 for variant in product.variants]
    return random.choices(product.variants, weights)[0]


def _quantity(variant: Variant, random: Random) -> int:
    if variant.price_yen > 5000:
        return 1
    return random.choices((1, 2, 3, 5), (72, 19, 6, 3))[0]


def _pick(products: tuple[Product, ...], month: int, random: Random) -> list[Product]:
    count = random.choices(_LINE_COUNTS, _LINE_COUNT_WEIGHTS)[0]
    chosen: list[Product] = []
    while len(chosen) < count:
        rest = [product for product in products if product not in chosen]
        chosen.append(random.choices(rest, [_liking(product, month) for product in rest])[0])
    return chosen


def fill_basket(products: tuple[Product, ...], *, month: int, is_gift: bool, random: Random) -> Basket:
    """One to four lines that fit the month; a gift gets the wrapping paper as well, if the shop has it."""
    shelf = tuple(product for product in products if product.published and product.handle != WRAPPING)
    chosen = _pick(shelf, month, random)
    lines = []
    for product in chosen:
        variant = _variant(product, random)
        lines.append(_line(product, variant, _quantity(variant, random)))
    wrapping = next((product for product in products if product.handle == WRAPPING), None)
    if is_gift and wrapping is not None:
        lines.append(_line(wrapping, random.choice(wrapping.variants), 1))
    return Basket(
        lines=tuple(lines),
        is_cold=any(product.temperature != "ambient" for product in chosen),
        needs_name=any(line.sku.endswith("-Y") for line in lines),
    )


def shipping_fee(policy: ShippingPolicy, basket: Basket, *, prefecture: str) -> int:
    """Yen for sending `basket`; nothing, cold or not, from the free amount up."""
    if basket.subtotal_yen >= policy.free_from_yen:
        return 0
    return policy.fees_yen[prefecture] + (policy.chilled_extra_yen if basket.is_cold else 0)
