"""Whose log-in it is."""

from __future__ import annotations

from django.db.models import TextChoices


class Realm(TextChoices):
    """An account of one realm does not exist in the other."""

    STAFF = "staff"
    OPERATOR = "operator"
