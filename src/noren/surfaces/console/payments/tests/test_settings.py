"""The seller sets how he is paid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from noren.kernel.actors import staff
from noren.kernel.money import yen
from noren.payments.models import MethodSetting, ProviderAccount
from noren.payments.selectors import account_settings, method_settings
from noren.payments.tests.factories import WEBHOOK_SECRET
from noren.payments.types import PaymentMethod
from noren.platform.accounts.sessions import StaffSessionStore
from noren.platform.tenancy.scope import shop_scope
from noren.shops.models import Membership
from noren.shops.tests.factories import make_account, make_shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> Iterator[ShopInfo]:
    made = make_shop(actor=staff(make_account().id))
    with shop_scope(made.id):
        yield made


@pytest.fixture
def seller() -> Client:
    return logged_in("owner")


def logged_in(role: str) -> Client:
    row = Membership.objects.get()
    Membership.objects.filter(pk=row.pk).update(role=role)
    session = StaffSessionStore()
    session["account_id"] = str(row.account_id)
    session.save()
    client = Client()
    client.cookies["noren_staff"] = session.session_key or ""
    return client


def test_bank_transfer_is_set_up(seller: Client, shop: ShopInfo) -> None:
    here = f"/console/{shop.slug}/settings/payments"
    assert "銀行振込" in seller.get(here).content.decode()
    typed = {
        "enabled": "on",
        "fee_amount": "０",
        "deadline_days": "5",
        "bank_account": "京都中央銀行 普通 1234567",
    }
    answer = seller.post(f"{here}/methods/bank-transfer", typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    found = method_settings(PaymentMethod.BANK_TRANSFER)
    assert (found.enabled, found.ready, found.deadline_days) == (True, True, 5)


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    seller: Client, shop: ShopInfo
) -> None:
    typed = {"enabled": "on", "fee_amount": "三百", "deadline_days": "5", "bank_account": "京都中央銀行"}
    answer = seller.post(f"/console/{shop.slug}/settings/payments/methods/bank-transfer", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_fee_amount_error"' in text
    assert 'value="三百"' in text
    assert MethodSetting.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"enabled": "on"}, "bank_account"),
        ({"fee_amount": "5001"}, "fee_amount"),
        ({"deadline_days": "15"}, "deadline_days"),
        (
            {"enabled": "on", "bank_account": "x", "minimum_amount": "500", "maximum_amount": "400"},
            "minimum_amount",
        ),
    ],
)
def test_rules_of_a_method(seller: Client, shop: ShopInfo, typed: dict[str, str], field: str) -> None:
    answer = seller.post(f"/console/{shop.slug}/settings/payments/methods/bank-transfer", typed)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert MethodSetting.objects.count() == 0


def test_the_contract_is_stored_and_its_secrets_never_come_back(seller: Client, shop: ShopInfo) -> None:
    here = f"/console/{shop.slug}/settings/payments/contract/sandbox"
    typed = {"merchant": "koharu", "secret_key": "sk_live_0123456789", "webhook_secret": WEBHOOK_SECRET}
    assert seller.post(here, typed).status_code == 302
    assert account_settings("sandbox").complete
    text = seller.get(here).content.decode()
    assert "6789" in text
    assert "sk_live_0123456789" not in text
    assert WEBHOOK_SECRET not in text
    assert f"/callbacks/payments/sandbox/{shop.slug}" in text
    # An empty field keeps what there is.
    seller.post(here, {"merchant": "koharu2", "secret_key": "", "webhook_secret": ""})
    assert ProviderAccount.objects.get().secret_key == "sk_live_0123456789"


def test_card_needs_the_contract_first(seller: Client, shop: ShopInfo) -> None:
    answer = seller.post(f"/console/{shop.slug}/settings/payments/methods/card", {"enabled": "on"})
    assert answer.status_code == 422
    assert method_settings(PaymentMethod.CARD).enabled is False


def test_a_fee_is_taken_over(seller: Client, shop: ShopInfo) -> None:
    typed = {"enabled": "on", "fee_amount": "330"}
    seller.post(f"/console/{shop.slug}/settings/payments/methods/cash-on-delivery", typed)
    assert method_settings(PaymentMethod.CASH_ON_DELIVERY).fee == yen(330)


@pytest.mark.parametrize("path", ["methods/barter", "contract/nobody"])
def test_unknown_things_are_not_there(seller: Client, shop: ShopInfo, path: str) -> None:
    assert seller.get(f"/console/{shop.slug}/settings/payments/{path}").status_code == 404


@pytest.mark.parametrize("role", ["picker", "product", "support", "accountant"])
def test_who_may_not_set_payments_changes_nothing(shop: ShopInfo, role: str) -> None:
    client = logged_in(role)
    here = f"/console/{shop.slug}/settings/payments"
    assert client.get(here).status_code == 403
    answer = client.post(f"{here}/methods/cash-on-delivery", {"enabled": "on"})
    assert answer.status_code == 403
    assert client.post(f"{here}/contract/sandbox", {"merchant": "evil"}).status_code == 403
    assert (MethodSetting.objects.count(), ProviderAccount.objects.count()) == (0, 0)


def test_nobody_gets_in_without_a_log_in(shop: ShopInfo) -> None:
    answer = Client().get(f"/console/{shop.slug}/settings/payments")
    assert answer.headers["Location"].startswith("/console/log-in")
