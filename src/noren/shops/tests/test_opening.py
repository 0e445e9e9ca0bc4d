"""A shop opens when, and only when, what it needs is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from noren.catalog.tests.factories import make_product
from noren.kernel.actors import system
from noren.kernel.errors import Conflict, InvalidInput
from noren.payments.services.configure import set_method
from noren.payments.types import PaymentMethod
from noren.platform.audit.models import AuditEntry
from noren.platform.tenancy.scope import shop_scope
from noren.shipping.tests.factories import make_method
from noren.shops.legal import missing_fields
from noren.shops.models import Shop
from noren.shops.opening import checklist, requirement
from noren.shops.selectors import (
    content_version,
    current_shop,
    has_ever_opened,
    legal_notice,
    legal_notice_settings,
    suspension,
)
from noren.shops.services.legal import save_legal_notice
from noren.shops.services.publish import NotReadyToOpen, hide_shop, open_shop
from noren.shops.services.suspend import reopen_shop, suspend_shop
from noren.shops.states import ShopState
from noren.shops.tests.factories import full_notice, make_shop
from noren.shops.types import LegalNoticeInfo, SellerKind

pytestmark = pytest.mark.django_db
ACTOR = system("test")


@pytest.fixture(autouse=True)
def shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


def make_ready() -> None:
    """Do everything the checklist asks for."""
    save_legal_notice(full_notice(), actor=ACTOR)
    make_method()
    set_method(PaymentMethod.CASH_ON_DELIVERY, enabled=True, actor=ACTOR)
    make_product()


def missing_keys() -> set[str]:
    return {item.key for item in checklist() if item.required and not item.done}


def test_a_new_shop_lacks_everything_and_stays_closed_to_buyers() -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotReadyToOpen) as refused:
        open_shop(actor=ACTOR)
    everything = {"shops.legal_notice", "shipping.fees", "payments.method", "catalog.product"}
    assert {item.key for item in refused.value.missing} == everything
    assert current_shop().state is ShopState.PREPARING
    assert not has_ever_opened()
    assert AuditEntry.objects.count() == before


def test_a_shop_with_all_it_needs_opens_and_its_pages_are_renewed() -> None:
    make_ready()
    version = content_version()
    assert missing_keys() == set()
    assert open_shop(actor=ACTOR).state is ShopState.OPEN
    assert has_ever_opened()
    assert content_version() == version + 1


@pytest.mark.parametrize(
    "field",
    [
        "seller_name", "address", "phone", "email", "price_terms", "extra_charges", "payment_terms", "delivery_time",
        "return_policy",
    ],
)  # fmt: skip
def test_one_empty_field_of_the_law_keeps_the_shop_closed(field: str) -> None:
    make_ready()
    emptied: dict[str, Any] = {field: "  "}
    save_legal_notice(replace(full_notice(), **emptied), actor=ACTOR)
    with pytest.raises(NotReadyToOpen) as refused:
        open_shop(actor=ACTOR)
    assert [item.key for item in refused.value.missing] == ["shops.legal_notice"]
    assert len(refused.value.missing[0].missing) == 1
    assert current_shop().state is ShopState.PREPARING


@pytest.mark.parametrize(
    ("kind", "on_request", "needed"),
    [
        (SellerKind.INDIVIDUAL, False, {"seller_name", "address", "phone"}),
        (SellerKind.INDIVIDUAL, True, set()),
        (SellerKind.CORPORATION, False, {"seller_name", "representative", "address", "phone"}),
        # The switch is for persons only: on a company's notice it changes nothing.
        (SellerKind.CORPORATION, True, {"seller_name", "representative", "address", "phone"}),
    ],
)
def test_who_must_name_himself(kind: SellerKind, on_request: bool, needed: set[str]) -> None:
    terms = {"price_terms", "extra_charges", "payment_terms", "delivery_time", "return_policy"}
    found = missing_fields(LegalNoticeInfo(seller_kind=kind, disclose_on_request=on_request))
    assert set(found) == needed | terms | {"email"}


def test_an_open_shop_can_not_lose_a_field_the_law_needs() -> None:
    make_ready()
    open_shop(actor=ACTOR)
    with pytest.raises(InvalidInput) as refused:
        save_legal_notice(replace(full_notice(), return_policy="", phone=""), actor=ACTOR)
    assert {problem.field for problem in refused.value.problems} == {"return_policy", "phone"}
    assert legal_notice_settings() == full_notice()


def test_particulars_given_on_request_are_kept_and_not_published() -> None:
    notice = replace(full_notice(), disclose_on_request=True)
    save_legal_notice(notice, actor=ACTOR)
    assert legal_notice_settings().phone == notice.phone
    published = legal_notice()
    assert (published.seller_name, published.address, published.phone, published.phone_hours) == (
        "",
        "",
        "",
        "",
    )
    assert published.email == notice.email


def test_a_company_can_not_keep_its_particulars_back() -> None:
    notice = replace(
        full_notice(),
        seller_kind=SellerKind.CORPORATION,
        representative="小春 千鶴",
        disclose_on_request=True,
    )
    with pytest.raises(InvalidInput) as refused:
        save_legal_notice(notice, actor=ACTOR)
    assert [problem.field for problem in refused.value.problems] == ["disclose_on_request"]
    assert legal_notice_settings() == LegalNoticeInfo()


def test_a_shop_opens_once_and_goes_back_into_preparation() -> None:
    make_ready()
    open_shop(actor=ACTOR)
    with pytest.raises(Conflict):
        open_shop(actor=ACTOR)
    first = Shop.objects.get(pk=current_shop().id).opened_at
    assert hide_shop(actor=ACTOR).state is ShopState.PREPARING
    with pytest.raises(Conflict):
        hide_shop(actor=ACTOR)
    open_shop(actor=ACTOR)
    assert Shop.objects.get(pk=current_shop().id).opened_at == first


def test_an_operator_stops_a_shop_with_a_reason_and_the_seller_can_not_undo_it() -> None:
    make_ready()
    open_shop(actor=ACTOR)
    with pytest.raises(InvalidInput):
        suspend_shop(reason=" ", actor=ACTOR)
    assert current_shop().state is ShopState.OPEN
    suspend_shop(reason="表示の確認のため", actor=ACTOR)
    found = suspension()
    assert found is not None
    assert found.reason == "表示の確認のため"
    for attempt in (open_shop, hide_shop):
        with pytest.raises(Conflict):
            attempt(actor=ACTOR)
    with pytest.raises(Conflict):
        suspend_shop(reason="もう一度", actor=ACTOR)
    assert current_shop().state is ShopState.SUSPENDED
    reopen_shop(reason="確認できたため", actor=ACTOR)
    assert current_shop().sells
    assert suspension() is None


def test_a_requirement_has_one_owner() -> None:
    with pytest.raises(ValueError, match="twice"):
        requirement("shops.legal_notice", "x", area="legal", position=1, missing=tuple)
