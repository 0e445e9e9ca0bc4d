"""Fixtures of this app's tests."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from noren.messaging.tests.fixtures import line, line_server
from noren.platform.tenancy.scope import shop_scope
from noren.shops.tests.factories import make_shop

__all__ = ["line", "line_server", "shop_id"]


@pytest.fixture
def shop_id(db: None) -> Iterator[UUID]:
    """A shop in scope."""
    shop = make_shop()
    with shop_scope(shop.id):
        yield shop.id
