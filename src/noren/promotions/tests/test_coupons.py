"""Coupons: who may use them, what they take off, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noren.kernel.actors import guest, system
from noren.kernel.clock import clock_shifted, now
from noren.kernel.errors import InvalidInput
from noren.kernel.ids import uuid7
from noren.kernel.money import yen
from noren.platform.tenancy.scope import shop_scope
from noren.promotions import rules
from noren.promotions.holders import holder_of
from noren.promotions.models import Coupon, CouponUse
from noren.promotions.selectors import coupon, coupons, quote
from noren.promotions.services.manage import create_coupon, set_active
from noren.promotions.services.redeem import give_back, redeem
from noren.promotions.types import CouponInfo, CouponKind, CouponTerms
from noren.shops.tests.factories import make_shop

pytestmark = pytest.mark.django_db
SELLER = system("test")
TERMS = CouponTerms(title="秋の500円引き", kind=CouponKind.AMOUNT, value=500, minimum=yen(3000))


@pytest.fixture(autouse=True)
def _in_a_shop() -> Iterator[None]:
    with shop_scope(make_shop().id):
        yield


def make_coupon(code: str = "AKI500", **terms: Any) -> CouponInfo:
    return create_coupon(code=code, terms=replace(TERMS, **terms), actor=SELLER)


def use(code: str = "AKI500", *, holder: str = "", subtotal: int = 5000) -> UUID:
    reference = uuid7()
    redeem(code, reference=reference, subtotal=yen(subtotal), holder=holder, actor=guest())
    return reference


def refusal(code: str = "AKI500", *, subtotal: int = 5000, holder: str = "") -> str:
    with pytest.raises(InvalidInput) as refused:
        quote(code, subtotal=yen(subtotal), holder=holder)
    (problem,) = refused.value.problems
    assert problem.field == "coupon"
    return problem.code


def test_a_code_is_found_however_it_is_typed() -> None:
    make_coupon()
    found = quote(" ａｋｉ 500 ", subtotal=yen(3000), holder="")
    assert (found.code, found.title, found.amount) == ("AKI500", "秋の500円引き", yen(500))


def test_a_percentage_is_rounded_down() -> None:
    make_coupon("HARU", kind=CouponKind.PERCENT, value=15, minimum=yen(0))
    assert quote("haru", subtotal=yen(999), holder="").amount == yen(149)


def test_a_coupon_never_takes_off_more_than_the_goods_cost() -> None:
    make_coupon(minimum=yen(0))
    assert quote("AKI500", subtotal=yen(300), holder="").amount == yen(300)


def test_unknown_and_stopped_codes_are_refused_in_the_same_words() -> None:
    made = make_coupon()
    set_active(made.id, active=False, actor=SELLER)
    assert refusal("NAI") == refusal("AKI500") == "coupon_unknown"


def test_the_goods_must_reach_the_minimum() -> None:
    make_coupon()
    assert refusal(subtotal=2999) == "coupon_minimum"
    assert quote("AKI500", subtotal=yen(3000), holder="").amount == yen(500)


def test_a_coupon_works_from_its_first_moment_up_to_its_last() -> None:
    make_coupon(starts_at=now() + timedelta(hours=1), ends_at=now() + timedelta(hours=2))
    assert refusal() == "coupon_not_yet"
    with clock_shifted(timedelta(minutes=90)):
        assert quote("AKI500", subtotal=yen(3000), holder="").amount == yen(500)
    with clock_shifted(timedelta(hours=2)):
        assert refusal() == "coupon_ended"


def test_the_last_use_is_the_last() -> None:
    make_coupon(uses_limit=2)
    use()
    use()
    assert refusal() == "coupon_used_up"
    with pytest.raises(InvalidInput):
        use()
    assert Coupon.objects.get().uses == 2
    assert CouponUse.objects.count() == 2


def test_a_buyer_uses_it_as_often_as_allowed_and_others_still_can() -> None:
    make_coupon(uses_per_customer=1)
    mine = holder_of(customer_id=None, email=" Hanako@Example.jp")
    use(holder=mine)
    assert refusal(holder=holder_of(customer_id=None, email="hanako@example.jp")) == "coupon_used_before"
    with pytest.raises(InvalidInput):
        use(holder=mine)
    use(holder=holder_of(customer_id=uuid7(), email="hanako@example.jp"))
    assert Coupon.objects.get().uses == 2


def test_a_use_is_given_back_once() -> None:
    made = make_coupon(uses_limit=1, uses_per_customer=1)
    holder = holder_of(customer_id=uuid7(), email="")
    reference = use(holder=holder)
    assert give_back(reference, actor=SELLER) is True
    assert give_back(reference, actor=SELLER) is False
    assert give_back(uuid7(), actor=SELLER) is False
    found = coupon(made.id)
    assert found is not None
    assert found.uses == 0
    use(holder=holder)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": CouponKind.PERCENT, "value": 101}, "value"),
        ({"value": 0}, "value"),
        ({"minimum": yen(-1)}, "minimum"),
        ({"uses_limit": 0}, "uses_limit"),
        ({"uses_per_customer": 0}, "uses_per_customer"),
    ],
)
def test_odd_terms_are_refused_by_field(terms: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_coupon(**terms)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not Coupon.objects.exists()


def test_a_code_is_taken_once_and_has_a_shape() -> None:
    make_coupon("HARU-10")
    for code in ("haru-10", "ab", "は る"):
        with pytest.raises(InvalidInput) as refused:
            make_coupon(code)
        assert refused.value.problems[0].field == "code"
    assert Coupon.objects.count() == 1


def test_coupons_are_listed_newest_first_in_pages() -> None:
    made = [make_coupon(f"CODE-{number}") for number in range(3)]
    first = coupons(limit=2)
    assert [row.code for row in first] == ["CODE-2", "CODE-1"]
    assert [row.id for row in coupons(after=first[-1].id, limit=2)] == [made[0].id]


@given(st.integers(1, 100), st.integers(0, 10_000_000))
def test_a_percentage_is_never_above_its_exact_share(percent: int, subtotal: int) -> None:
    row = Coupon(code="P", kind=CouponKind.PERCENT, value=percent)
    off = rules.discount(row, subtotal=yen(subtotal)).amount.amount
    assert 0 <= subtotal * percent / 100 - off < 1 or off == subtotal
