"""Keyed hashes by which customers are found. The same person typed another way must give the same hash."""

from __future__ import annotations

from noren.kernel.japanese import fold_for_search, phone_digits
from noren.platform.privacy.crypto import lookup_hash


def email_hash(email: str) -> str:
    """Return the hash of an e-mail address, empty for none; upper and lower case are one."""
    plain = email.strip().casefold()
    return lookup_hash("customer.email", plain) if plain else ""


def phone_hash(phone: str) -> str:
    """Return the hash of a phone number, empty for none."""
    digits = phone_digits(phone)
    return lookup_hash("customer.phone", digits) if digits else ""


def name_hash(name: str) -> str:
    """Return the hash of a name, empty for none; blanks and width do not count."""
    plain = "".join(fold_for_search(name).split())
    return lookup_hash("customer.name", plain) if plain else ""


def subject_hash(subject: str) -> str:
    """Return the hash of a LINE user id."""
    return lookup_hash("line.subject", subject)
