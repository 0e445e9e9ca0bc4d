"""A customer's addresses."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_noop

from noren.customers.models import Address, Customer
from noren.customers.types import NewAddress
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, Problem, conflict, not_found
from noren.kernel.japanese import phone_digits, postal_code_digits, to_katakana
from noren.platform.transactions.write import write

MOST_ADDRESSES = 20
_LONGEST = 64


def add_address(customer_id: UUID, new: NewAddress, *, default: bool = False, actor: Actor) -> UUID:
    """Keep another address; the first is the usual one. Raises InvalidInput, Conflict."""
    values = _read(new)
    with write(actor) as change:
        _lock(customer_id)
        count = Address.objects.filter(customer_id=customer_id).count()
        if count >= MOST_ADDRESSES:
            raise conflict(
                "too_many_addresses",
                "住所は%(most)s件まで登録できます。使わない住所を削除してください。",
                most=MOST_ADDRESSES,
            )
        row = Address(customer_id=customer_id, created_at=now(), **values)
        row.save(force_insert=True)
        if default or count == 0:
            _make_default(customer_id, row.pk)
        change.audit("customer.address_added", row)
    return row.pk


def change_address(
    customer_id: UUID, address_id: UUID, new: NewAddress, *, default: bool = False, actor: Actor
) -> None:
    """Replace an address. Raises InvalidInput, NotFound."""
    values = _read(new)
    with write(actor) as change:
        _lock(customer_id)
        row = _own(customer_id, address_id)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        if default:
            _make_default(customer_id, address_id)
        change.audit("customer.address_changed", row)


def remove_address(customer_id: UUID, address_id: UUID, *, actor: Actor) -> None:
    """Forget an address; orders keep their copy. If it was the usual one, the newest other becomes it. Raises NotFound."""
    with write(actor) as change:
        _lock(customer_id)
        row = _own(customer_id, address_id)
        change.audit("customer.address_removed", row)
        was_default = row.is_default
        row.delete()
        newest = Address.objects.filter(customer_id=customer_id).order_by("-id").first()
        if was_default and newest is not None:
            _make_default(customer_id, newest.pk)


def _read(new: NewAddress) -> dict[str, object]:
    problems = list(_problems(new))
    if problems:
        raise InvalidInput(*problems)
    return {
        "recipient": _text(new.recipient),
        "recipient_kana": to_katakana(_text(new.recipient_kana)),
        "postal_code": postal_code_digits(new.postal_code),
        "prefecture": new.prefecture,
        "city": _text(new.city),
        "street": _text(new.street),
        "building": _text(new.building),
        "phone": phone_digits(new.phone),
    }


def _problems(new: NewAddress) -> Iterator[Problem]:
    yield from _text_problems(new)
    if postal_code_digits(new.postal_code) is None:
        yield Problem(
            "postal_code_invalid", "郵便番号を7桁の数字で入力してください(例: 604-0925)。", "postal_code"
        )
    if not 1 <= new.prefecture <= 47:
        yield Problem("prefecture_missing", "都道府県を選んでください。", "prefecture")
    if phone_digits(new.phone) is None:
        message = gettext_noop("電話番号を市外局番から入力してください(例: 090-1234-5678)。")
        yield Problem("phone_invalid", message, "phone")


def _text_problems(new: NewAddress) -> Iterator[Problem]:
    required = (
        ("recipient", gettext_noop("お名前を入力してください。")),
        ("city", gettext_noop("市区町村・町名を入力してください。")),
        ("street", gettext_noop("番地を入力してください。番地がない場合は「番地なし」と入力してください。")),
    )
    for name, message in required:
        if not _text(getattr(new, name)):
            yield Problem(f"{name}_missing", message, name)
    for name in ("recipient", "recipient_kana", "city", "street", "building"):
        if len(_text(getattr(new, name))) > _LONGEST:
            yield Problem("too_long", "%(most)s文字以内で入力してください。", name, {"most": _LONGEST})


def _text(value: str) -> str:
    return " ".join(value.split())


def _lock(customer_id: UUID) -> None:
    if Customer.objects.select_for_update().filter(pk=customer_id).first() is None:
        raise not_found("customer_unknown", "お客様が見つかりません。")


def _own(customer_id: UUID, address_id: UUID) -> Address:
    row = Address.objects.filter(pk=address_id, customer_id=customer_id).first()
    if row is None:
        raise not_found("address_unknown", "住所が見つかりません。削除された可能性があります。")
    return row


def _make_default(customer_id: UUID, address_id: UUID) -> None:
    Address.objects.filter(customer_id=customer_id, is_default=True).update(is_default=False)
    Address.objects.filter(pk=address_id).update(is_default=True)
