"""A shop that sells, and buyers on their way through its checkout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from noren.carts.services.change import add_line
from noren.carts.types import CartOwner
from noren.catalog.tests.factories import make_product, product_draft
from noren.catalog.types import VariantDraft
from noren.checkout.selectors import review
from noren.checkout.services.enter import enter
from noren.checkout.services.place import place
from noren.checkout.types import Buyer, Entries, FinalScreen, OrderToPay, PlacedOrder, ReturnAddresses
from noren.customers.services.visits import open_visit
from noren.inventory.services.adjust import receive
from noren.kernel.actors import guest, system
from noren.kernel.money import Money, yen
from noren.kernel.tax import TaxCategory
from noren.orders.types import PostalAddress
from noren.payments.tests.factories import accept
from noren.payments.types import PaymentMethod
from noren.shipping.tests.factories import make_method
from noren.shops.models import LegalNotice, Shop
from noren.shops.states import ShopState
from noren.shops.tests.factories import make_shop
from noren.shops.types import ShopInfo

GUEST = Buyer(None)
SETUP = system("tests")
KYOTO = PostalAddress(
    recipient="髙橋 花子",
    recipient_kana="タカハシ ハナコ",
    postal_code="6040925",
    prefecture=26,
    city="京都市中京区上本能寺前町",
    street="488",
    building="こはるビル 201",
    phone="09012345678",
)
ENTRIES = Entries(email="hanako@example.jp", address=KYOTO, payment_method=PaymentMethod.BANK_TRANSFER)


@dataclass(frozen=True)
class Goods:
    """A bowl at 3,300 yen (10 %) and tea at 1,080 yen (8 %), some of each in stock."""

    bowl: UUID
    tea: UUID


def open_shop() -> ShopInfo:
    """Open a shop whose legal notice is written. Its delivery and ways to pay: `equip`."""
    shop = make_shop()
    Shop.objects.filter(pk=shop.id).update(state=ShopState.OPEN)
    return replace(shop, state=ShopState.OPEN)


def equip(*, fee: int = 900, cash_fee: int = 330) -> None:
    """Let the shop in scope deliver and be paid by bank transfer and at the door, and say what the law asks for."""
    make_method(fee=fee)
    accept(PaymentMethod.BANK_TRANSFER)
    accept(PaymentMethod.CASH_ON_DELIVERY, fee_amount=cash_fee)
    LegalNotice.objects.update(return_policy="到着後7日以内は返品できます。")
    notice = LegalNotice.objects.get()
    notice.seller_name, notice.phone, notice.email = "山田花子", "075-123-4567", "koharu@example.jp"
    notice.save()


def make_goods(*, pieces: int = 10) -> Goods:
    """Put the goods on the shelf."""
    return Goods(
        bowl=make_variant("朝凪の飯碗", 3300, TaxCategory.STANDARD, pieces),
        tea=make_variant("宇治ほうじ茶", 1080, TaxCategory.REDUCED, pieces),
    )


def make_variant(title: str, price: int, category: TaxCategory, pieces: int) -> UUID:
    """Put one thing on the shelf."""
    variants = (VariantDraft(price=yen(price), sku=f"{title}-1", weight_grams=100),)
    saved = make_product(product_draft(title=title, tax_category=category, variants=variants))
    variant_id = next(iter(saved.variant_ids.values()))
    if pieces:
        receive(variant_id, pieces, reason="初回入荷", actor=SETUP)
    return variant_id


def make_cart(*wanted: tuple[UUID, int]) -> UUID:
    """Fill the cart of a new visit."""
    _, visit = open_visit()
    owner = CartOwner(visit.id)
    return [add_line(owner, variant_id=variant, quantity=count, actor=guest()) for variant, count in wanted][
        -1
    ]


def filled_in(*wanted: tuple[UUID, int], entries: Entries = ENTRIES, buyer: Buyer = GUEST) -> UUID:
    """Bring a new cart up to its last screen."""
    cart_id = make_cart(*wanted)
    enter(cart_id, entries=entries, buyer=buyer, actor=guest())
    return cart_id


def addresses(order: OrderToPay) -> ReturnAddresses:
    """Where a provider would send the buyer back to."""
    home = f"https://koharu.example.jp/orders/{order.number}"
    return ReturnAddresses(home, home)


def submit(
    cart_id: UUID,
    *,
    screen: FinalScreen | None = None,
    buyer: Buyer = GUEST,
    agreed_total: Money | None = None,
    token: str | None = None,
) -> PlacedOrder:
    """Press the last button on a screen: the one given, or the one that shows now."""
    seen = screen or review(cart_id, buyer=buyer)
    return place(
        cart_id,
        agreed_total=agreed_total or seen.agreed_total,
        token=seen.token if token is None else token,
        buyer=buyer,
        addresses=addresses,
        actor=guest(),
    )
