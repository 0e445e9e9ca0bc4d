"""Words of accounts that others use."""

from __future__ import annotations

from enum import StrEnum


class Realm(StrEnum):
    """Whose log-in: an account of one realm does not exist in the other."""

    STAFF = "staff"
    OPERATOR = "operator"
