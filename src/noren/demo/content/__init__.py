"""Two shops made up for the demo: 暮らしの道具 こはる (`koharu`) and 南菓子店 (`minami`).

Without a shop named, everything is koharu's.
"""

from datetime import date

from noren.demo.content.catalogue import read_categories, read_products
from noren.demo.content.orders.generate import Amounts, make_orders
from noren.demo.content.shops import read_customers, read_shop
from noren.demo.content.types import Category, Customer, Order, Product, Shop, ShopContent

_AMOUNTS = {
    "koharu": Amounts(past=226, awaiting=3, unconfirmed=9, to_ship=6, on_the_way=6),
    "minami": Amounts(past=18, awaiting=0, unconfirmed=2, to_ship=1, on_the_way=1),
}


def _content(slug: str, sku_prefix: str) -> ShopContent:
    return ShopContent(
        shop=read_shop(slug),
        categories=read_categories(slug),
        products=read_products(slug, sku_prefix),
        customers=read_customers(slug),
    )


KOHARU = _content("koharu", "KH")
MINAMI = _content("minami", "MN")
SHOPS = (KOHARU, MINAMI)
SHOP: Shop = KOHARU.shop


def categories() -> tuple[Category, ...]:
    """koharu's shelves in the order in which they are shown."""
    return KOHARU.categories


def products() -> tuple[Product, ...]:
    """koharu's products, shelf by shelf, drafts included."""
    return KOHARU.products


def customers() -> tuple[Customer, ...]:
    """koharu's customers."""
    return KOHARU.customers


def orders(seed: int, until: date, *, content: ShopContent = KOHARU) -> tuple[Order, ...]:
    """The shop's orders of the half year before `until` (exclusive, Japan time), oldest first.

    On the morning of `until` koharu finds 9 orders to confirm, 6 to ship and 3 that wait for payment.
    """
    return make_orders(content, amounts=_AMOUNTS[content.shop.slug], seed=seed, until=until)


__all__ = ["KOHARU", "MINAMI", "SHOP", "SHOPS", "categories", "customers", "orders", "products"]
