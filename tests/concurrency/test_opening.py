"""A shop that is open never lacks a field the law needs, however two people's clicks fall together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection

from noren.catalog.tests.factories import make_product
from noren.kernel.actors import system
from noren.kernel.errors import NorenError
from noren.payments.services.configure import set_method
from noren.payments.types import PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.shipping.tests.factories import make_method
from noren.shops.legal import missing_fields
from noren.shops.selectors import current_shop, legal_notice_settings
from noren.shops.services.legal import save_legal_notice
from noren.shops.services.publish import hide_shop, open_shop
from noren.shops.tests.factories import full_notice, make_shop

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
ACTOR = system("test")


def together(shop_id: UUID, *works: Callable[[], object]) -> list[str]:
    """Run works at the same moment; return what each came to."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> str:
        gate.wait()
        with shop_scope(shop_id):
            try:
                work()
            except NorenError as error:
                return type(error).__name__
            finally:
                connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def test_opening_while_a_field_is_emptied_and_opening_twice() -> None:
    shop_id = make_shop().id
    with shop_scope(shop_id):
        make_method()
        set_method(PaymentMethod.CASH_ON_DELIVERY, enabled=True, actor=ACTOR)
        make_product()
    emptied = replace(full_notice(), phone="")
    for _ in range(6):
        with shop_scope(shop_id):
            save_legal_notice(full_notice(), actor=ACTOR)
        said = together(
            shop_id,
            lambda: open_shop(actor=ACTOR),
            lambda: save_legal_notice(emptied, actor=ACTOR),
            lambda: open_shop(actor=ACTOR),
        )
        with shop_scope(shop_id):
            is_open = current_shop().sells
            assert is_open is not bool(missing_fields(legal_notice_settings()))
            assert [said[0], said[2]].count("done") == int(is_open)
            if is_open:
                hide_shop(actor=ACTOR)
