"""What the shop says of itself, and what people ask it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from noren.kernel.actors import guest, system
from noren.kernel.clock import clock_shifted
from noren.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from noren.kernel.ids import uuid7
from noren.platform.jobs.services.run import run_due
from noren.platform.tenancy.scope import shop_scope
from noren.shops.selectors import contact_requests, current_shop, profile
from noren.shops.services.contact import NewContact, mark_answered, receive_contact
from noren.shops.services.legal import save_legal_notice
from noren.shops.services.profile import save_profile
from noren.shops.states import ContactState
from noren.shops.tests.factories import full_notice, make_shop
from noren.shops.types import ContactTopic, ProfileInfo

pytestmark = pytest.mark.django_db
ACTOR = system("test")
ASKED = NewContact(
    topic=ContactTopic.PARTICULARS, name="佐藤 一郎", email="sato@example.jp", body="住所を教えてください。"
)


@pytest.fixture(autouse=True)
def shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


def test_a_profile_is_stored_tidy_and_renames_the_shop() -> None:
    saved = save_profile(
        ProfileInfo(name=" 小春堂 ", postal_code="〒６００８００１", prefecture=26, phone="075-123-4567"),
        actor=ACTOR,
    )
    assert saved.postal_code == "600-8001"
    assert profile() == saved
    assert current_shop().name == "小春堂"


def test_wrong_fields_are_all_named_and_nothing_changes() -> None:
    before = profile()
    wrong = ProfileInfo(
        name="", postal_code="123", prefecture=48, phone="12", email="nobody", tagline="あ" * 121
    )
    with pytest.raises(InvalidInput) as refused:
        save_profile(wrong, actor=ACTOR)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"name", "postal_code", "prefecture", "phone", "email", "tagline"}
    assert profile() == before


def test_a_request_is_recorded_sealed_and_mailed_so_that_a_reply_reaches_the_buyer() -> None:
    save_legal_notice(full_notice(), actor=ACTOR)
    assert receive_contact(ASKED, actor=guest(), address="192.0.2.1") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email, body FROM shops_contactrequest")
        assert not any("佐藤" in value or "sato" in value or "住所" in value for value in cursor.fetchone())
    run_due()
    assert [(one.to, one.reply_to) for one in mail.outbox] == [
        (["hello@koharu.example.jp"], ["sato@example.jp"])
    ]
    assert "住所を教えてください。" in mail.outbox[0].body
    found = contact_requests()
    assert [(one.number, one.name, one.state) for one in found] == [(1, "佐藤 一郎", ContactState.OPEN)]


def test_without_an_address_of_the_sellers_the_request_waits_in_the_console() -> None:
    receive_contact(ASKED, actor=guest(), address="192.0.2.1")
    run_due()
    assert mail.outbox == []
    assert len(contact_requests(state=ContactState.OPEN)) == 1


def test_an_answer_is_recorded_once() -> None:
    receive_contact(ASKED, actor=guest(), address="192.0.2.1")
    found = contact_requests()[0]
    mark_answered(found.id, note="メールでお知らせした", actor=ACTOR)
    with pytest.raises(Conflict):
        mark_answered(found.id, note="また", actor=ACTOR)
    assert contact_requests(state=ContactState.OPEN) == []
    assert contact_requests()[0].answer_note == "メールでお知らせした"
    with pytest.raises(NotFound):
        mark_answered(uuid7(), note="", actor=ACTOR)


def test_a_flood_from_one_network_is_stopped_for_a_while_and_others_still_get_through() -> None:
    for _ in range(5):
        receive_contact(ASKED, actor=guest(), address="192.0.2.1")
    with pytest.raises(NotAllowed):
        receive_contact(ASKED, actor=guest(), address="192.0.2.1")
    assert receive_contact(ASKED, actor=guest(), address="192.0.2.2") == 6
    with clock_shifted(timedelta(minutes=11)):
        assert receive_contact(ASKED, actor=guest(), address="192.0.2.1") == 7


def test_a_request_without_words_or_address_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        receive_contact(
            NewContact(topic=ContactTopic.QUESTION, name="", email="", body=" "),
            actor=guest(),
            address="192.0.2.1",
        )
    assert {problem.field for problem in refused.value.problems} == {"name", "email", "body"}
    assert contact_requests() == []
