"""Orders of one shop do not exist in another."""

from __future__ import annotations

import pytest

from noren.kernel.errors import InvalidInput, NotFound
from noren.orders import selectors
from noren.orders.services.confirm import confirm
from noren.orders.services.find import key_by_email
from noren.orders.states import LineState
from noren.orders.tests.factories import BUYER, STAFF, paid_order
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


def test_another_shop_neither_sees_nor_moves_an_order() -> None:
    first, second = make_shop(), make_shop()
    with shop_scope(first.id):
        order = paid_order()
    with shop_scope(second.id):
        assert selectors.order(order.id) is None
        assert selectors.order_for_buyer(order.number, key=order.key) is None
        with pytest.raises(InvalidInput):
            key_by_email(order.number, "misaki@example.jp", actor=BUYER)
        assert selectors.orders_page().rows == ()
        assert selectors.desk_counts().to_confirm == 0
        with pytest.raises(NotFound):
            confirm(order.id, actor=STAFF)
    with shop_scope(first.id):
        found = selectors.order(order.id)
        assert found is not None
        assert found.state is LineState.PAID
