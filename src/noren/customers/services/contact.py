"""What customers change about themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_noop

from noren.customers.hashes import email_hash, name_hash, phone_hash
from noren.customers.models import Consent, Customer
from noren.customers.types import ConsentKind
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.kernel.errors import InvalidInput, Problem, not_found
from noren.kernel.japanese import normalize, phone_digits
from noren.platform.transactions.write import write

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LONGEST_NAME = 64
_LONGEST_EMAIL = 254


def change_contact(customer_id: UUID, *, name: str, email: str, phone: str, actor: Actor) -> None:
    """Set name, e-mail address and phone number; empty ones are taken away. Raises InvalidInput, NotFound."""
    name, email = " ".join(name.split()), normalize(email)
    problems = list(_problems(name=name, email=email, phone=phone))
    if problems:
        raise InvalidInput(*problems)
    digits = phone_digits(phone) or ""
    with write(actor) as change:
        row = Customer.objects.select_for_update().filter(pk=customer_id, guest=False).first()
        if row is None:
            raise not_found("customer_unknown", "お客様が見つかりません。")
        row.name, row.name_hash = name, name_hash(name or _line_name(row))
        row.email, row.email_hash = email, email_hash(email)
        row.phone, row.phone_hash = digits, phone_hash(digits)
        row.save(update_fields=["name", "name_hash", "email", "email_hash", "phone", "phone_hash"])
        # Which fields changed is on record, their content is not: the chain can't be erased later.
        change.audit("customer.contact_changed", row)


def set_consent(customer_id: UUID, kind: ConsentKind, *, granted: bool, wording: str, actor: Actor) -> None:
    """Keep that the customer agreed, or took it back, having read `wording`."""
    with write(actor) as change:
        newest = Consent.objects.filter(customer_id=customer_id, kind=kind).order_by("-id").first()
        if (newest.granted if newest else False) == granted:
            return
        row = Consent(customer_id=customer_id, kind=kind, granted=granted, wording=wording, at=now())
        row.save(force_insert=True)
        change.audit("customer.consent", row, new={"kind": kind, "granted": granted})


def note_viewed(customer_id: UUID, *, actor: Actor) -> None:
    """Put on record that somebody opened a customer's personal data."""
    with write(actor) as change:
        change.audit("customer.viewed", ("customers.Customer", customer_id))


def _line_name(row: Customer) -> str:
    identity = row.line_identities.order_by("-id").first()
    return identity.display_name if identity else ""


def _problems(*, name: str, email: str, phone: str) -> Iterator[Problem]:
    if len(name) > _LONGEST_NAME:
        yield Problem("too_long", "%(most)s文字以内で入力してください。", "name", {"most": _LONGEST_NAME})
    if email and (len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        yield Problem("email_invalid", "メールアドレスの形をご確認ください(例: hanako@example.jp)。", "email")
    if phone.strip() and phone_digits(phone) is None:
        message = gettext_noop("電話番号を市外局番から入力してください(例: 090-1234-5678)。")
        yield Problem("phone_invalid", message, "phone")
