"""Identifiers in the forms LINE gives them."""

from __future__ import annotations

import hashlib
import re
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
USER_ID = re.compile(r"U[0-9a-f]{32}")
UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")


def user_id(provider_id: str, subject: str) -> str:
    """The user id of a person (or bot) under one provider: stable there, different under every other provider."""
    digest = hashlib.sha256(f"{provider_id}\n{subject}".encode()).hexdigest()
    return "U" + digest[:32]


def ulid(milliseconds: int) -> str:
    """A ULID (26 characters, Crockford base 32): 48 bits of time, 80 bits of chance."""
    number = (milliseconds << 80) | secrets.randbits(80)
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def message_id() -> str:
    """An 18-digit message id."""
    return str(secrets.randbelow(9 * 10**17) + 10**17)


def token(length: int = 43) -> str:
    """An opaque URL-safe token of at least the given length."""
    return secrets.token_urlsafe(length)[:length]


def basic_id(channel_id: str) -> str:
    """The @-name of an official account, eight characters as LINE gives out."""
    number = int(hashlib.sha256(channel_id.encode()).hexdigest(), 16)
    return "@" + "".join(CROCKFORD[(number >> shift) & 31] for shift in range(0, 40, 5)).lower()
