"""What the shop says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from noren.kernel.actors import Actor
from noren.kernel.errors import InvalidInput, Problem
from noren.kernel.japanese import format_postal_code, phone_digits, postal_code_digits
from noren.platform.tenancy.scope import current_shop_id
from noren.platform.transactions.write import write
from noren.shops.models import Shop, ShopProfile
from noren.shops.selectors import profile as stored_profile
from noren.shops.services.content import raise_content_version
from noren.shops.types import ProfileInfo

_LONGEST = {
    "tagline": 120, "announcement": 120, "introduction": 5000, "seller_name": 120, "city": 120, "street": 120,
    "building": 120,
}  # fmt: skip


def save_profile(profile: ProfileInfo, *, actor: Actor) -> ProfileInfo:
    """Store the profile of the shop in scope as a whole; everything but the name may be empty.

    Returns it as stored: trimmed, the postal code as 600-8001. Raises InvalidInput naming each wrong field.
    """
    cleaned = _cleaned(profile)
    problems = list(_problems(cleaned))
    if problems:
        raise InvalidInput(*problems)
    with write(actor) as change:
        row = ShopProfile.objects.select_for_update().get()
        old = asdict(stored_profile())
        new = asdict(cleaned)
        for name, value in new.items():
            if name != "name":
                setattr(row, name, value)
        row.save()
        Shop.objects.filter(pk=current_shop_id()).update(name=cleaned.name)
        changed = {name for name in new if new[name] != old[name]}
        change.audit(
            "shop.profile_saved",
            row,
            old={name: old[name] for name in changed},
            new={name: new[name] for name in changed},
        )
        raise_content_version()
    return cleaned


def _cleaned(profile: ProfileInfo) -> ProfileInfo:
    texts = {
        name: getattr(profile, name).strip() for name in ("name", "postal_code", "phone", "email", *_LONGEST)
    }
    digits = postal_code_digits(texts["postal_code"])
    if digits:
        texts["postal_code"] = format_postal_code(digits)
    return replace(profile, **texts)


def _problems(profile: ProfileInfo) -> Iterator[Problem]:
    if not 1 <= len(profile.name) <= 80:
        yield Problem("name_invalid", "ショップ名を1〜80文字で入力してください。", "name")
    for name, longest in _LONGEST.items():
        if len(getattr(profile, name)) > longest:
            yield Problem("too_long", "%(longest)s文字までで入力してください。", name, {"longest": longest})
    if profile.postal_code and not postal_code_digits(profile.postal_code):
        yield Problem(
            "postal_code_invalid", "郵便番号は7桁の数字で入力してください（例: 600-8001）。", "postal_code"
        )
    if profile.prefecture is not None and not 1 <= profile.prefecture <= 47:
        yield Problem("prefecture_unknown", "都道府県を選んでください。", "prefecture")
    yield from phone_problems(profile.phone)
    yield from email_problems(profile.email)


def phone_problems(phone: str) -> Iterator[Problem]:
    """Say what is wrong with a phone number, if one is given."""
    if phone and phone_digits(phone) is None:
        yield Problem(
            "phone_invalid", "電話番号は市外局番から入力してください（例: 075-123-4567）。", "phone"
        )


def email_problems(email: str) -> Iterator[Problem]:
    """Say what is wrong with an e-mail address, if one is given."""
    try:
        if email:
            validate_email(email)
    except ValidationError:
        yield Problem(
            "email_invalid", "メールアドレスの形をご確認ください（例: hanako@example.jp）。", "email"
        )
