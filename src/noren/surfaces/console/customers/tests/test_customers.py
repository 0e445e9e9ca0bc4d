"""Customers in the console: hidden in the list, open to few, and opening goes on record."""

from __future__ import annotations

import pytest
from django.test import Client

from noren.customers.selectors import PAGE
from noren.customers.services.join import customer_for_guest
from noren.messaging.tests.standin import SETUP
from noren.platform.audit.models import AuditEntry
from noren.platform.tenancy.scope import shop_scope
from noren.surfaces.console.customers.masking import masked_email, masked_name, masked_phone
from noren.surfaces.console.tests.entering import Staff, staff_of, stranger_of

pytestmark = pytest.mark.django_db


def path(who: Staff, rest: str = "") -> str:
    return f"/console/{who.shop.slug}/customers{rest}"


def guest_in(who: Staff, number: int = 1) -> str:
    with shop_scope(who.shop.id):
        made = customer_for_guest(
            email=f"hanako{number}@example.jp", name="髙橋 みどり", phone="09012345678", actor=SETUP
        )
    return str(made)


def test_the_list_hides_what_is_personal() -> None:
    who = staff_of("manager")
    guest_in(who)
    text = who.client.get(path(who)).content.decode()
    assert "髙＊＊" in text
    assert "h***@example.jp" in text
    assert "末尾 5678" in text
    for secret in ("みどり", "hanako1", "09012345678"):
        assert secret not in text


@pytest.mark.parametrize(
    "query", ["髙橋　みどり", "髙橋みどり", "HANAKO1@example.jp", "０９０-1234-5678", " hanako1@example.jp "]
)
def test_a_whole_name_address_or_number_is_found(query: str) -> None:
    who = staff_of("owner")
    customer_id = guest_in(who)
    assert customer_id in who.client.get(path(who), {"q": query}).content.decode()


@pytest.mark.parametrize("query", ["髙橋", "hanako", "5678", "%", "x@example.jp"])
def test_a_part_of_one_is_not(query: str) -> None:
    who = staff_of("owner")
    customer_id = guest_in(who)
    text = who.client.get(path(who), {"q": query}).content.decode()
    assert customer_id not in text
    assert "当てはまるお客様がいません" in text


def test_pages_follow_each_other_without_gaps() -> None:
    who = staff_of("owner")
    made = {guest_in(who, number) for number in range(PAGE + 2)}
    first = who.client.get(path(who)).content.decode()
    with shop_scope(who.shop.id):
        oldest = sorted(made)[2]
    second = who.client.get(path(who), {"after": oldest.replace("-", "")}).content.decode()
    shown = [{one for one in made if one in text} for text in (first, second)]
    assert [len(part) for part in shown] == [PAGE, 2]
    assert shown[0] | shown[1] == made
    assert who.client.get(path(who), {"after": "nonsense"}).status_code == 200


def test_opening_a_customer_goes_on_record() -> None:
    who = staff_of("support")
    customer_id = guest_in(who)
    text = who.client.get(path(who, f"/{customer_id}")).content.decode()
    assert "髙橋 みどり" in text
    assert "hanako1@example.jp" in text
    with shop_scope(who.shop.id):
        entry = AuditEntry.objects.get(action="customer.viewed")
    assert (str(entry.subject_id), entry.actor_id) == (customer_id, who.account.id)


@pytest.mark.parametrize("role", ["picker", "product", "accountant"])
def test_who_has_no_need_sees_no_customers(role: str) -> None:
    who = staff_of(role)
    customer_id = guest_in(who)
    assert who.client.get(path(who)).status_code == 403
    answer = who.client.get(path(who, f"/{customer_id}"))
    assert answer.status_code == 403
    assert "みどり" not in answer.content.decode()
    with shop_scope(who.shop.id):
        assert not AuditEntry.objects.filter(action="customer.viewed").exists()


def test_a_customer_of_another_shop_does_not_exist() -> None:
    who, other = staff_of("owner"), staff_of("owner")
    customer_id = guest_in(other)
    assert who.client.get(path(who, f"/{customer_id}")).status_code == 404
    assert stranger_of(who).get(path(who)).status_code == 404
    assert Client().get(path(who)).status_code == 302


def test_masks_leave_nothing_to_guess_from() -> None:
    assert (masked_name(""), masked_name("李")) == ("", "李＊＊")
    assert (masked_email(""), masked_email("a@b.jp")) == ("", "a***@b.jp")
    assert masked_phone("09000001037") == "1037"
