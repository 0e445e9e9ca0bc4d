"""Stocked variants for tests."""

from __future__ import annotations

from uuid import UUID

from noren.catalog.tests.factories import ACTOR, make_variant
from noren.inventory.services.adjust import receive, set_policy


def stocked_variant(pieces: int = 10) -> UUID:
    """Return a published variant of which `pieces` lie on the shelf."""
    variant_id = make_variant()
    if pieces:
        receive(variant_id, pieces, reason="初回入荷", actor=ACTOR)
    return variant_id


def endless_variant() -> UUID:
    """Return a published variant that goes on selling at zero."""
    variant_id = make_variant()
    set_policy(variant_id, tracked=True, continue_selling=True, actor=ACTOR)
    return variant_id


def untracked_variant() -> UUID:
    """Return a published variant that is not counted."""
    variant_id = make_variant()
    set_policy(variant_id, tracked=False, continue_selling=False, actor=ACTOR)
    return variant_id
