"""Carts: whose they are, what they hold, how they end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from noren.carts.models import Cart, CartLine
from noren.carts.selectors import cart, cart_of, count_of, owns
from noren.carts.services.change import MOST_LINES, accept_prices, add_line, remove_line, set_quantity
from noren.carts.services.merge import merge_at_login
from noren.carts.services.order import claim_for_order
from noren.carts.states import CartState
from noren.carts.types import CartOwner, LineProblem
from noren.catalog.models import Product, Variant
from noren.customers.models import Customer
from noren.customers.services.visits import open_visit
from noren.inventory.tests.factories import endless_variant, stocked_variant, untracked_variant
from noren.kernel.actors import guest
from noren.kernel.clock import now
from noren.kernel.errors import Conflict, InvalidInput, NotFound
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.platform.audit.models import AuditEntry
from noren.platform.tenancy.scope import shop_scope
from noren.platform.transactions.write import write
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


@pytest.fixture
def owner() -> CartOwner:
    return CartOwner(open_visit()[1].id)


def customer_owner(owner: CartOwner) -> CartOwner:
    customer = Customer(name="佐藤一郎", created_at=now())
    customer.save()
    return CartOwner(owner.visit_id, customer.pk)


def held(owner: CartOwner) -> dict[object, int]:
    return {line.variant_id: line.quantity for line in cart_of(owner).lines}


def test_an_empty_cart_is_nothing_stored(owner: CartOwner) -> None:
    view = cart_of(owner)
    assert (view.id, view.lines, view.subtotal, view.count, view.orderable) == (None, (), yen(0), 0, False)
    assert not Cart.objects.exists()


def test_the_same_thing_twice_is_one_line(owner: CartOwner) -> None:
    variant = stocked_variant()
    first = add_line(owner, variant_id=variant, quantity=1, actor=guest())
    second = add_line(owner, variant_id=variant, quantity=2, actor=guest())
    assert first == second
    assert held(owner) == {variant: 3}
    assert (cart_of(owner).subtotal, count_of(owner), cart_of(owner).orderable) == (yen(3960), 3, True)


@pytest.mark.parametrize("quantity", [0, -1, 100])
def test_an_odd_quantity_is_refused(owner: CartOwner, quantity: int) -> None:
    variant = endless_variant()
    with pytest.raises(InvalidInput):
        add_line(owner, variant_id=variant, quantity=quantity, actor=guest())
    assert not CartLine.objects.exists()


def test_adding_up_past_the_limit_is_refused_and_keeps_what_was(owner: CartOwner) -> None:
    variant = endless_variant()
    cart_id = add_line(owner, variant_id=variant, quantity=60, actor=guest())
    with pytest.raises(InvalidInput):
        add_line(owner, variant_id=variant, quantity=40, actor=guest())
    assert held(owner) == {variant: 60}
    set_quantity(cart_id, variant_id=variant, quantity=99, actor=guest())
    assert held(owner) == {variant: 99}


def test_two_additions_are_summed_before_the_stock_is_looked_at(owner: CartOwner) -> None:
    variant = stocked_variant(3)
    cart_id = add_line(owner, variant_id=variant, quantity=2, actor=guest())
    with pytest.raises(Conflict) as refused:
        add_line(owner, variant_id=variant, quantity=2, actor=guest())
    assert refused.value.problems[0].code == "stock_short"
    with pytest.raises(Conflict):
        set_quantity(cart_id, variant_id=variant, quantity=4, actor=guest())
    assert held(owner) == {variant: 2}


def test_what_is_never_counted_can_always_be_added(owner: CartOwner) -> None:
    for variant in (endless_variant(), untracked_variant()):
        add_line(owner, variant_id=variant, quantity=99, actor=guest())
    assert cart_of(owner).orderable


def test_what_the_shop_does_not_offer_can_not_be_added(owner: CartOwner) -> None:
    hidden = stocked_variant()
    Product.objects.update(state="draft")
    for variant in (hidden, uuid7()):
        with pytest.raises(NotFound):
            add_line(owner, variant_id=variant, quantity=1, actor=guest())
    assert not CartLine.objects.exists()


def test_a_sold_out_thing_can_not_be_added(owner: CartOwner) -> None:
    with pytest.raises(Conflict) as refused:
        add_line(owner, variant_id=stocked_variant(0), quantity=1, actor=guest())
    assert refused.value.problems[0].code == "sold_out"


def test_a_cart_holds_no_more_kinds_than_its_limit(owner: CartOwner) -> None:
    first = stocked_variant()
    cart_id = add_line(owner, variant_id=first, quantity=1, actor=guest())
    CartLine.objects.bulk_create(
        CartLine(cart_id=cart_id, variant_id=uuid7(), quantity=1, seen_amount=1, added_at=now())
        for _ in range(MOST_LINES - 1)
    )
    with pytest.raises(Conflict) as refused:
        add_line(owner, variant_id=stocked_variant(), quantity=1, actor=guest())
    assert refused.value.problems[0].code == "cart_full"
    add_line(owner, variant_id=first, quantity=1, actor=guest())


def test_what_sold_out_or_went_in_the_meantime_stays_visible(owner: CartOwner) -> None:
    short, gone = stocked_variant(5), stocked_variant(5)
    for variant in (short, gone):
        add_line(owner, variant_id=variant, quantity=4, actor=guest())
    from noren.inventory.models import StockLevel  # noqa: PLC0415 - beside the one use

    StockLevel.objects.filter(variant_id=short).update(available=1)
    Product.objects.filter(pk=Variant.objects.get(pk=gone).product_id).update(state="draft")
    problems = {line.variant_id: line.problem for line in cart_of(owner).lines}
    assert problems == {short: LineProblem.SHORT, gone: LineProblem.GONE}
    assert not cart_of(owner).orderable
    StockLevel.objects.filter(variant_id=short).update(available=0)
    assert cart_of(owner).lines[0].problem is LineProblem.SOLD_OUT
    assert cart_of(owner).subtotal == yen(0)


def test_a_changed_price_is_flagged_until_it_was_seen(owner: CartOwner) -> None:
    variant = stocked_variant()
    cart_id = add_line(owner, variant_id=variant, quantity=1, actor=guest())
    Variant.objects.filter(pk=variant).update(price_amount=1500)
    line = cart_of(owner).lines[0]
    assert (line.price_changed, line.seen, line.unit, line.amount) == (True, yen(1320), yen(1500), yen(1500))
    accept_prices(cart_id, actor=guest())
    assert not cart_of(owner).lines[0].price_changed


def test_removing_is_harmless_when_repeated_and_zero_removes(owner: CartOwner) -> None:
    variant = stocked_variant()
    cart_id = add_line(owner, variant_id=variant, quantity=1, actor=guest())
    set_quantity(cart_id, variant_id=variant, quantity=0, actor=guest())
    remove_line(cart_id, variant_id=variant, actor=guest())
    assert held(owner) == {}
    with pytest.raises(NotFound):
        set_quantity(cart_id, variant_id=variant, quantity=2, actor=guest())


def test_an_ordered_cart_changes_no_more_and_the_next_thing_begins_a_new_one(owner: CartOwner) -> None:
    variant = stocked_variant()
    cart_id = add_line(owner, variant_id=variant, quantity=1, actor=guest())
    with write(guest()):
        assert claim_for_order(cart_id) is True
        assert claim_for_order(cart_id) is False
    with pytest.raises(Conflict):
        set_quantity(cart_id, variant_id=variant, quantity=2, actor=guest())
    with pytest.raises(Conflict):
        remove_line(cart_id, variant_id=variant, actor=guest())
    with pytest.raises(Conflict):
        accept_prices(cart_id, actor=guest())
    assert cart_of(owner).id is None
    assert add_line(owner, variant_id=variant, quantity=3, actor=guest()) != cart_id
    ordered = cart(cart_id)
    assert ordered is not None
    assert [line.quantity for line in ordered.lines] == [1]


def test_a_cart_belongs_to_its_visit_or_its_customer(owner: CartOwner) -> None:
    cart_id = add_line(owner, variant_id=stocked_variant(), quantity=1, actor=guest())
    stranger = CartOwner(open_visit()[1].id)
    assert owns(owner, cart_id)
    assert not owns(stranger, cart_id)
    assert not owns(owner, uuid7())
    logged_in = customer_owner(owner)
    merge_at_login(owner.visit_id, customer_id=logged_in.customer_id or uuid7(), actor=guest())
    # After a log-out the visit alone opens the customer's cart no more.
    assert owns(logged_in, cart_id)
    assert not owns(owner, cart_id)
    assert cart_of(owner).id is None


def test_a_log_in_keeps_the_larger_wish_of_two_carts(owner: CartOwner) -> None:
    cup, cloth, tray = stocked_variant(), stocked_variant(), stocked_variant()
    logged_in = customer_owner(CartOwner(open_visit()[1].id))
    for variant, quantity in ((cup, 1), (cloth, 5)):
        add_line(logged_in, variant_id=variant, quantity=quantity, actor=guest())
    for variant, quantity in ((cup, 3), (cloth, 2), (tray, 1)):
        add_line(owner, variant_id=variant, quantity=quantity, actor=guest())
    assert logged_in.customer_id is not None
    for _ in range(2):
        merge_at_login(owner.visit_id, customer_id=logged_in.customer_id, actor=guest())
        assert held(logged_in) == {cup: 3, cloth: 5, tray: 1}
    assert Cart.objects.filter(state=CartState.MERGED).count() == 1
    assert Cart.objects.filter(state=CartState.OPEN).count() == 1


def test_a_log_in_without_a_cart_makes_none(owner: CartOwner) -> None:
    assert merge_at_login(owner.visit_id, customer_id=uuid7(), actor=guest()) is None
    assert not Cart.objects.exists()


def test_changes_of_carts_leave_the_audit_chain_alone(owner: CartOwner) -> None:
    variant = stocked_variant()
    before = AuditEntry.objects.count()
    cart_id = add_line(owner, variant_id=variant, quantity=1, actor=guest())
    set_quantity(cart_id, variant_id=variant, quantity=2, actor=guest())
    assert AuditEntry.objects.count() == before
