"""Reading customers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from noren.customers.hashes import email_hash, name_hash, phone_hash, subject_hash
from noren.customers.models import Address, Consent, Customer, LineIdentity
from noren.customers.types import (
    AddressInfo,
    ConsentKind,
    CustomerInfo,
    CustomerPage,
    LineIdentityInfo,
)

PAGE = 30


def customer(customer_id: UUID) -> CustomerInfo | None:
    """Return a customer of the shop in scope, or None."""
    return next(iter(_infos(Customer.objects.filter(pk=customer_id))), None)


def customers(customer_ids: Iterable[UUID]) -> dict[UUID, CustomerInfo]:
    """Return customers by id; unknown ids are left out."""
    return {one.id: one for one in _infos(Customer.objects.filter(pk__in=list(customer_ids)))}


def customers_page(*, query: str = "", after: str = "", limit: int = PAGE) -> CustomerPage:
    """Return customers, newest first. `query` is a whole name, e-mail address or phone number: only whole ones can be found,
    because what is stored is encrypted.
    """
    rows = Customer.objects.all()
    if query.strip():
        rows = rows.filter(_matching(query))
    cursor = _cursor(after)
    if cursor is not None:
        rows = rows.filter(pk__lt=cursor)
    found = _infos(rows.order_by("-id")[: limit + 1])
    shown = tuple(found[:limit])
    return CustomerPage(shown, shown[-1].id.hex if len(found) > limit else "")


def customer_by_line(provider_id: str, subject: str) -> UUID | None:
    """Return the customer with a LINE user id of a provider, or None."""
    rows = LineIdentity.objects.filter(provider_id=provider_id, subject_hash=subject_hash(subject))
    return rows.values_list("customer_id", flat=True).first()


def line_identity(customer_id: UUID, *, provider_id: str) -> LineIdentityInfo | None:
    """Return a customer's LINE identity within a provider, or None."""
    row = (
        LineIdentity.objects.filter(customer_id=customer_id, provider_id=provider_id).order_by("-id").first()
    )
    return _line(row) if row else None


def has_line_identities(provider_id: str) -> bool:
    """Tell whether any customer is known by a LINE user id of the provider."""
    return LineIdentity.objects.filter(provider_id=provider_id).exists()


def addresses(customer_id: UUID) -> list[AddressInfo]:
    """Return a customer's addresses, the usual one first."""
    rows = Address.objects.filter(customer_id=customer_id).order_by("-is_default", "-id")
    return [address_info(row) for row in rows]


def address(customer_id: UUID, address_id: UUID) -> AddressInfo | None:
    """Return one address of a customer, or None (also for another customer's)."""
    row = Address.objects.filter(pk=address_id, customer_id=customer_id).first()
    return address_info(row) if row else None


def consents_to(customer_id: UUID, kind: ConsentKind) -> bool:
    """Tell whether the customer agrees now; nobody agrees by saying nothing."""
    row = Consent.objects.filter(customer_id=customer_id, kind=kind).order_by("-id").first()
    return bool(row and row.granted)


def address_info(row: Address) -> AddressInfo:
    """Return an address row as its facts."""
    return AddressInfo(
        id=row.pk,
        recipient=row.recipient,
        recipient_kana=row.recipient_kana,
        postal_code=row.postal_code,
        prefecture=row.prefecture,
        city=row.city,
        street=row.street,
        building=row.building,
        phone=row.phone,
        is_default=row.is_default,
    )


def _matching(query: str) -> Q:
    found = Q(name_hash=name_hash(query)) | Q(email_hash=email_hash(query))
    digits = phone_hash(query)
    return found | Q(phone_hash=digits) if digits else found


def _cursor(after: str) -> UUID | None:
    try:
        return UUID(after) if after else None
    except ValueError:
        return None


def _infos(rows: Iterable[Customer]) -> list[CustomerInfo]:
    found = list(rows)
    identities: dict[UUID, LineIdentity] = {}
    for identity in LineIdentity.objects.filter(customer_id__in=[row.pk for row in found]).order_by("id"):
        identities[identity.customer_id] = identity
    return [_info(row, identities.get(row.pk)) for row in found]


def _info(row: Customer, identity: LineIdentity | None) -> CustomerInfo:
    return CustomerInfo(
        id=row.pk,
        name=row.name,
        email=row.email,
        phone=row.phone,
        language=row.language,
        guest=row.guest,
        created_at=row.created_at,
        line=_line(identity) if identity else None,
    )


def _line(row: LineIdentity) -> LineIdentityInfo:
    return LineIdentityInfo(
        row.provider_id, row.subject, row.display_name, row.picture_url, row.is_friend, row.friend_as_of
    )
