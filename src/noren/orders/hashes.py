"""The keyed hashes by which an order is found without its personal data being readable in the table."""

from __future__ import annotations

from noren.kernel import japanese
from noren.platform.privacy.crypto import lookup_hash


def secret_hash(secret: str) -> str:
    """Return the hash by which a guest's key is checked."""
    return lookup_hash("order-secret", secret)


def name_hash(name: str) -> str:
    """Return the hash of a person's name, however its spaces and kana are written."""
    return lookup_hash("name", "".join(japanese.fold_for_search(name).split()))


def email_hash(email: str) -> str:
    """Return the hash of an e-mail address, or "" for none."""
    address = japanese.normalize(email).lower()
    return lookup_hash("email", address) if address else ""


def phone_hash(phone: str) -> str:
    """Return the hash of a Japanese phone number, or "" for what is none."""
    digits = japanese.phone_digits(phone)
    return lookup_hash("phone", digits) if digits else ""
