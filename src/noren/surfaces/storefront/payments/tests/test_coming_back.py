"""The page a buyer comes back to: it believes the provider, never the address."""

from __future__ import annotations

import contextvars
from collections.abc import Iterator

import pytest
from django.test import Client

from noren.kernel.actors import guest
from noren.payments.models import Payment, PaymentAttempt
from noren.payments.selectors import payment
from noren.payments.services.end import cancel
from noren.payments.states import PaymentState
from noren.payments.tests.factories import accept, make_payment
from noren.payments.tests.standin import Standin, begun, provider_id
from noren.payments.types import PaymentInfo, PaymentMethod
from noren.platform.tenancy.scope import shop_scope
from noren.shops.models import Shop
from noren.shops.tests.factories import make_shop
from noren.shops.types import ShopInfo

pytestmark = pytest.mark.django_db
ORDER = "/orders/KH-100001"


@pytest.fixture(autouse=True)
def shop(standin: Standin) -> Iterator[ShopInfo]:
    made = make_shop()
    Shop.objects.filter(pk=made.id).update(state="open")
    with shop_scope(made.id):
        standin.accept()
        yield made


@pytest.fixture
def buyer() -> Client:
    return Client()


def page(buyer: Client, shop: ShopInfo, info: PaymentInfo, more: str = "") -> tuple[int, str]:
    answer = buyer.get(f"/{shop.slug}/checkout/return?payment={info.id}{more}")
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def test_a_paid_payment_leads_to_the_order(standin: Standin, buyer: Client, shop: ShopInfo) -> None:
    info, there = begun()
    standin.act(there, "approve")
    # The provider adds its own id under the same name.
    assert page(buyer, shop, info, f"&payment={there}") == (302, f"/{shop.slug}{ORDER}")
    assert payment(info.id).state is PaymentState.CAPTURED


def test_an_address_that_claims_success_proves_nothing(buyer: Client, shop: ShopInfo) -> None:
    info, _ = begun()
    status, text = page(buyer, shop, info, "&state=captured&paid=1")
    assert status == 200
    assert "お支払いがまだ完了していません" in text
    assert payment(info.id).state is PaymentState.PENDING


def test_while_nothing_is_known_the_page_waits_and_says_so(
    standin: Standin, buyer: Client, shop: ShopInfo
) -> None:
    info, there = begun()
    standin.act(there, "approve")
    standin.fault("error_before", "payments.capture", count=2)
    status, text = page(buyer, shop, info)
    assert status == 200
    assert "お支払いを確認しています" in text
    assert 'http-equiv="refresh"' in text
    assert "できませんでした" not in text
    page(buyer, shop, info)
    assert page(buyer, shop, info) == (302, f"/{shop.slug}{ORDER}")


def test_a_refused_card_says_why_and_offers_another_go(
    standin: Standin, buyer: Client, shop: ShopInfo
) -> None:
    info, there = begun()
    standin.act(there, "fail")
    status, text = page(buyer, shop, info)
    assert status == 200
    assert "カードがご利用いただけませんでした" in text
    answer = buyer.post(f"/{shop.slug}/checkout/pay", {"payment": str(info.id)})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{standin.url}/pay/")
    assert provider_id(info) != there


def test_the_till_number_is_shown(standin: Standin, buyer: Client, shop: ShopInfo) -> None:
    info, there = begun(PaymentMethod.KONBINI)
    standin.act(there, "choose_konbini", chain="family_mart")
    status, text = page(buyer, shop, info)
    assert status == 200
    assert "ファミリーマート" in text
    assert standin.payment(there)["konbini"]["number"] in text


def test_a_bank_transfer_leads_to_the_order(buyer: Client, shop: ShopInfo) -> None:
    accept(PaymentMethod.BANK_TRANSFER)
    info = make_payment(PaymentMethod.BANK_TRANSFER)
    assert page(buyer, shop, info) == (302, f"/{shop.slug}{ORDER}")


def test_an_ended_payment_can_not_be_begun_again(buyer: Client, shop: ShopInfo) -> None:
    info, _ = begun()
    cancel(info.id, actor=guest())
    status, text = page(buyer, shop, info)
    assert (status, "料金は発生していません" in text) == (200, True)
    answer = buyer.post(f"/{shop.slug}/checkout/pay", {"payment": str(info.id)})
    assert answer.headers["Location"] == f"/{shop.slug}/checkout/return?payment={info.id}"
    assert PaymentAttempt.objects.count() == 1


def test_a_provider_that_is_away_is_no_error_page(standin: Standin, buyer: Client, shop: ShopInfo) -> None:
    info, _ = begun()
    standin.fault("cut_before", count=3)
    assert page(buyer, shop, info)[0] == 200


@pytest.mark.parametrize(
    "query", ["", "?payment=", "?payment=pay_123", "?payment=01a209df-b959-7033-a482-52b5be962ff4"]
)
def test_an_unknown_payment_is_not_there(buyer: Client, shop: ShopInfo, query: str) -> None:
    assert buyer.get(f"/{shop.slug}/checkout/return{query}").status_code == 404
    assert buyer.post(f"/{shop.slug}/checkout/pay{query}").status_code == 404


def test_another_shops_payment_is_not_there(shop: ShopInfo) -> None:
    info, _ = begun()
    # In a context of its own: a request for one shop may not run inside another's scope.
    assert contextvars.Context().run(ask_elsewhere, info) == 404
    assert Payment.objects.get().state == PaymentState.PENDING


def ask_elsewhere(info: PaymentInfo) -> int:
    made = make_shop()
    Shop.objects.filter(pk=made.id).update(state="open")
    return page(Client(), made, info)[0]


def test_another_site_can_not_send_a_buyer_to_pay(buyer: Client, shop: ShopInfo) -> None:
    info, there = begun()
    answer = buyer.post(
        f"/{shop.slug}/checkout/pay", {"payment": str(info.id)}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert provider_id(info) == there
