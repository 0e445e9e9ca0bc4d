"""Becoming a customer: by LINE, or as a guest."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError

from noren.customers.events import CustomerJoined
from noren.customers.hashes import email_hash, name_hash, phone_hash, subject_hash
from noren.customers.models import Customer, LineIdentity
from noren.customers.selectors import customer_by_line
from noren.customers.types import LineProfile
from noren.kernel.actors import Actor
from noren.kernel.clock import now
from noren.platform.transactions.write import Change, write


def customer_for_line(profile: LineProfile, *, language: str, actor: Actor) -> UUID:
    """Return the customer with this LINE user id, made now at the first log-in; what LINE says of them is kept fresh."""
    known = customer_by_line(profile.provider_id, profile.subject)
    if known is None:
        try:
            return _join_by_line(profile, language=language, actor=actor)
        except IntegrityError:
            # Logged in twice at the same moment: the other log-in made the customer.
            known = customer_by_line(profile.provider_id, profile.subject)
            if known is None:
                raise
    _refresh(known, profile, actor=actor)
    return known


def customer_for_guest(*, email: str, name: str, phone: str = "", language: str = "ja", actor: Actor) -> UUID:
    """Return the guest with this e-mail address, made now if there is none.

    Never a customer who logs in: an address that anybody can type must not lead to somebody's account. What an earlier
    guest gave is left as it is.
    """
    known = _guest(email)
    if known is not None:
        return known
    try:
        with write(actor) as change:
            return _new(change, name=name, email=email, phone=phone, language=language, guest=True).pk
    except IntegrityError:
        known = _guest(email)
        if known is None:
            raise
        return known


def attach_line(customer_id: UUID, profile: LineProfile, *, actor: Actor) -> bool:
    """Link a LINE user id to a customer who has logged in otherwise. Returns False when it is somebody's already."""
    known = customer_by_line(profile.provider_id, profile.subject)
    if known is not None:
        return known == customer_id
    try:
        with write(actor) as change:
            identity = _identity(customer_id, profile)
            change.audit("customer.line_linked", identity)
    except IntegrityError:
        return customer_by_line(profile.provider_id, profile.subject) == customer_id
    return True


def _join_by_line(profile: LineProfile, *, language: str, actor: Actor) -> UUID:
    with write(actor) as change:
        row = _new(change, name="", email=profile.email, phone="", language=language, guest=False)
        Customer.objects.filter(pk=row.pk).update(name_hash=name_hash(profile.display_name))
        _identity(row.pk, profile)
    return row.pk


def _identity(customer_id: UUID, profile: LineProfile) -> LineIdentity:
    identity = LineIdentity(
        customer_id=customer_id,
        provider_id=profile.provider_id,
        subject=profile.subject,
        subject_hash=subject_hash(profile.subject),
        display_name=profile.display_name,
        picture_url=profile.picture_url,
        linked_at=now(),
    )
    identity.save(force_insert=True)
    return identity


def _refresh(customer_id: UUID, profile: LineProfile, *, actor: Actor) -> None:
    with write(actor):
        row = Customer.objects.select_for_update().get(pk=customer_id)
        LineIdentity.objects.filter(
            provider_id=profile.provider_id, subject_hash=subject_hash(profile.subject)
        ).update(display_name=profile.display_name, picture_url=profile.picture_url)
        if not row.name:
            row.name_hash = name_hash(profile.display_name)
        if profile.email and not row.email:
            row.email, row.email_hash = profile.email, email_hash(profile.email)
        row.save(update_fields=["name_hash", "email", "email_hash"])


def _new(change: Change, *, name: str, email: str, phone: str, language: str, guest: bool) -> Customer:
    row = Customer(
        name=name.strip(),
        name_hash=name_hash(name),
        email=email.strip(),
        email_hash=email_hash(email),
        phone=phone,
        phone_hash=phone_hash(phone),
        language=language,
        guest=guest,
        created_at=now(),
    )
    row.save(force_insert=True)
    change.audit("customer.joined", row, new={"guest": guest})
    change.publish(CustomerJoined(customer_id=row.pk, guest=guest))
    return row


def _guest(email: str) -> UUID | None:
    digest = email_hash(email)
    if not digest:
        return None
    return Customer.objects.filter(email_hash=digest, guest=True).values_list("pk", flat=True).first()
