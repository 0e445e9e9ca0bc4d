"""Creating accounts and checking passwords."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, Problem, check_all, invalid, not_found
from noren.platform.accounts.models import Account
from noren.platform.accounts.types import Realm
from noren.platform.privacy.crypto import installation_lookup_hash


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account, as other apps see it."""

    id: UUID
    realm: str
    email: str
    name: str
    language: str


def create_account(
    *, realm: Realm, email: str, password: str, name: str = "", language: str = "ja"
) -> AccountInfo:
    """Create an account. Raises InvalidInput naming `email` or `password`."""
    address = _checked_email(email)
    _check_password(password)
    account = Account(
        realm=realm,
        login_hash=login_hash(realm, address),
        email=address,
        name=name,
        language=language,
        password=make_password(password),
        created_at=now(),
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise invalid(
            "email_taken", "このメールアドレスは登録済みです。ログインしてください。", field_name="email"
        ) from error
    return info(account)


def check_new_account(*, email: str, password: str) -> None:
    """Check what can be said of a new account's inputs without looking for it.

    Raises InvalidInput naming `email`, `password` or both.
    """
    check_all(lambda: _checked_email(email), lambda: _check_password(password))


def set_preferences(account_id: UUID, *, language: str) -> None:
    """Remember the language a person works in."""
    Account.objects.filter(pk=account_id).update(language=language)


def set_password(*, realm: Realm, email: str, password: str) -> None:
    """Give an account a new password. Raises NotFound, InvalidInput naming `password`.

    Sessions of the account stay; whoever needs them ended ends them.
    """
    _check_password(password)
    changed = Account.objects.filter(login_hash=login_hash(realm, email)).update(
        password=make_password(password)
    )
    if not changed:
        raise not_found("account_unknown", "このメールアドレスのアカウントは見つかりません。")


def authenticate(*, realm: Realm, email: str, password: str) -> AccountInfo | None:
    """Return the account if the password is right, None otherwise; a missing account costs the same time."""
    account = Account.objects.filter(login_hash=login_hash(realm, email), is_active=True).first()
    if account is None:
        make_password(password)
        return None
    return info(account) if account.check_password(password) else None


def account_by_id(account_id: UUID, *, realm: Realm) -> AccountInfo | None:
    """Return an active account of a realm."""
    account = Account.objects.filter(pk=account_id, realm=realm, is_active=True).first()
    return info(account) if account else None


def login_hash(realm: Realm, email: str) -> str:
    """Return what an account is found by: e-mail addresses are compared without case."""
    return installation_lookup_hash("account", f"{realm}:{email.strip().casefold()}")


def info(account: Account) -> AccountInfo:
    """Return what others may know of an account."""
    return AccountInfo(account.pk, account.realm, account.email, account.name, account.language)


def _checked_email(email: str) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise invalid(
            "email_invalid",
            "メールアドレスの形をご確認ください（例: hanako@example.jp）。",
            field_name="email",
        ) from error
    return address


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        problems = [Problem("password_weak", str(message), "password") for message in error.messages]
        raise InvalidInput(*problems) from error
