"""Tenancy, keys, audit, outbox and jobs on a real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from noren.customers.models import Address, Customer
from noren.kernel.actors import guest, system
from noren.kernel.clock import clock_shifted, now
from noren.kernel.ids import uuid7
from noren.platform.audit.chain import verify
from noren.platform.audit.models import AuditEntry
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.run import claim_next, run_claimed, run_due
from noren.platform.outbox.events import Event, event
from noren.platform.outbox.subscriptions import subscribe
from noren.platform.privacy.crypto import DecryptionFailed, decrypt, encrypt_for_shop, lookup_hash
from noren.platform.tenancy.scope import NoShopInScope, ShopScopeConflict, shop_scope
from noren.platform.transactions.write import write
from noren.shops.models import Membership
from noren.shops.services.numbers import next_number
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db


def make_customer() -> Customer:
    customer = Customer(name="佐藤一郎", created_at=now())
    customer.save()
    return customer


def test_rows_are_refused_without_a_shop_in_scope() -> None:
    make_shop()
    with pytest.raises(NoShopInScope):
        Customer.objects.count()


def test_a_shop_never_sees_anothers_rows() -> None:
    first, second = make_shop(), make_shop()
    with shop_scope(first.id):
        customer = make_customer()
    with shop_scope(second.id):
        assert not Customer.objects.filter(pk=customer.pk).exists()
        assert Customer.objects.filter(pk=customer.pk).update(language="ko") == 0
        with pytest.raises(ShopScopeConflict):
            customer.save()
        with pytest.raises(ShopScopeConflict), shop_scope(first.id):
            pass


def test_the_database_itself_refuses_a_reference_to_another_shops_row() -> None:
    first, second = make_shop(), make_shop()
    with shop_scope(first.id):
        customer = make_customer()
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(
            "INSERT INTO customers_address (id, shop_id, customer_id, recipient, recipient_kana, postal_code, prefecture,"
            " city, street, building, phone, is_default, created_at) VALUES (%s,%s,%s,'','','',26,'','','','',%s,%s)",
            [_db(uuid7()), _db(second.id), _db(customer.pk), False, now()],
        )


def _db(value: UUID) -> UUID | str:
    return value if connection.vendor == "postgresql" else value.hex


def test_joins_equate_the_shop_on_both_sides() -> None:
    with shop_scope(make_shop().id):
        sql = str(Address.objects.filter(customer__language="ja").query)
    joined = sql.split(" ON ")[1].split(" WHERE ", maxsplit=1)[0]
    assert '"customers_customer"."shop_id"' in joined
    assert '"customers_address"."shop_id"' in joined


def test_encrypted_columns_hold_no_plain_text_and_read_back() -> None:
    with shop_scope(make_shop().id):
        customer = make_customer()
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM customers_customer WHERE id = %s", [_db(customer.pk)])
            stored = cursor.fetchone()[0]
        assert "佐藤" not in stored
        assert Customer.objects.get(pk=customer.pk).name == "佐藤一郎"


def test_a_ciphertext_is_bound_to_its_shop_and_column() -> None:
    first, second = make_shop(), make_shop()
    with shop_scope(first.id):
        sealed = encrypt_for_shop("090", "a.b")
        mine = lookup_hash("phone", "090")
        with pytest.raises(DecryptionFailed):
            decrypt(sealed, "a.c")
    with shop_scope(second.id):
        assert lookup_hash("phone", "090") != mine
        with pytest.raises(DecryptionFailed):
            decrypt(sealed, "a.b")


def test_numbers_count_per_shop_from_one() -> None:
    first, second = make_shop(), make_shop()
    with shop_scope(first.id):
        assert [next_number("order"), next_number("order"), next_number("invoice")] == [1, 2, 1]
    with shop_scope(second.id):
        assert next_number("order") == 1


def test_the_audit_chain_breaks_on_an_edit_and_on_truncation() -> None:
    with shop_scope(make_shop().id):
        for number in range(3):
            with write(guest()) as change:
                change.audit("test.noted", ("test", None), new={"number": number})
        assert verify().broken_at is None
        assert verify().entries == 4
        AuditEntry.objects.filter(sequence=2).update(action="test.forged")
        assert verify().broken_at == 2
        AuditEntry.objects.filter(sequence=2).update(action="test.noted")
        assert verify().broken_at is None
        AuditEntry.objects.filter(sequence=4).delete()
        assert verify().broken_at == 3


def test_a_rolled_back_write_leaves_no_audit_entry_and_no_event() -> None:
    with shop_scope(make_shop().id):
        before = AuditEntry.objects.count(), Job.objects.count()
        with pytest.raises(RuntimeError), write(guest()) as change:
            change.audit("test.noted", ("test", None))
            change.publish(SomethingHappened(subject=uuid7(), amount=3))
            raise RuntimeError
        assert (AuditEntry.objects.count(), Job.objects.count()) == before


def test_entries_of_a_failed_inner_write_go_with_its_savepoint() -> None:
    with shop_scope(make_shop().id):
        with write(guest()) as outer:
            outer.audit("test.outer", ("test", None))
            with pytest.raises(RuntimeError), write(guest()) as inner:
                inner.audit("test.inner", ("test", None))
                raise RuntimeError
        actions = list(AuditEntry.objects.values_list("action", flat=True))
        assert "test.outer" in actions
        assert "test.inner" not in actions


@event("test.happened")
@dataclass(frozen=True)
class SomethingHappened(Event):
    """For these tests."""

    subject: UUID
    amount: int


seen: list[tuple[UUID, int]] = []
failures: list[int] = []


@subscribe(SomethingHappened)
def note(happened: SomethingHappened) -> None:
    if failures:
        failures.pop()
        raise RuntimeError("not yet")
    seen.append((happened.subject, happened.amount))


def test_a_subscriber_is_told_after_the_commit_in_order_and_again_after_a_failure() -> None:
    seen.clear()
    subject = uuid7()
    with shop_scope(make_shop().id), write(guest()) as change:
        for amount in (1, 2, 3):
            change.publish(SomethingHappened(subject=subject, amount=amount))
    failures.append(1)
    run_due()
    assert seen == []
    with clock_shifted(timedelta(seconds=10)):
        run_due()
    assert seen == [(subject, 1), (subject, 2), (subject, 3)]


def test_a_worker_that_slept_past_its_lease_can_not_finish_the_job() -> None:
    with shop_scope(make_shop().id), write(system("test")) as change:
        change.publish(SomethingHappened(subject=uuid7(), amount=9))
    slow = claim_next()
    assert slow is not None
    assert claim_next() is None
    with clock_shifted(timedelta(minutes=5)):
        quick = claim_next()
        assert quick is not None
        assert quick.job_id == slow.job_id
        assert run_claimed(slow) is False
        assert run_claimed(quick) is True


def test_the_owner_of_a_new_shop_is_its_creator() -> None:
    shop = make_shop()
    with shop_scope(shop.id):
        assert [row.role for row in Membership.objects.all()] == ["owner"]
