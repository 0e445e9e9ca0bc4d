"""Reading an address as people type it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_noop

from noren.kernel.errors import InvalidInput, Problem
from noren.kernel.japanese import normalize, phone_digits, postal_code_digits, to_katakana
from noren.orders.types import PostalAddress

# Field, the words when it is empty, the most letters. Carriers' labels hold 16 full-width letters a line, in several lines.
_REQUIRED: tuple[tuple[str, str, int], ...] = (
    ("family_name", gettext_noop("姓を入力してください。"), 32),
    ("given_name", gettext_noop("名を入力してください。"), 32),
    ("family_kana", gettext_noop("セイを入力してください。"), 32),
    ("given_kana", gettext_noop("メイを入力してください。"), 32),
    ("city", gettext_noop("市区町村・町名を入力してください。"), 64),
    ("street", gettext_noop("番地を入力してください。番地がない場合は「番地なし」と入力してください。"), 64),
)
_LONGEST_BUILDING = 64


def read_address(fields: Mapping[str, str]) -> PostalAddress:
    """Return the address in a form's fields; names are kept as typed, kana becomes katakana, numbers become digits.

    Fields: family_name, given_name, family_kana, given_kana, postal_code, prefecture (1-47), city, street, building, phone.
    Raises InvalidInput with a problem per field.
    """
    found = list(_problems(fields))
    if found:
        raise InvalidInput(*found)
    return PostalAddress(
        recipient=f"{_text(fields, 'family_name')} {_text(fields, 'given_name')}",
        recipient_kana=f"{to_katakana(_text(fields, 'family_kana'))} {to_katakana(_text(fields, 'given_kana'))}",
        postal_code=postal_code_digits(fields.get("postal_code", "")) or "",
        prefecture=prefecture_of(fields) or 0,
        city=_text(fields, "city"),
        street=_text(fields, "street"),
        building=_text(fields, "building"),
        phone=phone_digits(fields.get("phone", "")) or "",
    )


def prefecture_of(fields: Mapping[str, str]) -> int | None:
    """Return the prefecture's JIS code from 1 to 47, or None."""
    text = normalize(fields.get("prefecture", ""))
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= 47 else None


def fields_of(address: PostalAddress) -> dict[str, str]:
    """Return an address as the fields that read_address reads."""
    family, _, given = address.recipient.partition(" ")
    family_kana, _, given_kana = address.recipient_kana.partition(" ")
    return {
        "family_name": family,
        "given_name": given,
        "family_kana": family_kana,
        "given_kana": given_kana,
        "postal_code": address.postal_code,
        "prefecture": f"{address.prefecture:02d}",
        "city": address.city,
        "street": address.street,
        "building": address.building,
        "phone": address.phone,
    }


def _problems(fields: Mapping[str, str]) -> Iterator[Problem]:
    for name, missing, most in _REQUIRED:
        text = _text(fields, name)
        if not text:
            yield Problem(f"{name}_missing", missing, name)
        elif len(text) > most:
            yield Problem("too_long", "%(most)s文字以内で入力してください。", name, {"most": most})
    if len(_text(fields, "building")) > _LONGEST_BUILDING:
        yield Problem(
            "too_long", "%(most)s文字以内で入力してください。", "building", {"most": _LONGEST_BUILDING}
        )
    yield from _number_problems(fields)


def _number_problems(fields: Mapping[str, str]) -> Iterator[Problem]:
    if postal_code_digits(fields.get("postal_code", "")) is None:
        yield Problem(
            "postal_code_invalid", "郵便番号を7桁の数字で入力してください(例: 604-0925)。", "postal_code"
        )
    if prefecture_of(fields) is None:
        yield Problem("prefecture_missing", "都道府県を選んでください。", "prefecture")
    if phone_digits(fields.get("phone", "")) is None:
        yield Problem("phone_invalid", "電話番号を市外局番から入力してください(例: 090-1234-5678)。", "phone")


def _text(fields: Mapping[str, str], name: str) -> str:
    # Blanks within a name would be taken for the border between family and given name.
    text = " ".join(fields.get(name, "").split())
    return text.replace(" ", "\u3000") if name in ("family_name", "family_kana") else text
