"""The checkout's form: reading what was posted, and filling it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from noren.checkout.address import fields_of, prefecture_of, read_address
from noren.checkout.types import Entries
from noren.kernel.errors import InvalidInput, Problem
from noren.kernel.japanese import normalize
from noren.orders.types import PostalAddress
from noren.payments.types import PaymentMethod

# In the order of the page; the address fields' names are those of noren.checkout.address.
LABELS: Mapping[str, str] = {
    "email": gettext_noop("メールアドレス"),
    "phone": gettext_noop("電話番号"),
    "family_name": gettext_noop("姓"),
    "given_name": gettext_noop("名"),
    "family_kana": gettext_noop("セイ"),
    "given_kana": gettext_noop("メイ"),
    "postal_code": gettext_noop("郵便番号"),
    "prefecture": gettext_noop("都道府県"),
    "city": gettext_noop("市区町村・町名"),
    "street": gettext_noop("番地"),
    "building": gettext_noop("建物名・部屋番号"),
    "method": gettext_noop("配送方法"),
    "day": gettext_noop("お届け希望日"),
    "slot": gettext_noop("お届け時間帯"),
    "payment": gettext_noop("お支払い方法"),
    "coupon": gettext_noop("クーポンコード"),
    "note": gettext_noop("お店への連絡事項"),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted: as typed, as entries as far as they can be read, and what is wrong with the address."""

    values: Mapping[str, str]
    entries: Entries
    address_problems: Sequence[Problem]

    def without_coupon(self) -> Posted:
        """Return the same with the coupon's field empty."""
        return Posted(
            {**self.values, "coupon": ""}, replace(self.entries, coupon_code=""), self.address_problems
        )


def read(post: Mapping[str, str]) -> Posted:
    """Read the posted form. An address that is not whole yet still tells the prefecture, for fees and dates."""
    values = {name: post.get(name, "") for name in LABELS}
    problems: Sequence[Problem] = ()
    address: PostalAddress | None
    try:
        address = read_address(values)
    except InvalidInput as refusal:
        problems = refusal.problems
        prefecture = prefecture_of(values)
        address = PostalAddress("", "", prefecture, "", "") if prefecture else None
    entries = Entries(
        email=normalize(values["email"]),
        address=address,
        note=values["note"].strip().replace("\r\n", "\n"),
        shipping_method_id=_uuid(values["method"]),
        delivery_date=_day(values["day"]),
        delivery_slot=values["slot"],
        payment_method=_payment(values["payment"]),
        coupon_code=values["coupon"].strip()[:32],
    )
    return Posted(values, entries, problems)


def filled(entries: Entries) -> dict[str, str]:
    """Return entries as the form's values."""
    return {
        **dict.fromkeys(LABELS, ""),
        "email": entries.email,
        **(fields_of(entries.address) if entries.address else {}),
        "method": str(entries.shipping_method_id or ""),
        "day": entries.delivery_date.isoformat() if entries.delivery_date else "",
        "slot": entries.delivery_slot,
        "payment": entries.payment_method.value if entries.payment_method else "",
        "coupon": entries.coupon_code,
        "note": entries.note,
    }


def error_list(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Return problems for the summary on top, in the order of the page."""
    order = list(LABELS)
    known = sorted(
        problems, key=lambda problem: order.index(problem.field) if problem.field in LABELS else -1
    )
    return [
        {
            "field": problem.field if problem.field in LABELS else "",
            "label": _(LABELS.get(problem.field, "")) if problem.field in LABELS else "",
            "message": problem.text(_),
        }
        for problem in known
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _payment(text: str) -> PaymentMethod | None:
    try:
        return PaymentMethod(text)
    except ValueError:
        return None
