"""Every address of the project, with who may call it; and what happens to those who may not."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from noren.config.addresses import all_addresses
from noren.kernel.ids import uuid7
from noren.shops.models import Shop
from noren.shops.permissions import Role, permissions_of
from noren.shops.states import ShopState
from noren.shops.tests.factories import make_shop
from noren.surfaces.console.tests.entering import staff_of, stranger_of
from tests.architecture.address_table import CALLERS

_PLACES = {"uuid": str(uuid7()), "int": "7", "slug": "none", "str": "none"}
_METHODS = ("get", "post")


def concrete(pattern: str, shop: str) -> str:
    """Fill a pattern's places with well-formed values of things that do not exist."""
    path = pattern.replace("{shop}", shop)
    return re.sub(r"<(\w+):\w+>", lambda place: _PLACES[place[1]], path)


def called_by(who: str) -> list[str]:
    return [pattern for pattern, caller in CALLERS.items() if caller.split(":")[0] == who]


def test_every_address_is_in_the_table_and_the_table_has_no_other() -> None:
    assert {address.pattern for address in all_addresses()} == set(CALLERS)


def test_a_console_address_asks_for_the_right_that_the_table_names() -> None:
    for address in all_addresses():
        if address.surface == "console":
            expected = CALLERS[address.pattern].partition(":")[2]
            assert address.permission == expected, address.pattern


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", called_by("staff"))
def test_staff_pages_lead_strangers_to_the_log_in(client: Client, pattern: str) -> None:
    shop = make_shop()
    for method in _METHODS:
        answer = getattr(client, method)(concrete(pattern, shop.slug))
        assert answer.status_code in (302, 405), pattern
        if answer.status_code == 302:
            assert answer["Location"].startswith("/console/log-in"), pattern


@pytest.mark.django_db
def test_staff_of_another_shop_find_nothing() -> None:
    owner = staff_of("owner")
    stranger = stranger_of(owner)
    for pattern in called_by("staff"):
        if "{shop}" in pattern:
            for method in _METHODS:
                answer = getattr(stranger, method)(concrete(pattern, owner.shop.slug))
                assert answer.status_code in (404, 405), (method, pattern)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_staff_without_the_right_are_refused(role: Role) -> None:
    person = staff_of(role)
    for pattern, caller in CALLERS.items():
        right = caller.partition(":")[2]
        if caller.startswith("staff:") and right not in permissions_of(role):
            for method in _METHODS:
                answer = getattr(person.client, method)(concrete(pattern, person.shop.slug))
                assert answer.status_code in (403, 405), (role, method, pattern)


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", called_by("operator"))
def test_operator_pages_lead_staff_and_strangers_to_the_operators_log_in(
    client: Client, pattern: str
) -> None:
    for browser in (client, staff_of("owner").client):
        for method in _METHODS:
            answer = getattr(browser, method)(concrete(pattern, "none"))
            assert answer.status_code in (302, 404, 405), pattern
            if answer.status_code == 302:
                assert answer["Location"].startswith("/operator/log-in"), pattern


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", called_by("customer"))
def test_account_pages_lead_guests_to_the_log_in(client: Client, pattern: str) -> None:
    shop = make_shop()
    Shop.objects.filter(pk=shop.id).update(state=ShopState.OPEN)
    for method in _METHODS:
        answer = getattr(client, method)(concrete(pattern, shop.slug))
        assert answer.status_code in (302, 405), pattern
        if answer.status_code == 302:
            assert answer["Location"].startswith(f"/{shop.slug}/account/log-in"), pattern


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", called_by("order key"))
def test_an_order_without_its_key_is_not_there(client: Client, pattern: str) -> None:
    shop = make_shop()
    Shop.objects.filter(pk=shop.id).update(state=ShopState.OPEN)
    for method in _METHODS:
        assert getattr(client, method)(concrete(pattern, shop.slug)).status_code in (404, 405), pattern


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", called_by("signature"))
def test_an_unsigned_callback_is_refused(client: Client, pattern: str) -> None:
    shop = make_shop()
    path = concrete(pattern, shop.slug)
    for known in (path, path.replace("none", shop.slug)):
        answer = client.post(known, data=b"{}", content_type="application/json")
        assert answer.status_code in (400, 401, 403, 404), known
