"""Products, variants, categories and lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from noren.catalog.details import draft_of
from noren.catalog.keyset import ProductSort
from noren.catalog.models import Product, Variant
from noren.catalog.selectors import (
    categories,
    console_products,
    product_by_handle,
    product_for_editing,
    products_page,
    search,
    sellable_variants,
)
from noren.catalog.services.categories import create_category, delete_category, ensure_path, order_categories
from noren.catalog.services.products import create_product, update_product
from noren.catalog.services.publish import archive, delete_draft, publish, unpublish
from noren.catalog.states import ProductState
from noren.catalog.tests.factories import ACTOR, make_product, product_draft, sized_draft
from noren.catalog.types import ProductDetail, VariantDraft
from noren.inventory.services.adjust import receive
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import Conflict, InvalidInput, NotFound
from noren.kernel.ids import uuid7
from noren.kernel.money import Money, yen
from noren.platform.audit.models import AuditEntry
from noren.platform.outbox.models import OutboxEvent
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import content_version
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> Iterator[UUID]:
    with shop_scope(make_shop().id) as shop_id:
        yield shop_id


def detail_of(product_id: UUID) -> ProductDetail:
    found = product_for_editing(product_id)
    assert found is not None
    return found


def written() -> tuple[object, ...]:
    return (
        list(Product.objects.order_by("id").values()),
        list(Variant.objects.order_by("id").values()),
        AuditEntry.objects.count(),
        OutboxEvent.objects.count(),
        content_version(),
    )


def test_a_new_product_is_a_draft_with_an_address_from_its_title() -> None:
    first = create_product(product_draft(title="リネンの エプロン"), actor=ACTOR)
    second = create_product(product_draft(title="リネンの エプロン"), actor=ACTOR)
    assert (first.handle, second.handle) == ("リネンの-エプロン", "リネンの-エプロン-2")
    assert detail_of(first.id).state is ProductState.DRAFT
    assert product_by_handle(first.handle) is None
    assert OutboxEvent.objects.filter(name="product.created", subject_id=first.id).count() == 1


def test_saving_what_is_stored_writes_nothing() -> None:
    saved = make_product(sized_draft())
    before = written()
    again = update_product(saved.id, draft_of(detail_of(saved.id)), actor=ACTOR)
    assert again.changed is False
    assert written() == before


def test_variants_keep_their_ids_when_names_and_prices_change() -> None:
    saved = make_product(sized_draft(("S", "M")))
    small, medium = (saved.variant_ids[(size,)] for size in ("S", "M"))
    # The two swap their names, and a third comes in.
    variants = (
        VariantDraft(price=yen(5000), options=("M",), id=small),
        VariantDraft(price=yen(5100), options=("S",), id=medium),
        VariantDraft(price=yen(5200), options=("L",)),
    )
    update_product(saved.id, replace(draft_of(detail_of(saved.id)), variants=variants), actor=ACTOR)
    detail = detail_of(saved.id)
    assert [(one.id, one.options, one.price) for one in detail.variants[:2]] == [
        (small, ("M",), yen(5000)),
        (medium, ("S",), yen(5100)),
    ]
    assert (detail.price_from, detail.price_to) == (yen(5000), yen(5200))


def test_a_variant_taken_out_is_retired_and_comes_back_as_the_same() -> None:
    saved = make_product(sized_draft(("S", "M")))
    medium = saved.variant_ids[("M",)]
    draft = draft_of(detail_of(saved.id))
    update_product(saved.id, replace(draft, variants=draft.variants[:1]), actor=ACTOR)
    assert sellable_variants([medium])[medium].published is False
    assert [one.options for one in detail_of(saved.id).variants] == [("S",)]
    update_product(saved.id, sized_draft(("S", "M")), actor=ACTOR)
    assert sellable_variants([medium])[medium].published is True


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": "  "}, ["title"]),
        ({"title": "あ" * 256}, ["title"]),
        ({"variants": ()}, ["variants"]),
        ({"option_names": ("色", "色")}, ["options"]),
        ({"option_names": ("色",)}, ["variants.0.options"]),
        ({"variants": (VariantDraft(price=yen(-1)),)}, ["variants.0.price"]),
        ({"variants": (VariantDraft(price=Money(100, "USD")),)}, ["variants.0.price"]),
        ({"variants": (VariantDraft(price=yen(1)), VariantDraft(price=yen(2)))}, ["variants.1.options"]),
        ({"variants": tuple(VariantDraft(price=yen(1)) for _ in range(251))}, ["variants"]),
    ],
)
def test_what_can_not_be_a_product_is_refused_by_field(changes: dict[str, object], fields: list[str]) -> None:
    before = written()
    with pytest.raises(InvalidInput) as refusal:
        create_product(product_draft(**changes), actor=ACTOR)
    assert [problem.field for problem in refusal.value.problems] == fields
    assert written() == before


def test_an_address_belongs_to_one_product() -> None:
    saved = make_product(product_draft(title="碗"))
    before = written()
    with pytest.raises(InvalidInput) as refusal:
        create_product(product_draft(handle=saved.handle), actor=ACTOR)
    assert refusal.value.problems[0].code == "handle_taken"
    assert written() == before


def test_publishing_is_seen_at_once_and_said_once() -> None:
    saved = create_product(product_draft(), actor=ACTOR)
    version = content_version()
    assert publish(saved.id, actor=ACTOR) is True
    assert publish(saved.id, actor=ACTOR) is False
    assert content_version() == version + 1
    first_day = detail_of(saved.id).published_at
    with clock_shifted(timedelta(days=3)):
        unpublish(saved.id, actor=ACTOR)
        publish(saved.id, actor=ACTOR)
    assert detail_of(saved.id).published_at == first_day


def test_only_a_draft_that_was_never_public_can_be_deleted() -> None:
    sold, fresh, stocked = make_product(), make_product(published=False), make_product(published=False)
    unpublish(sold.id, actor=ACTOR)
    receive(next(iter(stocked.variant_ids.values())), 3, actor=ACTOR)
    for product_id in (sold.id, stocked.id):
        before = written()
        with pytest.raises(Conflict):
            delete_draft(product_id, actor=ACTOR)
        assert written() == before
    delete_draft(fresh.id, actor=ACTOR)
    assert product_for_editing(fresh.id) is None
    with pytest.raises(NotFound):
        publish(fresh.id, actor=ACTOR)


def test_archived_products_leave_the_lists() -> None:
    saved = make_product()
    archive(saved.id, actor=ACTOR)
    assert products_page().cards == ()
    assert console_products().rows == ()
    assert [row.id for row in console_products(state=ProductState.ARCHIVED).rows] == [saved.id]


@pytest.mark.parametrize("sort", list(ProductSort))
def test_pages_show_every_product_once_in_order(sort: ProductSort) -> None:
    prices = [500, 300, 300, 900, 300, 700, 500]
    for price in prices:
        make_product(product_draft(variants=(VariantDraft(price=yen(price)),)))
    seen, after = [], ""
    while True:
        page = products_page(sort=sort, after=after, limit=2)
        seen += [(card.id, card.price_from.amount) for card in page.cards]
        after = page.after
        if not after:
            break
    assert len({card_id for card_id, _ in seen}) == len(seen) == len(prices)
    shown = [amount for _, amount in seen]
    expected = {
        ProductSort.NEWEST: prices[::-1],
        ProductSort.PRICE_LOW: sorted(prices),
        ProductSort.PRICE_HIGH: sorted(prices, reverse=True),
    }
    assert shown == expected[sort]


@pytest.mark.parametrize(
    "after", ["x", "%%%", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OXww", "bm90aGluZw", "あ"]
)
def test_a_place_that_makes_no_sense_is_the_beginning(after: str) -> None:
    saved = make_product()
    for sort in ProductSort:
        assert [card.id for card in products_page(sort=sort, after=after).cards] == [saved.id]


def test_search_finds_words_in_any_writing_and_only_what_is_public() -> None:
    towel = make_product(product_draft(title="ガーゼのタオル", tags=("贈り物",)))
    make_product(product_draft(title="ガーゼの下書き"), published=False)
    for query in ("ｶﾞｰｾﾞ", "がーぜ たおる", "贈り物", "ガーゼ　タオル"):
        assert [card.id for card in search(query).cards] == [towel.id]
    assert search("   ").cards == ()
    assert search("ガーゼ 帽子").cards == ()


def test_a_shelf_shows_what_is_below_it() -> None:
    table = ensure_path(["うつわ", "飯碗"], actor=ACTOR)
    assert ensure_path(["うつわ", "飯碗"], actor=ACTOR) == table
    top = next(info for info in categories() if info.depth == 1)
    saved = make_product(product_draft(category_ids=(table,)))
    make_product()
    assert [card.id for card in products_page(category=top.id).cards] == [saved.id]
    assert products_page(category=table).cards[0].category_handles == ("飯碗",)


def test_categories_keep_their_order_and_depth() -> None:
    first = create_category("うつわ", actor=ACTOR)
    second = create_category("布もの", actor=ACTOR)
    order_categories([second.id, first.id], actor=ACTOR)
    assert [info.title for info in categories()] == ["布もの", "うつわ"]
    deep = ensure_path(["うつわ", "飯碗", "子ども"], actor=ACTOR)
    with pytest.raises(InvalidInput):
        create_category("もっと下", parent_id=deep, actor=ACTOR)
    with pytest.raises(InvalidInput):
        delete_category(first.id, actor=ACTOR)
    delete_category(second.id, actor=ACTOR)
    assert second.id not in {info.id for info in categories()}


def test_another_shops_products_do_not_exist() -> None:
    other = make_product()
    variant = next(iter(other.variant_ids.values()))
    # Another context stands for another request.
    elsewhere = Context().run(make_shop).id
    assert in_shop(elsewhere, other.handle, other.id, variant) == (None, None, {}, (), ())


def in_shop(shop_id: UUID, handle: str, product_id: UUID, variant_id: UUID) -> tuple[object, ...]:
    def look() -> tuple[object, ...]:
        with shop_scope(shop_id):
            with pytest.raises(NotFound):
                publish(product_id, actor=ACTOR)
            return (
                product_by_handle(handle),
                product_for_editing(product_id),
                sellable_variants([variant_id]),
                products_page().cards,
                search("ふきん").cards,
            )

    return Context().run(look)


def test_a_thousand_unknown_ids_are_nobody() -> None:
    assert sellable_variants(uuid7() for _ in range(1000)) == {}
