"""What the benchmarks measure happens: a purchase is a purchase, and the table names what is compared."""

from __future__ import annotations

import pytest
from benchmarks import report
from benchmarks.buying import BuyFlow
from benchmarks.measure import Measurement, count_queries
from benchmarks.shop import make_benchmark_shop
from django.db import connection
from django.test import Client

from noren.orders.models import Order
from noren.platform.tenancy.scope import shop_scope
from noren.shops.services.content import raise_content_version


@pytest.mark.django_db
def test_a_measured_purchase_places_an_order_of_two_bowls() -> None:
    shop = make_benchmark_shop(products=1)
    with shop_scope(shop.shop.id):
        BuyFlow(shop.variant_ids).buy()
        order = Order.objects.get()
        assert order.goods_amount == 6600


@pytest.mark.django_db
def test_the_measured_page_is_the_products() -> None:
    shop = make_benchmark_shop(products=1)
    response = Client(SERVER_NAME="127.0.0.1").get(shop.product_path)
    assert response.status_code == 200
    assert "朝凪の飯碗 1番" in response.content.decode()


@pytest.mark.django_db
def test_queries_are_counted_without_the_frame_of_the_transaction() -> None:
    shop = make_benchmark_shop(products=1)
    with shop_scope(shop.shop.id):
        assert count_queries(raise_content_version) == 1 + _notifies()


@pytest.mark.any_database
def test_the_table_sets_rows_side_by_side() -> None:
    rows = [Measurement(name, 2.0, 5) for pair in report.PAIRS for name in pair]
    lines = report.table(rows)
    assert f"| {report.PAIRS[0][0]} | 2.000 | 5 |  |" in lines
    assert f"| {report.PAIRS[0][0]} : {report.PAIRS[0][1]} | 1.000 |" in lines


def _notifies() -> int:
    return 1 if connection.vendor == "postgresql" else 0
