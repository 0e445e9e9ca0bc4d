"""Which consumption tax rate a thing has. The rates themselves are dated data (pricing)."""

from __future__ import annotations

from enum import StrEnum


class TaxCategory(StrEnum):
    """`reduced` is for food and drink without alcohol (軽減税率); everything else is `standard`."""

    STANDARD = "standard"
    REDUCED = "reduced"
